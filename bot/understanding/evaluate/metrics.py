"""The arithmetic of the figures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import precision_recall_fscore_support

BINS = 10


@dataclass(frozen=True)
class Rate:
    """So many of so many."""

    hits: int
    of: int

    @classmethod
    def among(cls, hits: Iterable[bool]) -> "Rate":
        """Count what is true."""
        counted = [bool(hit) for hit in hits]
        return cls(sum(counted), len(counted))

    @property
    def share(self) -> float | None:
        """The share, 0 to 1; None of nothing."""
        return self.hits / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The 95 % Wilson interval of the share; None of nothing."""
        if not self.of:
            return None
        found = binomtest(self.hits, self.of).proportion_ci(0.95, method="wilson")
        return float(found.low), float(found.high)


@dataclass(frozen=True)
class Bin:
    """Messages of about the same confidence.

    Attributes:
        confidence: their mean confidence.
        right: how many of them were right.
    """

    confidence: float
    right: Rate


def reliability(confidences: Sequence[float], is_right: Sequence[bool]) -> list[Bin]:
    """Put messages of like confidence together, in BINS bins of equal width.

    Args:
        confidences: between 0 and 1.
        is_right: whether each was right.

    Returns:
        The bins that are not empty, from unsure to sure.
    """
    values, right = np.array(confidences), np.array(is_right, dtype=bool)
    places = np.minimum((values * BINS).astype(int), BINS - 1)
    return [
        Bin(float(values[places == place].mean()), Rate.among(right[places == place]))
        for place in np.unique(places)
    ]


def calibration_error(bins: Sequence[Bin]) -> float | None:
    """Return the expected calibration error: how far confidence and truth are apart on average.

    Args:
        bins: as :func:`reliability` makes them.

    Returns:
        0 (perfect) to 1; None of nothing.
    """
    count = sum(each.right.of for each in bins)
    if not count:
        return None
    apart = (abs(each.confidence * each.right.of - each.right.hits) for each in bins)
    return sum(apart) / count


def recall_when_refusing(
    known: Sequence[float], unknown: Sequence[float], share: float
) -> tuple[Rate, Rate]:
    """Say how many strangers are refused by a threshold that refuses some of the known.

    Args:
        known: how strange each message looks that is about something known.
        unknown: the same of those that are not.
        share: of the known that may be refused, 0 to 1.

    Returns:
        The rate of the unknown that are refused, and that of the known, which is at most
        ``share``.
    """
    allowed = int(share * len(known))
    ordered = sorted(known, reverse=True)
    threshold = ordered[allowed] if allowed < len(ordered) else -np.inf
    return (
        Rate.among(value > threshold for value in unknown),
        Rate.among(value > threshold for value in known),
    )


def f1_by_label(truth: Sequence[str], guessed: Sequence[str]) -> dict[str, float]:
    """Return the F1 (0 to 1) of each label that is ever right."""
    labels = sorted(set(truth))
    if not labels:
        return {}
    scores = precision_recall_fscore_support(truth, guessed, labels=labels, zero_division=0)[2]
    return dict(zip(labels, scores.tolist(), strict=True))
