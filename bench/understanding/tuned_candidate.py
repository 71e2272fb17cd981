"""The candidate whose finer encoder is fine-tuned on the examples."""

import random
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from bench.understanding.candidate import Ranking
from bench.understanding.linear_candidates import normalised
from bench.understanding.typing_noise import mistyped
from bot.language.encode import shared_encoder
from bot.language.fine_encoder import fine_encoder
from bot.understanding.evaluate.messages import Labelled
from bot.understanding.linear import LetterModel, VectorModel

EPOCHS = 4
_SEED = 20261124


class Tuned:
    """Tuned e5 in 8 bit and, with the same say, the quick vectors and letters."""

    def __init__(self, *, has_noise: bool = True) -> None:
        """Make it.

        Args:
            has_noise: whether the messages are mistyped anew in each epoch.
        """
        self._has_noise = has_noise

    def fit(self, messages: Sequence[Labelled], folder: Path) -> None:
        """Tune, pack and save it."""
        import tensorflow as tf

        from bench.understanding.e5_file import E5File
        from bench.understanding.e5_numpy import TunedE5, packed
        from bench.understanding.e5_training import Trainer, batches

        tf.keras.utils.set_random_seed(_SEED)
        chance = random.Random(_SEED)  # noqa: S311 -- order, not secrets
        file = E5File()
        texts = [normalised(message.text) for message in messages]
        self._labels, numbers = np.unique(
            [message.name for message in messages], return_inverse=True
        )
        epochs = [
            [file.pieces(normalised(message.text)) for message in self._typed(messages, epoch)]
            for epoch in range(EPOCHS)
        ]
        known = np.unique([piece for rows in epochs for row in rows for piece in row])
        frozen = fine_encoder().encode(texts)
        means = np.stack([frozen[numbers == label].mean(0) for label in range(len(self._labels))])
        trainer = Trainer(file, file.word_vectors(known), means, frozen.mean(0))
        trainer.train(
            [
                batches([np.searchsorted(known, row) for row in rows], numbers, chance)
                for rows in epochs
            ]
        )
        arrays = packed(trainer.weights())
        np.savez_compressed(folder / "encoder.npz", **arrays)
        self._encoder = TunedE5(arrays, file)
        self._tuned = VectorModel.fit(self._encoder.encode(texts), numbers)
        self._quick = VectorModel.fit(shared_encoder().encode(texts), numbers)
        self._letters = LetterModel.fit(texts, numbers)
        np.savez_compressed(folder / "tuned.npz", **self._tuned.arrays)
        np.savez_compressed(folder / "quick.npz", **self._quick.arrays)
        np.savez_compressed(folder / "letters.npz", **self._letters.arrays)

    def rank(self, text: str) -> Ranking:
        """Rank all labels."""
        clean = normalised(text)
        scores = (
            self._tuned.log_probabilities(self._encoder.encode([clean]))
            + self._quick.log_probabilities(shared_encoder().encode([clean]))
            + self._letters.log_probabilities([clean])
        )
        shares = np.exp(scores[0] / 3)
        return dict(zip(self._labels, shares / shares.sum(), strict=True))

    def _typed(self, messages: Sequence[Labelled], epoch: int) -> Sequence[Labelled]:
        return mistyped(messages, _SEED + epoch) if self._has_noise else messages
