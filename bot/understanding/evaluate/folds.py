"""Divides messages into folds; near-duplicates stand on one side, or memory would be measured."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process
from scipy.sparse import csr_matrix
from scipy.sparse.csgraph import connected_components
from sklearn.model_selection import StratifiedGroupKFold

from bot.language.normalise import normalise
from bot.understanding.evaluate.messages import Labelled

FOLDS = 5
ALIKE = 70
"""From this similarity on (0 to 100, letter by letter, in the words' own order or sorted) two
messages are one with small changes: the share that the content checks call alike, as letters."""

_SEED = 20261124
_ROWS = 1000  # compared at once, so that the table of all pairs never stands in memory


def fold_of(messages: Sequence[Labelled], count: int = FOLDS) -> NDArray[np.int64]:
    """Divide messages into folds of which each has its share of every label.

    Args:
        messages: the messages.
        count: how many folds.

    Returns:
        The fold of each message, from 0; the same for the same messages.
    """
    labels = [f"{message.kind} {message.name}" for message in messages]
    groups = near_duplicates([normalise(message.text) for message in messages])
    splitter = StratifiedGroupKFold(count, shuffle=True, random_state=_SEED)
    result = np.zeros(len(messages), dtype=np.int64)
    for fold, (_, held_out) in enumerate(splitter.split(labels, labels, groups)):
        result[held_out] = fold
    return result


def near_duplicates(texts: Sequence[str]) -> NDArray[np.int32]:
    """Group texts that are alike, or alike to one that is, and so on.

    Args:
        texts: normalised texts.

    Returns:
        The number of each text's group.
    """
    pairs = [
        np.add(np.argwhere(_similarities(texts[start : start + _ROWS], texts)), (start, 0))
        for start in range(0, len(texts), _ROWS)
    ]
    first, second = np.concatenate(pairs).T
    graph = csr_matrix((np.ones(len(first)), (first, second)), shape=(len(texts), len(texts)))
    groups: NDArray[np.int32] = connected_components(graph, directed=False)[1]
    return groups


def _similarities(some: Sequence[str], texts: Sequence[str]) -> NDArray[np.uint8]:
    """Return a row for each of some texts: similarity to every text, 0 below ALIKE."""
    in_order, sorted_words = (
        process.cdist(some, texts, scorer=scorer, score_cutoff=ALIKE, dtype=np.uint8)
        for scorer in (fuzz.ratio, fuzz.token_sort_ratio)
    )
    return np.maximum(in_order, sorted_words)
