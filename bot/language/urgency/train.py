"""Trains the classifier of the urgency check and chooses its thresholds by cross-validation.

Needs scipy, which only the training loads.
"""

from dataclasses import dataclass
from functools import partial
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from bot.content.model import Content
from bot.language.normalise import normalise
from bot.language.urgency import thresholds
from bot.language.urgency.classifier import UrgencyModel, calibrated
from bot.language.urgency.features import features_of
from bot.language.urgency.grouping import folds
from bot.language.urgency.regression import Fitted, Matrix, fit, fit_sigmoid
from bot.language.urgency.signal import PatternSignal

FOLDS = 5
ORDINARY, LOOKALIKE, FIRST_CLASS = 0, 1, 2
"""What a training message is; FIRST_CLASS and up are the urgent classes in order."""

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
    ordinary = [topic.examples for topic in content.topics.values()]
    ordinary += [talk.examples for talk in content.small_talk.values()]
    for text in chain.from_iterable(ordinary):
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
    count = len(examples.classes) + 1
    logits, full_logits = (np.zeros((len(examples.texts), count)) for _ in range(2))
    patterns = PatternSignal(content)
    signals = [patterns.look(text) for text in examples.texts]
    read = _matrix([signal.readable for signal in signals])
    long_odds: list[float] = []
    for fold in range(FOLDS):
        held_out = np.flatnonzero(fold_of == fold)
        seen = np.flatnonzero(fold_of != fold)
        model = fit(matrix.rows(seen), examples.targets[seen], count)
        logits[held_out] = model.logits(read.rows(held_out))
        full_logits[held_out] = model.logits(matrix.rows(held_out))
        ordinary = held_out[examples.labels[held_out] == ORDINARY]
        long_odds += thresholds.long_scores(
            [examples.texts[index] for index in ordinary],
            partial(_odds_of, model),
            _SEED + fold,
        )
    slope, offset = fit_sigmoid(_odds(full_logits), examples.targets > 0)
    held_out_messages = thresholds.HeldOut(
        is_urgent=examples.targets > 0,
        is_ordinary=examples.labels == ORDINARY,
        scores=calibrated(logits, slope, offset).sum(axis=1)
        * np.array([bool(signal.readable) for signal in signals]),
        full_scores=calibrated(full_logits, slope, offset).sum(axis=1),
        is_live=np.array([signal.is_urgent for signal in signals]),
        is_modified=np.array([bool(signal.modified) for signal in signals]),
        is_faint=np.array([signal.cry is not None for signal in signals]),
    )
    chosen = thresholds.choose(
        held_out_messages, 1 / (1 + np.exp(-(slope * np.array(long_odds) + offset)))
    )
    final = fit(matrix, examples.targets, count)
    return UrgencyModel(
        classes=examples.classes,
        weights=final.weights,
        intercepts=final.intercepts,
        slope=slope,
        offset=offset,
        thresholds=chosen,
        held_out_scores=held_out_messages.scores.astype(np.float32),
        held_out_labels=examples.labels,
        reached=thresholds.reached(held_out_messages, chosen),
    )


def _matrix(texts: list[str]) -> Matrix:
    return Matrix.of(features_of(texts))


def _odds_of(model: Fitted, texts: list[str]) -> NDArray[np.float64]:
    return _odds(model.logits(_matrix(texts)))


def _odds(logits: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the log-odds of urgent against none."""
    result: NDArray[np.float64] = np.logaddexp.reduce(logits[:, 1:], axis=1) - logits[:, 0]
    return result
