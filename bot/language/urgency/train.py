"""Trains the classifier of the urgency check and chooses its thresholds by cross-validation.

Needs scikit-learn, which only the training loads.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.content.model import Content
from bot.language.encode import DIMENSIONS
from bot.language.normalise import normalise
from bot.language.urgency import thresholds
from bot.language.urgency.classifier import UrgencyModel, calibrated
from bot.language.urgency.features import SIZE, features_of
from bot.language.urgency.grouping import folds
from bot.language.urgency.signal import PatternSignal

FOLDS = 5
ORDINARY, LOOKALIKE, FIRST_CLASS = 0, 1, 2
"""What a training message is; FIRST_CLASS and up are the urgent classes in order."""

_STRENGTH = 10.0  # inverse of the regularisation
_MOST_STEPS = 300
_SEED = 20261124


@dataclass(frozen=True)
class Examples:
    """The training messages, each once.

    Attributes:
        texts: normalised.
        labels: what each is, see ORDINARY.
        classes: the urgent classes in order.
    """

    texts: list[str]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]

    @property
    def targets(self) -> NDArray[np.int64]:
        """What the classifier learns: 0 for 'none', else one more than the class's place."""
        return np.maximum(self.labels - (FIRST_CLASS - 1), 0)


def collect(content: Content) -> Examples:
    """Gather the training messages; one that is urgent anywhere is urgent.

    Args:
        content: urgent classes with examples and look-alikes, topics, small talk.

    Returns:
        The messages.
    """
    classes = tuple(sorted(content.urgent))
    labels: dict[str, int] = {}
    for place, name in enumerate(classes):
        for text in content.urgent[name].examples:
            labels.setdefault(normalise(text), FIRST_CLASS + place)
    for name in classes:
        for lookalike in content.urgent[name].lookalikes:
            labels.setdefault(normalise(lookalike.text), LOOKALIKE)
    for subject in (*content.topics.values(), *content.small_talk.values()):
        for text in subject.examples:
            labels.setdefault(normalise(text), ORDINARY)
    labels.pop("", None)
    return Examples(list(labels), np.array(list(labels.values()), dtype=np.int64), classes)


def train(content: Content) -> UrgencyModel:
    """Train on all examples of the content.

    Args:
        content: urgent classes with examples and look-alikes, topics, small talk.

    Returns:
        The model, with thresholds and what they reached on messages held out.

    Raises:
        ValueError: there is no urgent class, or nothing else to tell it from.
    """
    examples = collect(content)
    if not examples.classes or examples.targets.min(initial=1) > 0:
        raise ValueError("Para entrenar hacen falta ejemplos urgentes y ejemplos que no lo son.")
    matrix = _matrix(examples.texts)
    fold_of = folds(examples.texts, FOLDS, _SEED)
    logits = np.zeros((len(examples.texts), len(examples.classes) + 1))
    long_odds: list[float] = []
    for fold in range(FOLDS):
        held_out = np.flatnonzero(fold_of == fold)
        model = _fit(matrix, examples.targets, np.flatnonzero(fold_of != fold))
        logits[held_out] = model.logits(matrix[held_out])
        ordinary = held_out[examples.labels[held_out] == ORDINARY]
        long_odds += thresholds.long_scores(
            [examples.texts[index] for index in ordinary], model.odds_of, _SEED + fold
        )
    slope, offset = _calibrate(_odds(logits), examples.targets > 0)
    held_out_messages = thresholds.hold_out(
        examples.texts,
        examples.targets > 0,
        examples.labels == ORDINARY,
        calibrated(logits, slope, offset).sum(axis=1),
        PatternSignal(content),
    )
    chosen = thresholds.choose(
        held_out_messages, 1 / (1 + np.exp(-(slope * np.array(long_odds) + offset)))
    )
    final = _fit(matrix, examples.targets, np.arange(len(examples.texts)))
    return UrgencyModel(
        classes=examples.classes,
        weights=final.weights.astype(np.float32),
        intercepts=final.intercepts.astype(np.float32),
        slope=slope,
        offset=offset,
        thresholds=chosen,
        held_out_scores=held_out_messages.scores.astype(np.float32),
        held_out_labels=examples.labels,
        reached=thresholds.reached(held_out_messages, chosen),
    )


@dataclass(frozen=True)
class _Fitted:
    """One trained regression; rows as in UrgencyModel."""

    weights: NDArray[np.float64]
    intercepts: NDArray[np.float64]

    def logits(self, matrix: Any) -> NDArray[np.float64]:
        result: NDArray[np.float64] = matrix @ self.weights.T + self.intercepts
        return result

    def odds_of(self, texts: list[str]) -> NDArray[np.float64]:
        return _odds(self.logits(_matrix(texts)))


def _matrix(texts: list[str]) -> Any:
    """Return the features of messages as a sparse matrix."""
    from scipy import sparse

    features = features_of(texts)
    dense = sparse.csr_matrix(np.stack([message.vector for message in features]))
    counts = [len(message.places) for message in features]
    hashed = sparse.csr_matrix(
        (
            np.concatenate([message.weights for message in features]),
            np.concatenate([message.places for message in features]),
            np.concatenate([[0], np.cumsum(counts)]),
        ),
        shape=(len(texts), SIZE - DIMENSIONS),
    )
    return sparse.hstack([dense, hashed]).tocsr()


def _fit(matrix: Any, targets: NDArray[np.int64], rows: NDArray[np.int64]) -> _Fitted:
    from sklearn.linear_model import LogisticRegression

    model = LogisticRegression(
        C=_STRENGTH, class_weight="balanced", multi_class="multinomial", max_iter=_MOST_STEPS
    ).fit(matrix[rows], targets[rows])
    size = int(targets.max()) + 1
    weights, intercepts = np.zeros((size, SIZE)), np.full(size, -1e3)
    weights[model.classes_] = model.coef_
    intercepts[model.classes_] = model.intercept_
    return _Fitted(weights, intercepts)


def _odds(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of urgent against none."""
    result: NDArray[np.float64] = np.logaddexp.reduce(logits[:, 1:], axis=1) - logits[:, 0]
    return result


def _calibrate(odds: NDArray[np.float64], is_urgent: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit Platt's sigmoid to held-out odds."""
    from sklearn.linear_model import LogisticRegression

    sigmoid = LogisticRegression(C=1e6).fit(odds[:, None], is_urgent)
    return float(sigmoid.coef_[0, 0]), float(sigmoid.intercept_[0])
