"""What the buttons mean: the payloads, in the syntax that Rasa reads as an intent."""

import json
from collections.abc import Sequence

from bot.content.words import words

TALK_TO_HUMAN = "/talk_to_human"
MENU = "/menu"
ERASE, KEEP = "/erase:yes", "/erase:no"
CANNOT_TALK = "cannot_talk"
NOT_THAT = "not_that"
_MEANINGS = {"si": "yes", "no": "no", "no se": "unknown"}


def topic_payload(topic_id: str) -> str:
    """Return the payload of a button that asks for a topic."""
    return f"/{topic_id}"


def more_payload(topic_id: str) -> str:
    """Return the payload of «Quiero saber más»."""
    return "/more" + json.dumps({"topic": topic_id}, separators=(",", ":"))


def danger_payload(answer: str) -> str:
    """Return the payload of an answer to the safety question."""
    return "/danger" + json.dumps({"answer": answer}, separators=(",", ":"))


def danger_answer(labels: Sequence[str], index: int) -> str:
    """Return what a button of the safety question means.

    Args:
        labels: the question's labels.
        index: position of the button.

    Returns:
        ``yes``, ``no`` or ``unknown`` for «Sí», «No», «No sé»; for any other label its position
        as digits.
    """
    return _MEANINGS.get(" ".join(words(labels[index])), str(index))


def danger_label(labels: Sequence[str], answer: str) -> str | None:
    """Return the label of a meaning, or None if the question has no such answer."""
    for index, label in enumerate(labels):
        if danger_answer(labels, index) == answer:
            return label
    return None
