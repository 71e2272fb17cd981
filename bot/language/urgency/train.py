"""Trains the classifier of the urgency check and chooses its thresholds by cross-validation.

Needs scipy, which only the training loads.
"""

from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from bot.content.model import Content
from bot.language.normalise import normalise
from bot.language.urgency import thresholds
from bot.language.urgency.classifier import UrgencyModel, calibrated, odds_of_urgent
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
        targets: what the classifier learns: a kind of ordinary message, from 0, or a class. To
            tell the kinds apart (groups of topics, small talk, look-alikes) was measured to raise
            fewer false alarms than one heap of everything ordinary.
        kinds: how many kinds of ordinary messages there are.
    """

    texts: list[str]
    labels: NDArray[np.int64]
    classes: tuple[str, ...]
    targets: NDArray[np.int64]
    kinds: int


def collect(content: Content) -> Examples:
    """Gather the training messages; one that is urgent anywhere is urgent.

    Args:
        content: urgent classes with examples and look-alikes, topics, small talk.

    Returns:
        The messages.
    """
    classes = tuple(sorted(content.urgent))
    found: dict[str, tuple[int, str]] = {}
    for place, name in enumerate(classes):
        for text in content.urgent[name].examples:
            found.setdefault(normalise(text), (FIRST_CLASS + place, name))
    for name in classes:
        for lookalike in content.urgent[name].lookalikes:
            topic = content.topics.get(lookalike.topic or "")
            kind = topic.group if topic else ""
            found.setdefault(normalise(lookalike.text), (LOOKALIKE, kind))
    for topic in content.topics.values():
        for text in topic.examples:
            found.setdefault(normalise(text), (ORDINARY, topic.group))
    for talk in content.small_talk.values():
        for text in talk.examples:
            found.setdefault(normalise(text), (ORDINARY, talk.id))
    found.pop("", None)
    kinds = sorted({kind for label, kind in found.values() if label < FIRST_CLASS})
    place_of = {name: place for place, name in enumerate((*kinds, *classes))}
    return Examples(
        texts=list(found),
        labels=np.array([label for label, _ in found.values()], dtype=np.int64),
        classes=classes,
        targets=np.array([place_of[kind] for _, kind in found.values()], dtype=np.int64),
        kinds=len(kinds),
    )


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
    if not examples.classes or not examples.kinds:
        raise ValueError("Para entrenar hacen falta ejemplos urgentes y ejemplos que no lo son.")
    matrix = _matrix(examples.texts)
    fold_of = folds(examples.texts, FOLDS, _SEED)
    classes = len(examples.classes)
    count = examples.kinds + classes
    is_urgent = examples.labels >= FIRST_CLASS
    logits, full_logits = (np.zeros((len(examples.texts), count)) for _ in range(2))
    patterns = PatternSignal(content)
    signals = [patterns.look(text) for text in examples.texts]
    read = _matrix([signal.readable for signal in signals])
    long_odds: list[float] = []
    for fold in range(FOLDS):
        held_out = np.flatnonzero(fold_of == fold)
        seen = np.flatnonzero(fold_of != fold)
        model = fit(matrix.rows(seen), examples.targets[seen], count, examples.kinds)
        logits[held_out] = model.logits(read.rows(held_out))
        full_logits[held_out] = model.logits(matrix.rows(held_out))
        ordinary = held_out[examples.labels[held_out] == ORDINARY]
        long_odds += thresholds.long_scores(
            [examples.texts[index] for index in ordinary],
            partial(_odds_of, model, classes),
            _SEED + fold,
        )
    slope, offset = fit_sigmoid(odds_of_urgent(full_logits, classes), is_urgent)
    held_out_messages = thresholds.HeldOut(
        is_urgent=is_urgent,
        is_ordinary=examples.labels == ORDINARY,
        scores=calibrated(logits, classes, slope, offset).sum(axis=1)
        * np.array([bool(signal.readable) for signal in signals]),
        full_scores=calibrated(full_logits, classes, slope, offset).sum(axis=1),
        is_live=np.array([signal.is_urgent for signal in signals]),
        is_modified=np.array([bool(signal.modified) for signal in signals]),
        is_told=np.array([signal.is_told for signal in signals]),
        is_doubtful=np.array([signal.is_unsure for signal in signals]),
    )
    chosen = thresholds.choose(
        held_out_messages, 1 / (1 + np.exp(-(slope * np.array(long_odds) + offset)))
    )
    final = fit(matrix, examples.targets, count, examples.kinds)
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


def _odds_of(model: Fitted, classes: int, texts: list[str]) -> NDArray[np.float64]:
    return odds_of_urgent(model.logits(_matrix(texts)), classes)
