"""The layers of e5 in 8 bit, run by numpy: what a fine-tuned encoder would be at run time."""

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.special import erf

from bench.understanding.e5_file import HEADS, LAYERS, WIDTH, E5File

Arrays = Mapping[str, NDArray[Any]]
Floats = NDArray[np.float32]

HEAD = WIDTH // HEADS
FINEST = 1e-12  # of e5's normalisation of layers


def packed(weights: Mapping[str, Floats]) -> dict[str, NDArray[Any]]:
    """Make 8 bits of each weight of a matrix, with one scale for each output.

    Args:
        weights: by name; matrices with a column for each output, and vectors, which stay.
    """
    result: dict[str, NDArray[Any]] = {}
    for name, values in weights.items():
        if values.ndim == 1:
            result[name] = values
            continue
        scale = np.abs(values).max(axis=0) / 127
        result[name] = np.round(values / scale).astype(np.int8)
        result[f"{name}.scale"] = scale.astype(np.float32)
    return result


class TunedE5:
    """Encodes texts with tuned layers; the word vectors are those of the package."""

    def __init__(self, arrays: Arrays, file: E5File) -> None:
        """Unpack the layers.

        Args:
            arrays: what :func:`packed` returned.
            file: the vocabulary and the word vectors.
        """
        self._file = file
        self._weights = {
            name: values * arrays[f"{name}.scale"] if values.dtype == np.int8 else values
            for name, values in arrays.items()
            if not name.endswith(".scale")
        }
        self._places = file.floats("emb.pos").reshape(-1, WIDTH) + file.floats("emb.type")[:WIDTH]

    def encode(self, texts: list[str]) -> Floats:
        """Return a row of unit length for each text."""
        return np.vstack([self._encode(text) for text in texts])

    def _encode(self, text: str) -> Floats:
        pieces = np.array(self._file.pieces(text))
        state = self._file.word_vectors(pieces) + self._places[: len(pieces)]
        state = self._levelled(state, "emb")
        for layer in range(LAYERS):
            state = self._levelled(state + self._attended(state, f"{layer}."), f"{layer}.attended")
            inner = self._times(state, f"{layer}.inner")
            inner *= (1 + erf(inner / np.float32(np.sqrt(2)))) / 2
            state = self._levelled(state + self._times(inner, f"{layer}.outer"), f"{layer}.out")
        mean = state.mean(axis=0)
        result: Floats = mean / np.linalg.norm(mean)
        return result

    def _attended(self, state: Floats, layer: str) -> Floats:
        mixed = self._times(state, layer + "qkv").reshape(-1, 3, HEADS, HEAD)
        query, key, value = mixed.transpose(1, 2, 0, 3)
        shares = np.exp(query @ key.transpose(0, 2, 1) / np.float32(np.sqrt(HEAD)))
        shares /= shares.sum(axis=-1, keepdims=True)
        together = (shares @ value).transpose(1, 0, 2).reshape(-1, WIDTH)
        return self._times(together, layer + "joined")

    def _times(self, state: Floats, name: str) -> Floats:
        result: Floats = state @ self._weights[name] + self._weights[name + ".bias"]
        return result

    def _levelled(self, state: Floats, name: str) -> Floats:
        moved = state - state.mean(axis=-1, keepdims=True)
        spread = np.sqrt(np.square(moved).mean(axis=-1, keepdims=True) + FINEST)
        result: Floats = (
            moved / spread * self._weights[name + ".gain"] + self._weights[name + ".shift"]
        )
        return result
