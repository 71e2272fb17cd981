"""Figures of a run, and how they are put together: pure functions over times in seconds."""

import math
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

MOST_SECONDS = 1.0  # what the 95th percentile has to stay under
FULL = 30.0  # messages a second, which Telegram takes from one bot


@dataclass(frozen=True)
class Spread:
    """How long messages waited, in seconds.

    Attributes:
        median: half of them waited no longer.
        p95: 95 of 100 waited no longer.
        p99: 99 of 100 waited no longer.
    """

    median: float
    p95: float
    p99: float


@dataclass(frozen=True)
class Load:
    """What became of the messages of one rate.

    Attributes:
        rate: messages a second.
        sent: how many were sent.
        lost: how many were never answered.
        spread: how long the others waited; None if there were none.
        cores: CPU seconds a second that each process took.
        others: the same of all other programs on the machine, which make these figures worse.
    """

    rate: float
    sent: int
    lost: int
    spread: Spread | None
    cores: Mapping[str, float] = field(default_factory=dict)
    others: float = 0.0

    @property
    def keeps_up(self) -> bool:
        """Whether nothing was lost and the 95th percentile is under a second."""
        return self.lost == 0 and self.spread is not None and self.spread.p95 < MOST_SECONDS

    def milliseconds(self, process: str) -> float:
        """Return the CPU time that a process took for each message."""
        return 1000 * self.cores.get(process, 0.0) / self.rate


def percentile(values: Iterable[float], share: float) -> float:
    """Return the smallest value that at least this share of the values does not exceed.

    Args:
        values: not empty.
        share: above 0, up to 1.
    """
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def spread_of(waits: Sequence[float]) -> Spread | None:
    """Return the spread of waits in seconds, or None if there are none."""
    if not waits:
        return None
    return Spread(percentile(waits, 0.5), percentile(waits, 0.95), percentile(waits, 0.99))


def first_after(moment: float, times: Sequence[float]) -> float | None:
    """Return the first of some ascending times that is later than a moment, or None."""
    index = bisect_right(times, moment)
    return times[index] if index < len(times) else None


def highest_rate(loads: Iterable[Load]) -> float:
    """Return the highest rate up to which each was kept up with; 0 if not even the lowest."""
    highest = 0.0
    for load in sorted(loads, key=lambda load: load.rate):
        if not load.keeps_up:
            break
        highest = load.rate
    return highest
