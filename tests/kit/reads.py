"""What a child is expected to read, said by ids of data/ and not by its wording.

``answer asylum_cost MX`` · ``more asylum_cost US`` · ``part school cost`` (the paragraph that
data/follow_ups.yml quotes) · ``short asylum_cost`` · ``phrase ask_country`` · ``button school`` ·
``case P1`` · ``no case``; each may be denied: ``not phrase ask_country``.
"""

from collections.abc import Iterable

from bot.clock import today
from bot.content.message import Message
from bot.content.payloads import topic_payload
from bot.content.render import render_answer
from tests.kit.dialogue import Dialogue
from tests.kit.factories import content

COUNTRIES = {"MX": ("MX",), "US": ("US",), "both": (None,)}


def missing(dialogue: Dialogue, expected: str | list[str]) -> list[str]:
    """Return which of the expectations the child's last turn does not meet."""
    wanted = [expected] if isinstance(expected, str) else expected
    return [item for item in wanted if not _is_met(dialogue, item)]


def _is_met(dialogue: Dialogue, item: str) -> bool:
    if item.startswith("not "):
        return not _is_met(dialogue, item.removeprefix("not "))
    if item == "no case":
        return dialogue.case is None
    what, name, *rest = item.split()
    read = dialogue.last
    if what == "case":
        return dialogue.case is not None and dialogue.case.priority == name
    if what == "button":
        return any(button.payload == topic_payload(name) for m in read for button in m.buttons)
    if what == "phrase":
        return _has(read, [content().phrases[name].split("{")[0].strip()])
    if what == "part":
        quotes = content().follow_ups.topics[name][rest[0]].quotes
        return _has(read, ["follow_up_own"]) and _has(read, quotes)
    places = COUNTRIES[rest[0]] if rest else ("MX", "US", None)
    if what == "short":
        return _has(read, ["follow_up_shorter"]) and _has(read, _starts(name, places))
    assert what in {"answer", "more"}, f"«{item}» is no expectation"
    return _has(read, _starts(name, places, more=what == "more"))


def _starts(topic: str, places: Iterable[str | None], *, more: bool = False) -> list[str]:
    """Return the first paragraphs of a topic's messages, as they are shown."""
    shown = (render_answer(topic, place, content(), today(), more=more) for place in places)
    return [messages[0].text.split("\n\n")[0] for messages in shown]


def _has(messages: list[Message], texts: Iterable[str]) -> bool:
    phrases = content().phrases
    wanted = [phrases.get(text, text) for text in texts]
    return any(text in message.text for message in messages for text in wanted)
