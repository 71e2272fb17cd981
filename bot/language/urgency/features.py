"""What the classifier sees of a message: its sentence vector and its letter groups.

The vector knows the meaning; groups of two to five letters know spellings and slang that the
vector does not. Both together were measured better than either.
"""

import zlib
from collections import Counter
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.language.encode import DIMENSIONS, shared_encoder
from bot.language.urgency.patterns import Words

HASHED = 2**13
"""Number of places that letter groups are hashed to."""

SIZE = DIMENSIONS + HASHED
_SHORTEST, _LONGEST = 2, 5
_LONGEST_WORD = 24


@dataclass(frozen=True)
class Features:
    """One message as the classifier sees it.

    Attributes:
        vector: the sentence vector.
        places: columns of the letter groups that occur, counted from the vector's end.
        weights: the weight of each, of unit length together.
    """

    vector: NDArray[np.float32]
    places: NDArray[np.int64]
    weights: NDArray[np.float32]


def features_of(normalised: list[str]) -> list[Features]:
    """Compute the features of normalised messages.

    Args:
        normalised: messages as ``normalise`` returns them.

    Returns:
        The features, in the same order.
    """
    vectors = shared_encoder().encode(normalised)
    return [Features(vector, *_letters(text)) for vector, text in zip(vectors, normalised)]


def _letters(normalised: str) -> tuple[NDArray[np.int64], NDArray[np.float32]]:
    counts: Counter[int] = Counter()
    for word in Words.of(normalised).words:
        padded = f" {word[:_LONGEST_WORD]} "
        for length in range(_SHORTEST, _LONGEST + 1):
            for start in range(len(padded) - length + 1):
                counts[zlib.crc32(padded[start : start + length].encode()) % HASHED] += 1
    places = np.array(sorted(counts), dtype=np.int64)
    weights = 1 + np.log(np.array([counts[place] for place in places], dtype=np.float32))
    length = np.linalg.norm(weights)
    return places, (weights / length if length else weights).astype(np.float32)
