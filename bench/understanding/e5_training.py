"""Fine-tunes the layers of e5 in TensorFlow, which Rasa brings, for telling labels apart.

Cross-entropy over the cosine to one vector a label, begun at the labels' means, as far as that
was found best before: Adam, warm-up and linear decay, batches of like length. The word vectors
stay as they are.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import tensorflow as tf
from numpy.typing import NDArray

from bench.understanding.e5_file import HEADS, LAYERS, WIDTH, E5File
from bench.understanding.e5_layers import weights
from bench.understanding.e5_numpy import FINEST, HEAD, Floats

RATE = 1e-4
HEAD_RATE = 20 * RATE
WARM_UP = 0.1  # share of the steps
SCALE = 15.0
DROPPED = 0.1
BATCH = 32
_LENGTH_JITTER = 3  # pieces; keeps batches of like length from being always the same


@dataclass(frozen=True)
class Batch:
    """Messages of like length, padded to the longest.

    Attributes:
        pieces: rows of the table of word vectors, (messages, pieces).
        mask: 1 for a piece, 0 for what is padded; of the same shape.
        labels: one each.
    """

    pieces: NDArray[np.int32]
    mask: Floats
    labels: NDArray[np.int32]


class Trainer:
    """The layers with a vector for each label on top."""

    def __init__(self, file: E5File, words: Floats, means: Floats, centre: Floats) -> None:
        """Begin with the weights of the package.

        Args:
            file: the weights.
            words: word vectors of the pieces that occur.
            means: mean vector of each label's examples.
            centre: mean vector of all examples.
        """
        self._words = tf.constant(words)
        self._places = tf.constant(
            file.floats("emb.pos").reshape(-1, WIDTH) + file.floats("emb.type")[:WIDTH]
        )
        self._weights = {name: tf.Variable(values) for name, values in weights(file).items()}
        self._centre = tf.constant(centre)
        self._labels = tf.Variable(tf.math.l2_normalize(means - centre, -1))
        self._optimizers = [
            tf.keras.optimizers.legacy.Adam(RATE),
            tf.keras.optimizers.legacy.Adam(HEAD_RATE),
        ]
        self._step = tf.function(
            self._one_step,
            autograph=False,  # the loops are Python's, and it takes no strict zip
            input_signature=[
                tf.TensorSpec([None, None], tf.int32),
                tf.TensorSpec([None, None], tf.float32),
                tf.TensorSpec([None], tf.int32),
                tf.TensorSpec([], tf.float32),
            ],
        )

    def train(self, epochs: Sequence[Sequence[Batch]]) -> None:
        """Go through the batches of each epoch."""
        total = sum(map(len, epochs))
        done = 0
        for epoch in epochs:
            for batch in epoch:
                done += 1
                share = min(done / (WARM_UP * total), (total - done + 1) / ((1 - WARM_UP) * total))
                for optimizer, rate in zip(self._optimizers, (RATE, HEAD_RATE), strict=True):
                    optimizer.learning_rate.assign(rate * share)
                self._step(batch.pieces, batch.mask, batch.labels, tf.constant(DROPPED))

    def weights(self) -> dict[str, Floats]:
        """Return the weights as they are now."""
        return {name: variable.numpy() for name, variable in self._weights.items()}

    def _one_step(
        self, pieces: tf.Tensor, mask: tf.Tensor, labels: tf.Tensor, drop: tf.Tensor
    ) -> None:
        layers = list(self._weights.values())
        with tf.GradientTape() as tape:
            vectors = tf.math.l2_normalize(self._encoded(pieces, mask, drop) - self._centre, -1)
            cosines = tf.matmul(vectors, tf.math.l2_normalize(self._labels, -1), transpose_b=True)
            loss = tf.reduce_mean(
                tf.nn.sparse_softmax_cross_entropy_with_logits(labels, SCALE * cosines)
            )
        found, _ = tf.clip_by_global_norm(tape.gradient(loss, [*layers, self._labels]), 1.0)
        self._optimizers[0].apply_gradients(zip(found[:-1], layers, strict=True))
        self._optimizers[1].apply_gradients([(found[-1], self._labels)])

    def _encoded(self, pieces: tf.Tensor, mask: tf.Tensor, drop: tf.Tensor) -> tf.Tensor:
        count, length = tf.shape(pieces)[0], tf.shape(pieces)[1]
        hidden = (1 - mask)[:, None, None, :] * -1e9
        state = self._levelled(tf.gather(self._words, pieces) + self._places[:length], "emb")
        state = tf.nn.dropout(state, drop)
        for layer in range(LAYERS):
            three = tf.reshape(self._times(state, f"{layer}.qkv"), [count, length, 3, HEADS, HEAD])
            query, key, value = tf.unstack(tf.transpose(three, [2, 0, 3, 1, 4]))
            scores = tf.matmul(query, key, transpose_b=True) / np.sqrt(HEAD).astype(np.float32)
            together = tf.transpose(tf.matmul(tf.nn.softmax(scores + hidden), value), [0, 2, 1, 3])
            joined = self._times(tf.reshape(together, [count, length, WIDTH]), f"{layer}.joined")
            state = self._levelled(state + tf.nn.dropout(joined, drop), f"{layer}.attended")
            inner = tf.nn.gelu(self._times(state, f"{layer}.inner"))
            outer = self._times(inner, f"{layer}.outer")
            state = self._levelled(state + tf.nn.dropout(outer, drop), f"{layer}.out")
        total = tf.reduce_sum(state * mask[..., None], 1)
        return tf.math.l2_normalize(total / tf.reduce_sum(mask, 1, keepdims=True), -1)

    def _times(self, state: tf.Tensor, name: str) -> tf.Tensor:
        return tf.tensordot(state, self._weights[name], 1) + self._weights[name + ".bias"]

    def _levelled(self, state: tf.Tensor, name: str) -> tf.Tensor:
        mean, variance = tf.nn.moments(state, -1, keepdims=True)
        level = (state - mean) * tf.math.rsqrt(variance + FINEST)
        return level * self._weights[name + ".gain"] + self._weights[name + ".shift"]


def batches(
    pieces: Sequence[NDArray[np.int64]], labels: NDArray[np.int64], chance: random.Random
) -> list[Batch]:
    """Divide messages into batches of like length, in any order."""
    lengths = [len(row) + chance.random() * _LENGTH_JITTER for row in pieces]
    order = sorted(range(len(pieces)), key=lengths.__getitem__)
    result = [
        _padded([pieces[index] for index in order[start : start + BATCH]],
                labels[order[start : start + BATCH]])
        for start in range(0, len(order), BATCH)
    ]  # fmt: skip
    chance.shuffle(result)
    return result


def _padded(rows: Sequence[NDArray[np.int64]], labels: NDArray[np.int64]) -> Batch:
    length = max(map(len, rows))
    pieces = np.zeros((len(rows), length), dtype=np.int32)
    mask = np.zeros((len(rows), length), dtype=np.float32)
    for place, row in enumerate(rows):
        pieces[place, : len(row)] = row
        mask[place, : len(row)] = 1
    return Batch(pieces, mask, labels.astype(np.int32))
