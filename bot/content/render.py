"""Turns content into the messages that a child sees."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date

from bot.content.contact_block import contact_messages
from bot.content.message import Button, Message, shorten, with_buttons
from bot.content.model import Answer, Content, Topic, UrgentClass
from bot.content.payloads import (
    CANNOT_TALK,
    NOT_THAT,
    TALK_TO_HUMAN,
    danger_answer,
    danger_payload,
    more_payload,
    topic_payload,
    vote_payloads,
)
from bot.content.phrases import render_phrase
from bot.content.placeholders import NOTICE, ORGANIZATION, fill, names_in
from bot.errors import ContentError

__all__ = [
    "Button",
    "Message",
    "render_answer",
    "render_first_reply",
    "render_phrase",
    "render_small_talk",
]

OVERDUE_SHOWN_DAYS = 60
"""How long an answer is still shown after its review date, with a warning."""

MONTHS = (
    "enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
    "octubre", "noviembre", "diciembre",
)  # fmt: skip
_COUNTRY_LABELS = {"MX": "in_mexico", "US": "in_united_states"}


def render_answer(
    topic_id: str,
    country: str | None,
    content: Content,
    today: date,
    *,
    more: bool = False,
    part: Callable[[str], str] | None = None,
) -> list[Message]:
    """Write the answer to a topic, or a part of it.

    Args:
        topic_id: the topic.
        country: where the child is: ``MX``, ``US``, or None if not known; then a topic that
            differs by country is answered for both, one message each.
        content: the content.
        today: the date against which the review date is held.
        more: write the second message («Quiero saber más») in place of the answer.
        part: takes the part that is wanted out of an answer (its text, and behind a blank line
            its second message), without contacts; empty where an answer has no such part.

    Returns:
        The messages in order; the last one has the buttons. None where no answer has the part.

    Raises:
        ContentError: there is no such topic.
    """
    topic = content.topics.get(topic_id)
    if topic is None:
        raise ContentError(f"no hay un tema «{topic_id}» en data/topics")
    days_overdue = (today - topic.review_after).days
    contacts = contact_messages(topic.contacts, country, content)
    if days_overdue > OVERDUE_SHOWN_DAYS:
        core = Message(render_phrase("overdue_core", content))
        return with_buttons([core, *contacts], [_human(content)])
    answers = _answers_for(topic, country)
    has_more = any(answer.more for _, answer in answers)
    if more and has_more:
        texts = [(label, answer.more) for label, answer in answers if answer.more]
        contacts = []
    elif part:
        whole = [(label, f"{answer.text}\n\n{answer.more or ''}") for label, answer in answers]
        texts = [(label, part(text)) for label, text in whole if part(text)]
        contacts = []
        if not texts:
            return []
    else:
        texts = [(label, answer.text) for label, answer in answers]
    messages = [Message(_labelled(label, _fill(text, content), content)) for label, text in texts]
    ending = _reviewed(topic.reviewed, content)
    if days_overdue > 0:
        ending = f"{render_phrase('overdue_note', content)}\n{ending}"
    messages[-1] = Message(f"{messages[-1].text}\n\n{ending}")
    buttons = _follow_ups(topic.follow_ups, content)
    if has_more and not more:
        buttons.append(Button(render_phrase("button_more", content), more_payload(topic_id)))
    buttons += [_human(content), *_votes(topic_id, content)]
    return with_buttons([*messages, *contacts], buttons)


def render_first_reply(
    class_id: str, country: str | None, notice: str, content: Content
) -> list[Message]:
    """Write the first reply to a child in danger.

    Args:
        class_id: the urgent class.
        country: ``MX``, ``US``, or None if not known.
        notice: the true sentence about when a person writes.
        content: the content.

    Returns:
        What to do now, the lines that answer now, and last the safety question with its buttons.

    Raises:
        ContentError: there is no such class.
    """
    urgent = content.urgent.get(class_id)
    if urgent is None:
        raise ContentError(f"no hay una clase urgente «{class_id}» en data/urgent")
    reply = urgent.first_reply[country if country in urgent.first_reply and country else "unknown"]
    contacts = contact_messages(
        urgent.contacts, country, content, home_countries=country not in _COUNTRY_LABELS
    )
    question = Message(_fill(urgent.question.text, content, notice))
    return with_buttons(
        [Message(_fill(reply, content, notice)), *contacts, question],
        _danger_buttons(urgent, content),
    )


def render_small_talk(small_talk_id: str, content: Content, turn: int) -> list[Message]:
    """Write the reply to a greeting, thanks, an insult and the like.

    Args:
        small_talk_id: which one.
        content: the content.
        turn: a count; consecutive ones give different wordings.

    Returns:
        One message with buttons.

    Raises:
        ContentError: there is no such small talk.
    """
    small_talk = content.small_talk.get(small_talk_id)
    if small_talk is None:
        raise ContentError(f"no hay una charla «{small_talk_id}» en data/small_talk")
    reply = small_talk.replies[turn % len(small_talk.replies)]
    buttons = _follow_ups(small_talk.follow_ups, content)
    return with_buttons([Message(_fill(reply, content))], [*buttons, _human(content)])


def topic_buttons(topic_ids: Iterable[str], content: Content) -> list[Button]:
    """Return a button for each topic that is written, and one for a human.

    Args:
        topic_ids: the topics, the likeliest first.
        content: the content.
    """
    return [*_follow_ups(topic_ids, content), _human(content)]


def _answers_for(topic: Topic, country: str | None) -> Sequence[tuple[str | None, Answer]]:
    """Return the answers to show, each with the country to name above it, if it needs naming."""
    if country in topic.answers and country is not None:
        return [(None, topic.answers[country])]
    if "ANY" in topic.answers:
        return [(None, topic.answers["ANY"])]
    return list(topic.answers.items())


def _labelled(country: str | None, text: str, content: Content) -> str:
    if country not in _COUNTRY_LABELS or country is None:
        return text
    return f"{render_phrase(_COUNTRY_LABELS[country], content)}\n{text}"


def _fill(text: str, content: Content, notice: str = "") -> str:
    team = content.organization or render_phrase("organization_unknown", content)
    values = {NOTICE: notice, ORGANIZATION: team}
    for name in names_in(text):
        if name not in content.contacts:  # the check finds it; until then the child gets a sense
            values.setdefault(name, name.replace("_", " "))
    return fill(text, content.contacts, values)


def _reviewed(day: date, content: Content) -> str:
    return render_phrase("reviewed_in", content, month=MONTHS[day.month - 1], year=str(day.year))


def _follow_ups(topic_ids: Iterable[str], content: Content) -> list[Button]:
    return [
        Button(shorten(content.topics[name].title), topic_payload(name))
        for name in topic_ids
        if name in content.topics and topic_payload(name) != TALK_TO_HUMAN
    ]


def _votes(topic_id: str, content: Content) -> list[Button]:
    useful, not_useful = vote_payloads(topic_id)
    return [
        Button(render_phrase("button_useful", content), useful),
        Button(render_phrase("button_not_useful", content), not_useful),
    ]


def _human(content: Content) -> Button:
    return Button(render_phrase("button_human", content), TALK_TO_HUMAN)


def _danger_buttons(urgent: UrgentClass, content: Content) -> list[Button]:
    labels = urgent.question.answers
    asked = [
        Button(shorten(label), danger_payload(danger_answer(labels, index)))
        for index, label in enumerate(labels)
    ]
    return [
        *asked,
        Button(render_phrase("button_cannot_talk", content), danger_payload(CANNOT_TALK)),
        Button(render_phrase("button_not_that", content), danger_payload(NOT_THAT)),
    ]
