"""Candidates of linear models, as the bot has them, with parts taken away or added."""

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np

from bench.understanding.candidate import Ranking
from bot.language.encode import SentenceEncoder, shared_encoder
from bot.language.fine_encoder import fine_encoder
from bot.language.normalise import normalise
from bot.understanding.decision import OUT_OF_SCOPE
from bot.understanding.evaluate.messages import Labelled
from bot.understanding.linear import Floats, LetterModel, VectorModel
from bot.understanding.mixture import MixedModel


def normalised(text: str) -> str:
    """Return what the bot's components see of a message."""
    return normalise(text) or text


class Ours:
    """The model of the bot itself."""

    def __init__(self, clean: Callable[[str], str] = normalised) -> None:
        """Make it.

        Args:
            clean: what is done to a message first.
        """
        self._clean = clean

    def fit(self, messages: Sequence[Labelled], folder: Path) -> None:
        """Train and save it."""
        texts = [self._clean(message.text) for message in messages]
        self._model = MixedModel.fit(
            texts,
            shared_encoder().encode(texts),
            fine_encoder().encode(texts),
            [message.name for message in messages],
            unknown=OUT_OF_SCOPE,
        )
        self._model.save(folder / "topics.npz")

    def rank(self, text: str) -> Ranking:
        """Rank all labels."""
        clean = self._clean(text)
        vector = shared_encoder().encode([clean])
        return dict(self._model.rank(clean, vector, lambda: fine_encoder().encode([clean])))


class Summed:
    """Linear models on some vectors and perhaps on letters, each with the same say."""

    def __init__(
        self,
        *encoders: Callable[[], SentenceEncoder],
        has_letters: bool = False,
        clean: Callable[[str], str] = normalised,
    ) -> None:
        """Make it.

        Args:
            *encoders: each gives an encoder, which is loaded in the process that measures.
            has_letters: whether there is a model on groups of letters, too.
            clean: what is done to a message first.
        """
        self._encoders = encoders
        self._has_letters = has_letters
        self._clean = clean

    def fit(self, messages: Sequence[Labelled], folder: Path) -> None:
        """Train and save it."""
        texts = [self._clean(message.text) for message in messages]
        self._labels, numbers = np.unique(
            [message.name for message in messages], return_inverse=True
        )
        self._letters = LetterModel.fit(texts, numbers) if self._has_letters else None
        self._vectors = [
            VectorModel.fit(encoder().encode(texts), numbers) for encoder in self._encoders
        ]
        for place, model in enumerate([self._letters, *self._vectors]):
            if model:
                np.savez_compressed(folder / f"{place}.npz", **model.arrays)

    def rank(self, text: str) -> Ranking:
        """Rank all labels."""
        clean = self._clean(text)
        scores: list[Floats] = [
            model.log_probabilities(encoder().encode([clean]))
            for model, encoder in zip(self._vectors, self._encoders, strict=True)
        ]
        if self._letters:
            scores.append(self._letters.log_probabilities([clean]))
        shares = np.exp(np.mean(scores, axis=0)[0])
        return dict(zip(self._labels, shares / shares.sum(), strict=True))
