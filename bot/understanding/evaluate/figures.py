"""All figures of one set of messages."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any

import numpy as np

from bot.content.model import Content
from bot.understanding.evaluate.jobs import Done
from bot.understanding.evaluate.metrics import Rate
from bot.understanding.evaluate.pairs import Pair
from bot.understanding.evaluate.robustness import Loss, losses
from bot.understanding.evaluate.topic_figures import DecisionFigures, ScopeFigures, TopicFigures
from bot.understanding.evaluate.urgency_figures import UrgencyFigures


@dataclass(frozen=True)
class Cost:
    """What understanding costs, in time of one core.

    Attributes:
        median: milliseconds a message; None where that cannot be told.
        slowest: 95 % of the messages take at most this many; the same.
        training_seconds: of one training; None where a trained model was used.
        peak_megabytes: the most memory of a process that trained (or loaded) and read.
    """

    median: float | None
    slowest: float | None
    training_seconds: float | None
    peak_megabytes: float

    @classmethod
    def of(cls, pairs: Sequence[Pair], jobs: Sequence[Done]) -> "Cost":
        """Sum up.

        Args:
            pairs: the messages, as they stood.
            jobs: the jobs that read them. Folds share a process, where one has encoded what
                the next one reads, so of several jobs nothing is said about milliseconds.
        """
        times = [pair.reading.milliseconds for pair in pairs] if len(jobs) == 1 else []
        trainings = [job.training_seconds for job in jobs if job.training_seconds is not None]
        return cls(
            median=float(np.percentile(times, 50)) if times else None,
            slowest=float(np.percentile(times, 95)) if times else None,
            training_seconds=float(np.mean(trainings)) if trainings else None,
            peak_megabytes=max(job.peak_megabytes for job in jobs),
        )


@dataclass(frozen=True)
class Figures:
    """Everything that is measured about one set of messages.

    Attributes:
        messages: how many there are, by kind.
        topics: how topics are told apart.
        scope: whether what is not known is noticed.
        decisions: what is done in the end.
        urgency: danger.
        losses: by way of typing.
        cost: time and memory.
    """

    messages: dict[str, int]
    topics: TopicFigures
    scope: ScopeFigures
    decisions: DecisionFigures
    urgency: UrgencyFigures
    losses: dict[str, Loss]
    cost: Cost

    @classmethod
    def of(
        cls,
        pairs: Sequence[Pair],
        retyped: Sequence[tuple[str, Pair]],
        jobs: Sequence[Done],
        content: Content,
    ) -> "Figures":
        """Measure everything.

        Args:
            pairs: the messages as they stood.
            retyped: some of them typed differently, as :func:`losses` wants them.
            jobs: the jobs that read them.
            content: names the topics and the classes' priorities.
        """
        priorities = {name: urgent.priority for name, urgent in content.urgent.items()}
        return cls(
            messages=dict(Counter(str(pair.message.kind) for pair in pairs)),
            topics=TopicFigures.of(pairs),
            scope=ScopeFigures.of(pairs),
            decisions=DecisionFigures.of(pairs, content.topics),
            urgency=UrgencyFigures.of(pairs, priorities),
            losses=losses(pairs, retyped),
            cost=Cost.of(pairs, jobs),
        )


def as_plain(value: Any) -> Any:
    """Turn figures into dicts and lists for JSON; of a rate also the share and its interval."""
    if isinstance(value, Rate):
        return {
            "hits": value.hits, "of": value.of, "share": value.share, "interval": value.interval,
        }  # fmt: skip
    if is_dataclass(value):
        return {field.name: as_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, dict):
        return {name: as_plain(inner) for name, inner in value.items()}
    if isinstance(value, list | tuple):
        return [as_plain(inner) for inner in value]
    return value
