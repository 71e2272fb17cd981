"""Which label a message has: three linear models mixed, and a confidence that means what it says.

Quick vectors and letter groups look first; the finer vectors, which cost six times as much, are
asked where those two are in doubt. That way nearly all of their gain costs a third of their time:
see docs/decisions/0004-encoders.md.
"""

import json
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.urgency.grouping import folds
from bot.understanding.calibration import Calibration
from bot.understanding.linear import Floats, LetterModel, VectorModel, log_softmax

CLEAR = 0.7
"""From this probability on, the quick models need no second look: a third to a half of the
messages, and a tenth of a point of accuracy in cross-validation (0.5: half a point)."""

_FOLDS = 5
_SEED = 20261124
_UNSEEN = -20.0  # log probability of a label that a fold has no example of


class MixedModel:
    """Ranks labels for a message."""

    def __init__(
        self,
        labels: list[str],
        quick: VectorModel,
        letters: LetterModel,
        fine: VectorModel,
        calibration: Calibration,
    ) -> None:
        """Use :meth:`fit` or :meth:`load` instead."""
        self.labels = labels
        self._quick = quick
        self._letters = letters
        self._fine = fine
        self._calibration = calibration

    @classmethod
    def fit(
        cls,
        texts: list[str],
        vectors: Floats,
        fine_vectors: Floats,
        labels: list[str],
        unknown: str,
    ) -> "MixedModel":
        """Train on examples, and calibrate by cross-validation with near-duplicates together.

        Args:
            texts: normalised texts.
            vectors: their quick vectors, a row each.
            fine_vectors: their finer vectors, a row each.
            labels: their labels.
            unknown: the label of what the bot knows nothing about; it is among ``labels``.
        """
        names = sorted(set(labels))
        truth = np.searchsorted(names, labels).astype(np.int64)
        rows = _Rows(texts, vectors, fine_vectors)
        fold_of = folds(texts, _FOLDS, _SEED)
        scores = np.full((len(texts), len(names)), _UNSEEN, dtype=np.float32)
        for fold in range(_FOLDS):
            held_out, seen = np.flatnonzero(fold_of == fold), np.flatnonzero(fold_of != fold)
            present, numbers = np.unique(truth[seen], return_inverse=True)
            models = rows.only(seen).fit(numbers)
            scores[np.ix_(held_out, present)] = rows.only(held_out).scores(*models)
        calibration = Calibration.fit(scores, truth, names.index(unknown))
        return cls(names, *rows.fit(truth), calibration)

    def rank(
        self, text: str, vector: Floats, look_closer: Callable[[], Floats] | None
    ) -> list[tuple[str, float]]:
        """Return all labels with their confidence (they sum to 1), the likeliest first.

        Args:
            text: normalised text.
            vector: its quick vector, shape (1, n).
            look_closer: gives its finer vector, shape (1, m); called only in doubt. None:
                the quick models have to do.
        """
        scores = _quick_scores(self._quick, self._letters, [text], vector)
        if look_closer is not None and not _is_clear(scores)[0]:
            scores = _with_fine(scores, self._fine.log_probabilities(look_closer()))
        confidence = self._calibration.confidences(scores)[0]
        order = np.argsort(-confidence)
        return [(self.labels[index], float(confidence[index])) for index in order]

    def save(self, path: Path) -> None:
        """Write the model to an .npz file."""
        words = json.dumps({"labels": self.labels, "calibration": asdict(self._calibration)})
        arrays: dict[str, NDArray[Any]] = {"words": np.frombuffer(words.encode(), np.uint8)}
        for name, part in self._parts().items():
            arrays |= {f"{name}.{key}": value for key, value in part.arrays.items()}
        np.savez_compressed(path, **arrays)

    @classmethod
    def load(cls, path: Path) -> "MixedModel":
        """Read a model that :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = dict(file)
        words = json.loads(arrays.pop("words").tobytes())
        parts: dict[str, dict[str, NDArray[Any]]] = {}
        for name, value in arrays.items():
            part, key = name.split(".")
            parts.setdefault(part, {})[key] = value
        return cls(
            words["labels"],
            VectorModel(parts["quick"]),
            LetterModel(parts["letters"]),
            VectorModel(parts["fine"]),
            Calibration(**words["calibration"]),
        )

    def _parts(self) -> dict[str, VectorModel | LetterModel]:
        return {"quick": self._quick, "letters": self._letters, "fine": self._fine}


@dataclass(frozen=True)
class _Rows:
    """Examples as the three models see them."""

    texts: list[str]
    vectors: Floats
    fine_vectors: Floats

    def only(self, rows: NDArray[np.int64]) -> "_Rows":
        texts = [self.texts[row] for row in rows]
        return _Rows(texts, self.vectors[rows], self.fine_vectors[rows])

    def fit(self, labels: NDArray[np.int64]) -> tuple[VectorModel, LetterModel, VectorModel]:
        return (
            VectorModel.fit(self.vectors, labels),
            LetterModel.fit(self.texts, labels),
            VectorModel.fit(self.fine_vectors, labels),
        )

    def scores(self, quick: VectorModel, letters: LetterModel, fine: VectorModel) -> Floats:
        scores = _quick_scores(quick, letters, self.texts, self.vectors)
        finer = _with_fine(scores, fine.log_probabilities(self.fine_vectors))
        result: Floats = np.where(_is_clear(scores)[:, None], scores, finer)
        return result


def _quick_scores(
    quick: VectorModel, letters: LetterModel, texts: list[str], vectors: Floats
) -> Floats:
    scores: Floats = quick.log_probabilities(vectors) + letters.log_probabilities(texts)
    return scores / 2


def _with_fine(scores: Floats, fine: Floats) -> Floats:
    """Add the finer model's word, so that each of the three weighs the same."""
    return (2 * scores + fine) / 3


def _is_clear(scores: Floats) -> NDArray[np.bool_]:
    clear: NDArray[np.bool_] = np.exp(log_softmax(scores)).max(axis=1) >= CLEAR
    return clear
