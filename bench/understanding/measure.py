"""Figures of one candidate."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from sklearn.metrics import f1_score

from bench.understanding.candidate import Candidate, Ranking
from bench.understanding.split import Split, is_out_of_scope
from bot.understanding.decision import OUT_OF_SCOPE
from bot.understanding.evaluate.messages import Labelled

REFUSED = 0.05  # share of in-scope messages that may be taken for out of scope


@dataclass(frozen=True)
class Figures:
    """How a candidate did.

    Attributes:
        top1: share of messages whose likeliest label is right.
        top3: share of messages with a right one among the first three.
        macro_f1: mean over the labels.
        unknown_recall: share of out-of-scope messages that look stranger than 95 % of the others.
        team_top1: ``top1`` on the team's own messages, by the same training.
        team_top3: ``top3`` on them.
        training: seconds of one core.
        message: milliseconds of one core, the mean.
        megabytes: of what is kept, without the encoders that come in packages.
    """

    top1: float
    top3: float
    macro_f1: float
    unknown_recall: float
    team_top1: float
    team_top3: float
    training: float
    message: float
    megabytes: float


def measure(candidate: Candidate, split: Split, train: Sequence[Labelled]) -> Figures:
    """Train a candidate and test it.

    Args:
        candidate: the candidate, untrained.
        split: what it is tested on.
        train: what it is trained on.
    """
    with TemporaryDirectory() as folder:
        started = time.process_time()
        candidate.fit(train, Path(folder))
        training = time.process_time() - started
        megabytes = sum(path.stat().st_size for path in Path(folder).rglob("*")) / 1e6
        candidate.rank("hola")  # what is loaded at the first message is no message's time
        started = time.process_time()
        rankings = [candidate.rank(message.text) for message in split.test]
        seconds = (time.process_time() - started) / len(rankings)
        team = [candidate.rank(message.text) for message in split.team]
    truth = [message.name for message in split.test]
    return Figures(
        top1=_right(rankings, split.test, 1),
        top3=_right(rankings, split.test, 3),
        macro_f1=float(
            f1_score(
                truth,
                [_first(ranking, 1)[0] for ranking in rankings],
                average="macro",
                labels=sorted(set(truth)),
            )
        ),
        unknown_recall=_unknown_recall(rankings, split.test),
        team_top1=_right(team, split.team, 1),
        team_top3=_right(team, split.team, 3),
        training=training,
        message=seconds * 1000,
        megabytes=megabytes,
    )


def _first(ranking: Ranking, count: int) -> list[str]:
    return sorted(ranking, key=lambda label: -ranking[label])[:count]


def _right(rankings: list[Ranking], messages: Sequence[Labelled], count: int) -> float:
    pairs = zip(rankings, messages, strict=True)
    hits = [not {*_first(ranking, count)}.isdisjoint(message.topics) for ranking, message in pairs]
    return float(np.mean(hits))


def _unknown_recall(rankings: list[Ranking], messages: Sequence[Labelled]) -> float:
    strangeness = np.array([ranking.get(OUT_OF_SCOPE, 0.0) for ranking in rankings])
    is_unknown = np.array([is_out_of_scope(message) for message in messages])
    limit = np.quantile(strangeness[~is_unknown], 1 - REFUSED)
    return float((strangeness[is_unknown] > limit).mean())
