"""The bot's own open question, which comes back once if a child asks something else meanwhile."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import SlotSet

from actions import shared
from bot.content.message import Button, Message
from bot.content.model import Content
from bot.content.payloads import NONE_OF_THESE
from bot.content.render import render_phrase, topic_buttons

COUNTRY, TOWN, CHOICE = "country", "town", "choice"
_COUNTRIES = (("button_mexico", "MX"), ("button_us", "US"), ("button_dont_know", "unknown"))


@dataclass(frozen=True)
class Question:
    """A question that the child has not answered yet.

    Attributes:
        kind: COUNTRY, TOWN (of a shelter) or CHOICE (among topics that were offered).
        topic: what is answered once the country is known.
        second: the topic that is offered behind that one.
        offered: the topics of a choice.
        has_come_back: it was asked a second time; it is not asked a third.
    """

    kind: str
    topic: str | None = None
    second: str | None = None
    offered: tuple[str, ...] = ()
    has_come_back: bool = False


def open_question(tracker: Tracker) -> Question | None:
    """Return the question that waits for an answer."""
    kept = tracker.get_slot("question")
    if not isinstance(kept, Mapping):
        return None
    if kept.get("topic") and kept["topic"] not in shared.content().topics:
        return None  # an edit took it away
    return Question(**{**kept, "offered": tuple(kept.get("offered") or ())})


def note(question: Question | None) -> dict[str, Any]:
    """Return the event that a question is open, or that none is any more."""
    kept = {**asdict(question), "offered": list(question.offered)} if question else None
    return dict(SlotSet("question", kept))


def wording(question: Question, content: Content) -> Message:
    """Return the question as it is asked."""
    if question.kind == COUNTRY:
        buttons = [
            Button(render_phrase(phrase, content), f'/say_country{{"country":"{country}"}}')
            for phrase, country in _COUNTRIES
        ]
        return Message(render_phrase("ask_country", content), buttons)
    if question.kind == TOWN:
        return Message(render_phrase("shelters_ask_city", content))
    *topics, human = topic_buttons(question.offered, content)
    other = Button(render_phrase("button_other", content), NONE_OF_THESE)
    return Message(render_phrase("suggest_again", content), [*topics, other, human])
