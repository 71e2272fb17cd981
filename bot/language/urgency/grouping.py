"""Puts near-duplicates on the same side of a cross-validation, so that it does not flatter."""

from collections import defaultdict

import numpy as np
from numpy.typing import NDArray

from bot.language.urgency.patterns import Words

_ALIKE = 0.5  # share of words that two messages have in common
_COMMON = 400  # words of more messages than this do not make two messages alike


def folds(normalised: list[str], count: int, seed: int) -> NDArray[np.int64]:
    """Divide messages into folds.

    Args:
        normalised: the messages.
        count: number of folds.
        seed: the same seed gives the same folds.

    Returns:
        The fold of each message; messages that share half their words have the same.
    """
    leaders = _leaders([frozenset(Words.of(text).words) for text in normalised])
    shuffled = np.random.RandomState(seed).permutation(len(normalised))
    result: NDArray[np.int64] = shuffled[leaders] % count
    return result


def _leaders(word_sets: list[frozenset[str]]) -> list[int]:
    """Return for each message the first of its group."""
    leaders = list(range(len(word_sets)))

    def leader(index: int) -> int:
        while leaders[index] != index:
            leaders[index] = leaders[leaders[index]]
            index = leaders[index]
        return index

    by_word: dict[str, list[int]] = defaultdict(list)
    for index, words in enumerate(word_sets):
        shared: dict[int, int] = defaultdict(int)
        for word in words:
            if len(by_word[word]) <= _COMMON:
                for other in by_word[word]:
                    shared[other] += 1
            by_word[word].append(index)
        for other, both in shared.items():
            if both >= _ALIKE * (len(words) + len(word_sets[other]) - both):
                one, two = sorted((leader(index), leader(other)))
                leaders[two] = one
    return [leader(index) for index in range(len(word_sets))]
