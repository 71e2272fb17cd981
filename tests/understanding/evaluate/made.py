"""Pairs of messages and readings, made by hand."""

from bot.understanding.evaluate.messages import LOOKALIKE, ORDINARY, URGENT
from bot.understanding.evaluate.messages import Labelled as Message
from bot.understanding.evaluate.pairs import Pair
from bot.understanding.evaluate.reading import Reading


def reading(
    *names: str,
    confidence: float = 0.9,
    decision: str = "answer",
    topic: str | None = None,
    outcome: str = "none",
    urgent_class: str | None = None,
    priority: str | None = None,
    alone: float = 0.0,
    alone_outcome: str = "none",
    milliseconds: float = 1.0,
) -> Reading:
    """Make a reading whose first label has a confidence and whose others share the rest."""
    rest = [(1 - confidence) / max(1, len(names) - 1)] * (len(names) - 1)
    return Reading(
        ranking=tuple(zip(names or ("nothing",), (confidence, *rest), strict=True)),
        decision=decision,
        topic=topic,
        outcome=outcome,
        urgent_class=urgent_class,
        priority=priority,
        alone=alone,
        alone_outcome=alone_outcome,
        milliseconds=milliseconds,
    )


def about(topic: str, read: Reading, *also: str, text: str = "texto") -> Pair:
    """Make a message about a topic."""
    return Pair(Message(text, ORDINARY, (topic, *also)), read)


def cry(urgent_class: str, read: Reading, text: str = "texto") -> Pair:
    """Make an urgent message."""
    return Pair(Message(text, URGENT, (), (urgent_class,)), read)


def lookalike(urgent_class: str, read: Reading) -> Pair:
    """Make a message that looks urgent and is not."""
    return Pair(Message("texto", LOOKALIKE, (), (urgent_class,)), read)
