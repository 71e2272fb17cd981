"""What the classifier sees of a message: its sentence vector, its words and its letter groups.

The vector knows the meaning; words, pairs of words and groups of three to five letters know slang
and spellings that the vector does not. All together were measured better than any alone.
"""

import zlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from bot.language.encode import DIMENSIONS, shared_encoder
from bot.language.urgency.patterns import Words

HASHED = 2**13
"""Number of columns that words are hashed to; letter groups have as many of their own."""

SIZE = DIMENSIONS + 2 * HASHED
_SHORTEST, _LONGEST = 3, 5
_LONGEST_WORD = 24


@dataclass(frozen=True)
class Features:
    """One message as the classifier sees it.

    Attributes:
        vector: the sentence vector.
        columns: columns of what occurs in it, counted from the vector's end.
        values: the value in each; those of words and those of letter groups have unit length.
    """

    vector: NDArray[np.float32]
    columns: NDArray[np.int64]
    values: NDArray[np.float32]


def features_of(normalised: list[str]) -> list[Features]:
    """Compute the features of normalised messages.

    Args:
        normalised: messages as ``normalise`` returns them.

    Returns:
        The features, in the same order.
    """
    vectors = shared_encoder().encode(normalised)
    return [_features(vector, text) for vector, text in zip(vectors, normalised, strict=True)]


def _features(vector: NDArray[np.float32], normalised: str) -> Features:
    words = [word[:_LONGEST_WORD] for word in Words.of(normalised).words]
    word_columns, word_values = _hashed(dict.fromkeys(_words_and_pairs(words), 1))
    letter_columns, letter_values = _hashed(Counter(_letter_groups(words)))
    return Features(
        vector,
        np.concatenate([word_columns, letter_columns + HASHED]),
        np.concatenate([word_values, letter_values]),
    )


def _words_and_pairs(words: list[str]) -> Iterable[str]:
    framed = ["<", *words, ">"]
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(framed))


def _letter_groups(words: list[str]) -> Iterable[str]:
    for word in words:
        padded = f" {word} "
        for length in range(_SHORTEST, _LONGEST + 1):
            for start in range(len(padded) - length + 1):
                yield padded[start : start + length]


def _hashed(counts: dict[str, int]) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    columns: dict[int, int] = {}
    for text, count in counts.items():
        column = zlib.crc32(text.encode()) % HASHED
        columns[column] = columns.get(column, 0) + count
    values = 1 + np.log(np.array(list(columns.values()), dtype=np.float32))
    length = float(np.linalg.norm(values)) or 1.0
    return np.array(list(columns), dtype=np.int64), (values / length).astype(np.float32)
