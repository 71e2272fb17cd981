"""What is answered to a question that leans on the topic before; only what data/ has."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date

from bot.content.contact_block import contact_messages
from bot.content.glossary import meanings
from bot.content.message import Button, Message, with_buttons
from bot.content.model import Content, Topic
from bot.content.payloads import more_payload
from bot.content.phrases import render_phrase
from bot.content.render import render_answer, topic_buttons

ALMOST_ADULT = 17
"""From this age on, a child who asks «¿y si tengo…?» is told what changes at eighteen."""
COUNTRY_NAMES = {"MX": "button_mexico", "US": "button_us"}
_OTHER_COUNTRY = {"MX": "US", "US": "MX"}


@dataclass(frozen=True)
class Before:
    """What was talked of before the question.

    Attributes:
        topic: the topic that was answered last.
        country: where the child is or what it asks about: ``MX``, ``US``, or None.
        anchor: the topic that the child had named, from which follow-ups led to ``topic``.
        has_said_more: the topic's second message was said too.
    """

    topic: Topic
    country: str | None
    anchor: Topic | None = None
    has_said_more: bool = False

    @property
    def topics(self) -> list[tuple[str, str]]:
        """The topics with their groups, the last answer first."""
        return [(topic.id, topic.group) for topic in (self.topic, self.anchor) if topic]


@dataclass(frozen=True)
class Named:
    """What a question names: a country (``MX``, ``US``), and the age of a child."""

    country: str | None = None
    age: int | None = None


@dataclass(frozen=True)
class Reply:
    """What is to be said.

    Attributes:
        topic: this topic is to be answered as if it had been asked for.
        country: this is the country talked of from now on.
        is_new: the topic is what is talked of from now on, and no detail of the one before.
        messages: or else this is said, about the topic before.
        says_more: the messages are the topic's second message.
    """

    topic: str | None = None
    country: str | None = None
    is_new: bool = False
    messages: list[Message] = field(default_factory=list)
    says_more: bool = False


@dataclass(frozen=True)
class _Asked:
    """A question with all that its answer is made from."""

    kind: str
    before: Before
    names: Named
    content: Content
    today: date

    @property
    def topic(self) -> Topic:
        return self.before.topic


def follow_up_reply(
    kind: str, before: Before, content: Content, today: date, names: Named | None = None
) -> Reply:
    """Answer a question of a kind in the light of what was talked of before.

    Args:
        kind: one of data/follow_ups.yml.
        before: what was talked of.
        content: the content.
        today: the date against which review dates are held.
        names: what the question names, if anything.

    Returns:
        The reply; an honest «ese detalle no lo sé» where data/ has nothing.
    """
    asked = _Asked(kind, before, names or Named(), content, today)
    if kind in _ABOUT_WHAT_WAS_SAID:
        return _ABOUT_WHAT_WAS_SAID[kind](asked)
    return _mapped(asked) or _WITHOUT_TOPIC.get(kind, _not_known)(asked)


def country_reply(country: str, before: Before, content: Content, *, is_asked: bool) -> Reply:
    """Answer «¿y en México?», or take note of where the child says to be.

    Args:
        country: ``MX`` or ``US``.
        before: what was talked of.
        content: the content.
        is_asked: the child asks about the country, and does not only say where it is.
    """
    topic = before.topic
    found = content.follow_ups.target(before.topics[:1], country)
    same = found[1].topics_in(country) if found else []
    if is_asked and same and same[0] in content.topics:
        return Reply(topic=same[0], country=country, is_new=True)
    if len(topic.answers) > 1:
        return Reply(topic=topic.id, country=country)
    if is_asked:
        name = render_phrase(COUNTRY_NAMES[country], content)
        text = render_phrase("follow_up_same", content, country=name)
    else:
        text = render_phrase(f"country_noted_{country.lower()}", content)
    message = Message(text)
    return Reply(country=country, messages=with_buttons([message], _buttons(before, content)))


# --- what data/follow_ups.yml maps to a topic ---


def _mapped(asked: _Asked) -> Reply | None:
    content = asked.content
    found = content.follow_ups.target(asked.before.topics, asked.kind)
    if found is None:
        return None
    about, target = found
    if target.quotes:
        messages = _part(asked, content.topics[about], "follow_up_own", _with(target.quotes))
        return Reply(messages=messages) if messages else None
    topics = [name for name in target.topics_in(asked.before.country) if name in content.topics]
    if not topics or (asked.kind == "age" and _is_young(asked)):
        return None
    if len(topics) > 1:
        text = render_phrase("follow_up_which", content)
        return Reply(messages=[Message(text, topic_buttons(topics, content))])
    return Reply(topic=topics[0], is_new=asked.kind == "next")


def _with(quotes: tuple[str, ...]) -> Callable[[str], str]:
    """Return what takes out the paragraph that has one of the quotes."""

    def part(text: str) -> str:
        paragraphs = text.split("\n\n")
        return next(
            (paragraph.strip() for quote in quotes for paragraph in paragraphs
             if quote in paragraph), ""
        )  # fmt: skip

    return part


def _part(asked: _Asked, topic: Topic, lead: str, part: Callable[[str], str]) -> list[Message]:
    country = asked.before.country
    messages = render_answer(topic.id, country, asked.content, asked.today, part=part)
    if not messages:
        return []
    first = f"{render_phrase(lead, asked.content)}\n\n{messages[0].text}"
    return [replace(messages[0], text=first), *messages[1:]]


# --- kinds that are about what was just said ---


def _again(asked: _Asked) -> Reply:
    return Reply(topic=asked.topic.id)


def _explain(asked: _Asked) -> Reply:
    """Say the first paragraph only, what to do, and what its hard words mean."""
    messages = _part(asked, asked.topic, "follow_up_shorter", lambda text: text.split("\n\n")[0])
    said = meanings(messages[0].text, asked.content)
    if said:
        lines = "\n".join(f"• {line}." for line in said)
        text = f"{render_phrase('follow_up_words', asked.content)}\n{lines}"
        messages = [*messages[:-1], replace(messages[-1], buttons=[]),
                    Message(text, messages[-1].buttons)]  # fmt: skip
    return Reply(messages=messages)


def _what_is_it(asked: _Asked) -> Reply:
    answer = render_answer(asked.topic.id, asked.before.country, asked.content, asked.today)
    said = meanings("\n".join(message.text for message in answer), asked.content)
    if not said:
        return _explain(asked)
    lines = "\n".join(f"• {line}." for line in said)
    text = f"{render_phrase('follow_up_words', asked.content)}\n{lines}"
    return Reply(messages=[Message(text, _buttons(asked.before, asked.content))])


def _more(asked: _Asked) -> Reply:
    before = asked.before
    if before.has_said_more or not _has_more(before):
        text = render_phrase("nothing_more", asked.content)
        return Reply(messages=[Message(text, _buttons(before, asked.content))])
    messages = render_answer(
        before.topic.id, before.country, asked.content, asked.today, more=True
    )
    return Reply(messages=messages, says_more=True)


def _why(asked: _Asked) -> Reply:
    """The second message has the reasons: what to do comes first."""
    can_say = _has_more(asked.before) and not asked.before.has_said_more
    return _more(asked) if can_say else _not_known(asked)


def _elsewhere(asked: _Asked) -> Reply:
    country = asked.names.country or _OTHER_COUNTRY.get(asked.before.country or "")
    if country is None:
        return _not_known(asked)
    return country_reply(country, asked.before, asked.content, is_asked=True)


# --- kinds for which no topic is known ---


def _for_me(asked: _Asked) -> Reply:
    text = render_phrase("follow_up_for_you", asked.content)
    return Reply(messages=[Message(text, _buttons(asked.before, asked.content))])


def _next(asked: _Asked) -> Reply:
    text = render_phrase("follow_up_next", asked.content)
    return Reply(messages=[Message(text, _buttons(asked.before, asked.content))])


def _ask_there(asked: _Asked) -> Reply:
    found = contact_messages(asked.topic.contacts, asked.before.country, asked.content)
    if not found:
        return _not_known(asked)
    lead = Message(render_phrase("follow_up_contacts", asked.content))
    buttons = _buttons(asked.before, asked.content)
    return Reply(messages=with_buttons([lead, *found], buttons))


def _not_known(asked: _Asked) -> Reply:
    text = render_phrase("follow_up_not_known", asked.content)
    return Reply(messages=[Message(text, _buttons(asked.before, asked.content))])


_ABOUT_WHAT_WAS_SAID: dict[str, Callable[[_Asked], Reply]] = {
    "again": _again,
    "explain": _explain,
    "what_is_it": _what_is_it,
    "more": _more,
    "why": _why,
    "elsewhere": _elsewhere,
}
_WITHOUT_TOPIC: dict[str, Callable[[_Asked], Reply]] = {
    "how": _explain,
    "age": _for_me,
    "for_me": _for_me,
    "next": _next,
    "where": _ask_there,
    "whom": _ask_there,
}


def _is_young(asked: _Asked) -> bool:
    return asked.names.age is not None and asked.names.age < ALMOST_ADULT


def _has_more(before: Before) -> bool:
    answers = before.topic.answers
    here = [text for country, text in answers.items() if country == before.country]
    return any(answer.more for answer in here or answers.values())


def _buttons(before: Before, content: Content) -> list[Button]:
    *topics, human = topic_buttons(before.topic.follow_ups, content)
    if _has_more(before) and not before.has_said_more:
        label = render_phrase("button_more", content)
        topics.append(Button(label, more_payload(before.topic.id)))
    return [*topics, human]
