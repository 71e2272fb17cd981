"""Decides whether a message is a cry for help: from patterns, a classifier, and safe words.

Either signal alone is enough for 'urgent', so that no single fault hides a child in danger. What
is modified (see modifiers.py: denied, long ago, supposed, told) is taken out of what the
classifier reads; if the whole message scores high all the same, the child is asked.
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, cast

import numpy as np
from numpy.typing import NDArray

from bot.content.model import Content
from bot.language.lexicon import Lexicon, shared_lexicon
from bot.language.normalise import normalise
from bot.language.urgency.classifier import UrgencyModel
from bot.language.urgency.foreign_cries import ForeignCries
from bot.language.urgency.parts import WHOLE, parts_of
from bot.language.urgency.patterns import Words
from bot.language.urgency.signal import PatternSignal, Signal
from bot.language.urgency.why import Likeness, Why

Outcome = Literal["urgent", "unsure", "none"]
Priority = Literal["P1", "P2", "P3"]

_REMEMBERED = 64  # messages; each is asked about several times within its turn
_CLASSIFIER_ADDS = 0.5  # share of the urgent probability that adds a class to those of patterns
_CLASSIFIER_ALSO = 0.3  # share that mentions a second class to the caseworker


@dataclass(frozen=True)
class Urgency:
    """What the check says about a message.

    Attributes:
        outcome: ``urgent``: hand off now; ``unsure``: ask one question; ``none``.
        urgent_class: the most urgent class that fits; None for ``none``.
        score: calibrated probability that it is urgent, by the classifier alone; 1.0 for a safe
            word; without a classifier 1.0, 0.5 or 0.0 by the outcome.
        priority: of the class, raised where the message says that life is at risk now.
        why: for the caseworker, in words of data/phrases.yml; quotes no more than a pattern.
        also: further classes that fit.
    """

    outcome: Outcome
    urgent_class: str | None
    score: float
    priority: Priority | None
    why: str
    also: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Scores:
    """The classifier's word: on the whole message and, class by class, on its worst part."""

    whole: float
    part: float
    classes: dict[str, float]

    @property
    def highest(self) -> float:
        return max(self.whole, self.part)


class UrgencyCheck:
    """The check; safe to share between threads."""

    def __init__(
        self, model: UrgencyModel | None, content: Content, lexicon: Lexicon | None = None
    ) -> None:
        """Prepare the check.

        Args:
            model: the classifier; without it, patterns and safe words decide alone.
            content: the urgent classes.
            lexicon: the word lists; those of data/ if left out.
        """
        lexicon = lexicon or shared_lexicon()
        self._model = model
        self._classes = content.urgent
        self._why = Why(content)
        self._safe_words = lexicon.safe_words
        self._signal = PatternSignal(content, lexicon)
        self._foreign_cries = ForeignCries(content)
        self._remembered = lru_cache(maxsize=_REMEMBERED)(self._check)

    def check(self, text: str) -> Urgency:
        """Check one message.

        Args:
            text: what the child wrote.

        Returns:
            What it says; the same for the same text.
        """
        return self._remembered(text)

    def _check(self, text: str) -> Urgency:
        return self._foreign_cries.add_to(self._as_spanish(text), text)

    def language_of(self, text: str) -> str | None:
        """Return in which language of data/languages.yml a message is; None for Spanish."""
        return self._foreign_cries.language_of(text)

    def _as_spanish(self, text: str) -> Urgency:
        normalised = normalise(text)
        if not normalised:
            return Urgency("none", None, 0.0, None, self._why.nothing)
        signal = self._signal.look(normalised)
        scores = self._scores(signal.readable)
        full = self._scores(signal.words.without(frozenset())) if signal.modified else None
        outcome = self._outcome(signal, scores, full)
        if outcome == "none":
            score = scores.highest if scores else 0.0
            return Urgency("none", None, round(score, 4), None, self._why.nothing)
        return self._urgency(outcome, signal, scores)

    def _scores(self, normalised: str) -> _Scores | None:
        if self._model is None:
            return None
        if not normalised:  # all of it was taken out
            return _Scores(0.0, 0.0, {})
        words = Words.of(normalised)
        parts = parts_of(words)
        has_whole = len(words.words) <= WHOLE
        rows = self._model.predict([normalised, *parts] if has_whole else parts)
        if not len(rows):
            return _Scores(0.0, 0.0, {})
        totals: NDArray[np.float64] = rows.sum(axis=1)
        worst = rows[int(totals.argmax())]
        return _Scores(
            whole=float(totals[0]) if has_whole else 0.0,
            part=float(totals[has_whole:].max(initial=0.0)),
            classes={
                name: value
                for name, value in zip(self._model.classes, worst.tolist(), strict=True)
                if name in self._classes
            },
        )

    def _outcome(self, signal: Signal, scores: _Scores | None, full: _Scores | None) -> Outcome:
        if signal.is_urgent:
            return "urgent"
        if self._model is None or scores is None:
            return "unsure" if signal.modified or signal.is_unsure else "none"
        thresholds = self._model.thresholds
        if scores.whole >= thresholds.urgent or scores.part >= thresholds.window_urgent:
            return "unsure" if signal.is_told else "urgent"
        if (
            signal.is_unsure
            or scores.whole >= thresholds.unsure
            or scores.part >= thresholds.window_unsure
            or (full and full.highest >= thresholds.urgent)
        ):
            return "unsure"
        return "none"

    def _urgency(self, outcome: Outcome, signal: Signal, scores: _Scores | None) -> Urgency:
        weights = self._weights(signal, scores)
        ranked = sorted(
            weights, key=lambda name: (self._priority(name, signal), -weights[name], name)
        )
        also = list(ranked[1:])
        if scores and self._model and scores.highest >= self._model.thresholds.unsure:
            also += [
                name
                for name, value in scores.classes.items()
                if value >= _CLASSIFIER_ALSO * scores.highest and name not in ranked
            ]
        first = ranked[0] if ranked else None
        score = 1.0 if outcome == "urgent" else 0.5
        if scores and not (signal.cry and signal.is_urgent):
            score = scores.highest
        return Urgency(
            outcome=outcome,
            urgent_class=first,
            score=round(score, 4),
            priority=self._priority(first, signal),
            why=self._why.of(signal, first, self._likeness(scores)),
            also=tuple(also),
        )

    def _likeness(self, scores: _Scores | None) -> Likeness | None:
        """Return what the classifier's score means, by the thresholds that decide."""
        if scores is None or self._model is None:
            return None
        limits, in_part = self._model.thresholds, scores.part > scores.whole
        if scores.whole >= limits.urgent or scores.part >= limits.window_urgent:
            return Likeness.PART_MUCH if in_part else Likeness.MUCH
        if scores.whole >= limits.unsure or scores.part >= limits.window_unsure:
            return Likeness.PART_SOMEWHAT if in_part else Likeness.SOMEWHAT
        return None

    def _weights(self, signal: Signal, scores: _Scores | None) -> dict[str, float]:
        """Say which classes fit, and how well."""
        shares: dict[str, float] = {}
        if scores and scores.highest:
            shares = {name: value / scores.highest for name, value in scores.classes.items()}
        told = signal.live or signal.doubtful
        weights = {hit.key: 1.0 + shares.get(hit.key, 0.0) for hit in told}
        cry_class = self._safe_words.urgent_class
        if signal.cry and not weights and cry_class in self._classes:
            weights[cry_class] = 1.0
        best = max(shares, key=lambda name: shares[name], default=None)
        is_sure = (
            self._model is not None
            and scores is not None
            and scores.highest >= self._model.thresholds.urgent
        )
        is_told = bool(weights) or signal.cry is not None
        if best and (not is_told or (is_sure and shares[best] >= _CLASSIFIER_ADDS)):
            weights.setdefault(best, shares[best])
        if not weights:
            weights = {hit.key: 1.0 for hit, _ in signal.modified}
        return weights

    def _priority(self, name: str | None, signal: Signal) -> Priority:
        urgent = self._classes.get(name) if name else None
        if urgent is None:
            return cast("Priority", self._safe_words.priority)
        return cast("Priority", min(urgent.priority, signal.raised.get(urgent.id, "P3")))
