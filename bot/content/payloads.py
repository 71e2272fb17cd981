"""What the buttons mean: the payloads, in the syntax that Rasa reads as an intent."""

import json
from collections.abc import Sequence

from bot.content.words import words

TALK_TO_HUMAN = "/talk_to_human"
MENU = "/menu"
NONE_OF_THESE = "/none_of_these"
ERASE, KEEP = "/erase:yes", "/erase:no"
MORE = '/more{"topic":"'
USEFUL, NOT_USEFUL = "/useful:yes:", "/useful:no:"  # and the topic that was answered
HELPED, NOT_HELPED = "/helped:yes", "/helped:no"  # whether the talk with a human did
NO_HUMAN, END = "/human:no", "/human:end"  # the child wants no human; the talk with one is to end
CANNOT_TALK = "cannot_talk"
NOT_THAT = "not_that"
_MEANINGS = {"si": "yes", "no": "no", "no se": "unknown"}


def topic_payload(topic_id: str) -> str:
    """Return the payload of a button that asks for a topic."""
    return f"/{topic_id}"


def more_payload(topic_id: str) -> str:
    """Return the payload of «Quiero saber más»."""
    return "/more" + json.dumps({"topic": topic_id}, separators=(",", ":"))


def vote_payloads(topic_id: str) -> tuple[str, str]:
    """Return the payloads of «👍 Me sirvió» and «👎 No me sirvió» under a topic's answer."""
    return USEFUL + topic_id, NOT_USEFUL + topic_id


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
