"""Figures about danger: what is found, what is missed, what is a false alarm."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.metrics import roc_curve

from bot.understanding.evaluate.messages import LOOKALIKE, ORDINARY, URGENT
from bot.understanding.evaluate.metrics import Rate
from bot.understanding.evaluate.pairs import Pair, of_kind


@dataclass(frozen=True)
class Found:
    """How much of the urgent is found.

    Attributes:
        recall: urgent or unsure: the child reaches someone or is asked.
        recall_urgent: urgent alone.
        classifier: urgent or unsure by the classifier alone, without patterns.
        classifier_urgent: urgent alone by the same.
        class_right: of those found and labelled with a class, the class is right.
        priority_right: of the same, the priority is that of the right class, or a higher one
            within that class (a pattern that raises it).
        priority_too_low: of the same, it is below that of the right class.
    """

    recall: Rate
    recall_urgent: Rate
    classifier: Rate
    classifier_urgent: Rate
    class_right: Rate
    priority_right: Rate
    priority_too_low: Rate

    @classmethod
    def of(cls, urgent: Sequence[Pair], priorities: Mapping[str, str]) -> "Found":
        """Measure urgent messages.

        Args:
            urgent: these.
            priorities: ``P1`` to ``P3`` by class.
        """
        readings = [pair.reading for pair in urgent]
        classed = [
            pair for pair in urgent if pair.message.classes and pair.reading.outcome != "none"
        ]
        return cls(
            recall=Rate.among(reading.outcome != "none" for reading in readings),
            recall_urgent=Rate.among(reading.outcome == "urgent" for reading in readings),
            classifier=Rate.among(reading.alone_outcome != "none" for reading in readings),
            classifier_urgent=Rate.among(r.alone_outcome == "urgent" for r in readings),
            class_right=Rate.among(_is_class_right(pair) for pair in classed),
            priority_right=Rate.among(_is_priority_right(pair, priorities) for pair in classed),
            priority_too_low=Rate.among(_is_too_low(pair, priorities) for pair in classed),
        )


@dataclass(frozen=True)
class Alarms:
    """How much of what is not urgent raises an alarm.

    Attributes:
        urgent: taken for urgent: a caseworker is called for nothing.
        unsure: the child is asked for nothing.
    """

    urgent: Rate
    unsure: Rate

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "Alarms":
        """Measure messages that are not urgent."""
        outcomes = [pair.reading.outcome for pair in pairs]
        return cls(
            Rate.among(outcome == "urgent" for outcome in outcomes),
            Rate.among(outcome == "unsure" for outcome in outcomes),
        )


@dataclass(frozen=True)
class ClassFigures:
    """One urgent class.

    Attributes:
        found: of its messages.
        lookalikes: of its look-alikes.
        false_urgent: ordinary messages that were taken for this class, of all ordinary ones.
    """

    found: Found
    lookalikes: Alarms
    false_urgent: Rate


@dataclass(frozen=True)
class UrgencyFigures:
    """Everything about danger.

    Attributes:
        found: of all urgent messages.
        precision: of all that is taken for urgent, what is.
        precision_ordinary: the same without the look-alikes, which children write more rarely.
        ordinary: false alarms in ordinary messages.
        lookalikes: false alarms in look-alikes.
        by_class: by urgent class.
        curve: of the classifier alone, at each threshold: false alarms in ordinary messages and
            recall, both 0 to 1.
    """

    found: Found
    precision: Rate
    precision_ordinary: Rate
    ordinary: Alarms
    lookalikes: Alarms
    by_class: dict[str, ClassFigures]
    curve: list[tuple[float, float]]

    @classmethod
    def of(cls, pairs: Sequence[Pair], priorities: Mapping[str, str]) -> "UrgencyFigures":
        """Measure all messages.

        Args:
            pairs: these.
            priorities: ``P1`` to ``P3`` by class; its order is that of ``by_class``.
        """
        urgent, ordinary = of_kind(pairs, URGENT), of_kind(pairs, ORDINARY)
        lookalikes = of_kind(pairs, LOOKALIKE)
        alarmed = [pair for pair in pairs if pair.reading.outcome == "urgent"]
        return cls(
            found=Found.of(urgent, priorities),
            precision=_precision(alarmed),
            precision_ordinary=_precision(
                [pair for pair in alarmed if pair.message.kind != LOOKALIKE]
            ),
            ordinary=Alarms.of(ordinary),
            lookalikes=Alarms.of(lookalikes),
            by_class={
                name: ClassFigures(
                    Found.of(
                        [pair for pair in urgent if name in pair.message.classes], priorities
                    ),
                    Alarms.of([pair for pair in lookalikes if name in pair.message.classes]),
                    Rate.among(
                        pair.reading.outcome == "urgent" and pair.reading.urgent_class == name
                        for pair in ordinary
                    ),
                )
                for name in priorities
            },
            curve=_curve([*urgent, *ordinary]),
        )


def _is_class_right(pair: Pair) -> bool:
    return pair.reading.urgent_class in pair.message.classes


def _is_priority_right(pair: Pair, priorities: Mapping[str, str]) -> bool:
    expected = {priorities[name] for name in pair.message.classes}
    is_raised = _is_class_right(pair) and not _is_too_low(pair, priorities)
    return pair.reading.priority in expected or is_raised


def _is_too_low(pair: Pair, priorities: Mapping[str, str]) -> bool:
    lowest = max(priorities[name] for name in pair.message.classes)  # P1 is the gravest
    return pair.reading.priority is None or pair.reading.priority > lowest


def _precision(alarmed: Sequence[Pair]) -> Rate:
    return Rate.among(pair.message.kind == URGENT for pair in alarmed)


def _curve(pairs: Sequence[Pair]) -> list[tuple[float, float]]:
    truth = np.array([pair.message.kind == URGENT for pair in pairs], dtype=bool)
    if not truth.any() or truth.all():
        return []
    false, true, _ = roc_curve(truth, [pair.reading.alone for pair in pairs])
    return list(zip(false.tolist(), true.tolist(), strict=True))
