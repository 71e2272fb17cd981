"""The second signal: a logistic regression over messages, in plain numpy.

It is trained by bot/language/urgency/train.py and lives in one .npz file, read without pickle.
"""

from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO
from zipfile import BadZipFile

import numpy as np
from numpy.typing import NDArray

from bot.language.encode import DIMENSIONS
from bot.language.urgency.features import SIZE, Features, features_of

FORMAT = 2
"""Raised when an older file would be misread."""

_UNREADABLE = (KeyError, TypeError, AttributeError, ValueError, EOFError, BadZipFile)


@dataclass(frozen=True)
class Thresholds:
    """From which score on a message is what; chosen by cross-validation.

    Attributes:
        urgent: urgent.
        unsure: unsure, below that none.
        window_urgent: urgent for a part of a long message; higher, since there are many parts.
        window_unsure: unsure for a part of a long message.
    """

    urgent: float
    unsure: float
    window_urgent: float
    window_unsure: float


@dataclass(frozen=True)
class UrgencyModel:
    """A trained classifier.

    Attributes:
        classes: the urgent classes; the last rows of the weights are these.
        weights: one row for each kind of ordinary message, then one for each class.
        intercepts: one for each row.
        slope: with ``offset``, turns the model's log-odds of 'urgent' into a calibrated score.
        offset: see ``slope``.
        thresholds: see Thresholds.
        held_out_scores: score of each training message by a model that had not seen it.
        held_out_labels: what it was: 0 for an ordinary message, 1 for a look-alike, else two more
            than the place of its class in ``classes``.
        reached: what the thresholds gave in cross-validation, by name.
    """

    classes: tuple[str, ...]
    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]
    slope: float
    offset: float
    thresholds: Thresholds
    held_out_scores: NDArray[np.float32]
    held_out_labels: NDArray[np.int64]
    reached: dict[str, float]

    def predict(self, normalised: list[str]) -> NDArray[np.float64]:
        """Give the probability of each urgent class.

        Args:
            normalised: messages as ``normalise`` returns them.

        Returns:
            One row for each message, one column for each class; a row's sum is P(urgent).
        """
        if not normalised:
            return np.zeros((0, len(self.classes)))
        logits = np.stack([self._logits(features) for features in features_of(normalised)])
        return calibrated(logits, len(self.classes), self.slope, self.offset)

    def _logits(self, features: Features) -> NDArray[np.float64]:
        hashed = self.weights[:, DIMENSIONS + features.columns]
        result = self.weights[:, :DIMENSIONS] @ features.vector + hashed @ features.values
        return (result + self.intercepts).astype(np.float64)

    def save(self, path: Path | str) -> None:
        """Write the model to one .npz file.

        Args:
            path: the file, with its ending.

        Raises:
            OSError: it cannot be written.
        """
        with Path(path).open("wb") as file:
            np.savez_compressed(
                file,
                format=np.array(FORMAT),
                classes=np.array(self.classes, dtype=np.str_),
                weights=self.weights,
                intercepts=self.intercepts,
                calibration=np.array([self.slope, self.offset]),
                thresholds=np.array(list(asdict(self.thresholds).values())),
                held_out_scores=self.held_out_scores,
                held_out_labels=self.held_out_labels,
                reached_names=np.array(list(self.reached), dtype=np.str_),
                reached_values=np.array(list(self.reached.values()), dtype=np.float64),
            )

    @classmethod
    def load(cls, source: Path | str | IO[bytes]) -> "UrgencyModel":
        """Read a model.

        Args:
            source: path of the .npz file, or an open binary file.

        Returns:
            The model.

        Raises:
            ValueError: it is no such file, or of another version.
            OSError: it cannot be read.
        """
        try:
            with np.load(source, allow_pickle=False) as arrays:
                return cls._from_arrays({name: arrays[name] for name in arrays.files})
        except _UNREADABLE as error:
            raise ValueError("El modelo de urgencias no se entiende: entrena de nuevo.") from error

    @classmethod
    def _from_arrays(cls, arrays: dict[str, NDArray[np.generic]]) -> "UrgencyModel":
        if int(arrays["format"].item()) != FORMAT or arrays["weights"].shape[1] != SIZE:
            raise ValueError("other version")
        slope, offset = arrays["calibration"].tolist()
        thresholds = arrays["thresholds"].tolist()
        names = [field.name for field in fields(Thresholds)]
        return cls(
            classes=tuple(arrays["classes"].tolist()),
            weights=arrays["weights"].astype(np.float32),
            intercepts=arrays["intercepts"].astype(np.float32),
            slope=slope,
            offset=offset,
            thresholds=Thresholds(**dict(zip(names, thresholds, strict=True))),
            held_out_scores=arrays["held_out_scores"].astype(np.float32),
            held_out_labels=arrays["held_out_labels"].astype(np.int64),
            reached=dict(
                zip(
                    arrays["reached_names"].tolist(),
                    arrays["reached_values"].tolist(),
                    strict=True,
                )
            ),
        )


def calibrated(
    logits: NDArray[np.float64], classes: int, slope: float, offset: float
) -> NDArray[np.float64]:
    """Turn the rows' logits (the urgent classes last) into calibrated probabilities of these."""
    urgent = logits[:, -classes:]
    highest = urgent.max(axis=1, keepdims=True)
    shares = np.exp(urgent - highest)
    odds = odds_of_urgent(logits, classes)[:, None]
    score = 1 / (1 + np.exp(-np.clip(slope * odds + offset, -40, 40)))
    result: NDArray[np.float64] = score * shares / shares.sum(axis=1, keepdims=True)
    return result


def odds_of_urgent(logits: NDArray[np.float64], classes: int) -> NDArray[np.float64]:
    """Return for each row of logits the log-odds of any urgent class against the rest."""
    urgent, ordinary = logits[:, -classes:], logits[:, :-classes]
    result: NDArray[np.float64] = np.logaddexp.reduce(urgent, axis=1) - np.logaddexp.reduce(
        ordinary, axis=1
    )
    return result
