"""The messages of the comparison: one grouped split, the same for every candidate."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.clock import today
from bot.config import ROOT
from bot.content.checks.files import read_content_files
from bot.understanding.decision import OUT_OF_SCOPE
from bot.understanding.evaluate.folds import FOLDS, fold_of
from bot.understanding.evaluate.messages import ORDINARY, Labelled, examples, held_out

HELD_BACK = 0
"""The fold of ``make evaluate`` that is tested on; the other four are trained on."""


@dataclass(frozen=True)
class Split:
    """What is trained and tested on.

    Attributes:
        train: examples of data/.
        descriptions: title and need of each topic, as further messages about it.
        test: examples of data/ of the fold that is held back, without near-duplicates in
            ``train``.
        team: the team's own messages, which are no examples.
    """

    train: list[Labelled]
    descriptions: list[Labelled]
    test: list[Labelled]
    team: list[Labelled]


def split() -> Split:
    """Read data/ and tests/ and divide the examples; always the same for the same content."""
    files = read_content_files(ROOT, today())
    messages = [example.message for example in examples(files)]
    messages = [message for message in messages if message.kind == ORDINARY]
    is_held_back = fold_of(messages, FOLDS) == HELD_BACK
    groups = next(iter(files.of("catalogue"))).get("groups")
    return Split(
        train=_where(messages, ~is_held_back),
        descriptions=[
            Labelled(topic[field], ORDINARY, (topic["id"],))
            for group in groups.values()
            for topic in group
            for field in ("title", "need")
        ],
        test=_where(messages, is_held_back),
        team=[message for message in held_out(files) if message.kind == ORDINARY],
    )


def is_out_of_scope(message: Labelled) -> bool:
    """Return whether the bot knows nothing about it."""
    return OUT_OF_SCOPE in message.topics


def _where(messages: Sequence[Labelled], is_chosen: NDArray[np.bool_]) -> list[Labelled]:
    return [messages[index] for index in np.flatnonzero(is_chosen)]
