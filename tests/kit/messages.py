"""The team's own held-out messages, from tests/topics, tests/urgent and tests/small_talk."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

TESTS = Path(__file__).resolve().parent.parent
KNOWN_MISSES = TESTS / "known_misses.yml"
OFFERED = 3  # topics that are offered when the bot is not sure
SURE = 0.7  # clearly above what is answered
SLACK = 0.02  # in confidence: what two machines may differ by


@dataclass(frozen=True)
class Labelled:
    """A message and what it means.

    Attributes:
        text: as a child would write it.
        meant: topics or small talk that are right; empty for messages of urgent classes.
        is_urgent: True or False for those of urgent classes, else None.
    """

    text: str
    meant: tuple[str, ...]
    is_urgent: bool | None


def labelled() -> Iterator[Labelled]:
    """Yield all test messages."""
    for path in sorted([*TESTS.glob("topics/*/*.yml"), *TESTS.glob("small_talk/*.yml")]):
        for item in _read(path)["messages"]:
            text, also = (
                (item, []) if isinstance(item, str) else (item["text"], item.get("also", []))
            )
            yield Labelled(str(text), (path.stem, *also), None)
    for path in sorted(TESTS.glob("urgent/*.yml")):
        messages = _read(path)
        for text in messages["urgent"]:
            yield Labelled(str(text), (), is_urgent=True)
        for text in messages["not_urgent"]:
            yield Labelled(str(text), (), is_urgent=False)


def is_missed(message: Labelled, parsed: dict[str, Any]) -> bool:
    """Return whether the bot clearly does the wrong thing with a message.

    An urgent one must be handed off or asked about; a look-alike must not be handed off; a topic
    must be answered, or be among the three that are offered. Clearly: by more than what two
    machines differ in the last digits of the same training.
    """
    outcome = parsed["urgency"]["outcome"]
    if message.is_urgent is not None:
        reaches_someone = outcome != "none" or parsed["decision"] == "hand_off"
        return not reaches_someone if message.is_urgent else outcome == "urgent"
    first, right, third = _confidences(message, parsed)
    if _is_answered(parsed) and parsed["topic"] not in message.meant:
        return first > SURE and first - right > SLACK
    return third - right > SLACK


def is_understood(message: Labelled, parsed: dict[str, Any]) -> bool:
    """Return whether the bot clearly does the right thing with a message."""
    if message.is_urgent is not None:
        return not is_missed(message, parsed)
    first, right, third = _confidences(message, parsed)
    if _is_answered(parsed):
        return parsed["topic"] in message.meant and first > SURE
    return right - third > SLACK


def _is_answered(parsed: dict[str, Any]) -> bool:
    return parsed["topic"] is not None and parsed["decision"] != "suggest"


def _confidences(message: Labelled, parsed: dict[str, Any]) -> tuple[float, float, float]:
    """Return the confidence of the first, of the right one, and of the last that is offered."""
    ranking = parsed["ranking"]
    right = max((value for name, value in ranking if name in message.meant), default=0.0)
    return ranking[0][1], right, ranking[OFFERED - 1][1]


def known_misses() -> list[str]:
    """Return the messages that are known to be misunderstood."""
    return [str(text) for text in _read(KNOWN_MISSES)["misses"]]


def _read(path: Path) -> Any:
    return YAML(typ="safe").load(path)
