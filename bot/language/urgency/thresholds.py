"""Chooses the thresholds of the urgency check from scores on held-out messages.

A missed cry is the worst fault, so the thresholds are set as low as the false alarms allow: the
budgets below leave room under the limits of 3 urgent and 6 unsure in 100 ordinary messages.
"""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.language.normalise import normalise
from bot.language.urgency.classifier import Thresholds
from bot.language.urgency.parts import WHOLE, parts_of
from bot.language.urgency.patterns import Words

URGENT_BUDGET = 0.02
UNSURE_BUDGET = 0.055
_LOWEST_URGENT = 0.5
_LOWEST_UNSURE = 0.02
_LONG_PER_FOLD = 60
_MESSAGES_IN_LONG = (3, 8)
_JOINTS = (" ", " y ", ". ", ", ", "\n")


@dataclass(frozen=True)
class HeldOut:
    """Held-out messages with what each signal says about them.

    Attributes:
        is_urgent: truth.
        is_ordinary: an example of a topic or small talk (look-alikes are neither).
        scores: by the classifier, on what the check lets it read.
        full_scores: by the classifier, on the whole message.
        is_live: a pattern or a safe word says urgent.
        is_modified: a pattern matched, modified.
        is_told: it speaks of the past or of a story; then the classifier alone says at most: ask.
        is_doubtful: a pattern, or a cry for help that may be none, says to ask.
    """

    is_urgent: NDArray[np.bool_]
    is_ordinary: NDArray[np.bool_]
    scores: NDArray[np.float64]
    full_scores: NDArray[np.float64]
    is_live: NDArray[np.bool_]
    is_modified: NDArray[np.bool_]
    is_told: NDArray[np.bool_]
    is_doubtful: NDArray[np.bool_]


def choose(held_out: HeldOut, long_scores: NDArray[np.float64]) -> Thresholds:
    """Choose the thresholds.

    Args:
        held_out: short messages.
        long_scores: highest score of a part, for long ordinary messages.

    Returns:
        The lowest thresholds within the budgets.
    """
    ordinary = held_out.is_ordinary
    quiet = ordinary & ~held_out.is_live
    spent = int((ordinary & held_out.is_live).sum())
    room = max(0, int(URGENT_BUDGET * ordinary.sum()) - spent)
    urgent = max(_LOWEST_URGENT, _nth_highest(held_out.scores[quiet], room))
    below = quiet & (held_out.scores < urgent)
    asked = below & held_out.is_doubtful
    unsure_room = max(0, int(UNSURE_BUDGET * ordinary.sum()) - int(asked.sum()))
    unsure = max(_LOWEST_UNSURE, _nth_highest(held_out.scores[below & ~asked], unsure_room))
    window_urgent = max(urgent, _nth_highest(long_scores, int(URGENT_BUDGET * len(long_scores))))
    part_room = int((URGENT_BUDGET + UNSURE_BUDGET) * len(long_scores))
    window_unsure = max(unsure, _nth_highest(long_scores, part_room))
    return Thresholds(
        urgent=urgent,
        unsure=min(unsure, urgent),
        window_urgent=window_urgent,
        window_unsure=min(window_unsure, window_urgent),
    )


def reached(held_out: HeldOut, chosen: Thresholds) -> dict[str, float]:
    """Say what the thresholds give on the held-out messages.

    Returns:
        Rates by name: ``recall`` (urgent or unsure), ``recall_urgent``, both also for the
        classifier alone; ``false_urgent`` and ``false_unsure`` in ordinary messages,
        ``lookalike_urgent`` and ``lookalike_unsure`` in look-alikes. Those who wrote the patterns
        knew the examples, so the truth lies between the recall and the classifier's alone.
    """
    by_score = (held_out.scores >= chosen.urgent) & ~held_out.is_told
    is_urgent = held_out.is_live | by_score
    maybe = held_out.scores >= chosen.unsure
    seems = held_out.is_modified & (held_out.full_scores >= chosen.urgent)
    is_unsure = ~is_urgent & (maybe | seems | held_out.is_doubtful)
    truth, ordinary = held_out.is_urgent, held_out.is_ordinary
    lookalike = ~truth & ~ordinary
    return {
        "recall": _rate(is_urgent | is_unsure, truth),
        "recall_urgent": _rate(is_urgent, truth),
        "recall_classifier": _rate(maybe, truth),
        "recall_urgent_classifier": _rate(by_score, truth),
        "false_urgent": _rate(is_urgent, ordinary),
        "false_unsure": _rate(is_unsure, ordinary),
        "lookalike_urgent": _rate(is_urgent, lookalike),
        "lookalike_unsure": _rate(is_unsure, lookalike),
    }


def long_scores(
    ordinary: Sequence[str], score: Callable[[list[str]], NDArray[np.float64]], seed: int
) -> list[float]:
    """Join ordinary messages into long ones and score their parts.

    Args:
        ordinary: normalised messages that the classifier had not seen.
        score: gives the scores of normalised texts.
        seed: the same seed gives the same long messages.

    Returns:
        The highest score of a part, for each long message.
    """
    if len(ordinary) < _MESSAGES_IN_LONG[1]:
        return []
    chance = random.Random(seed)  # noqa: S311 -- sampling, not secrecy
    highest = []
    for _ in range(_LONG_PER_FOLD):
        chosen = chance.sample(list(ordinary), chance.randint(*_MESSAGES_IN_LONG))
        long = normalise(chance.choice(_JOINTS).join(chosen))
        words = Words.of(long)
        parts = parts_of(words) + ([long] if len(words.words) <= WHOLE else [])
        highest.append(float(score(parts).max()) if parts else 0.0)
    return highest


def _nth_highest(scores: NDArray[np.float64], allowed: int) -> float:
    """Return a threshold that at most ``allowed`` scores reach."""
    if len(scores) <= allowed:
        return 0.0
    return float(np.nextafter(np.sort(scores)[::-1][allowed], 2.0))


def _rate(hit: NDArray[np.bool_], among: NDArray[np.bool_]) -> float:
    return float(hit[among].mean()) if among.any() else 0.0
