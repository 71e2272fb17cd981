"""Reads questions that lean on the topic before: «¿y cuánto tarda?», «más», «y eso qué es».

A message is surely one when patterns of one kind and the little words that may stand around them
are all that it says: what names a subject of its own is none. One that is only like an example of
a kind may be one, too; that counts where it is not understood otherwise.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bot.content.follow_ups import FollowUps
from bot.language.normalise import normalise
from bot.language.urgency.patterns import Hit, PatternSet, Words

LIKE = 0.7
"""Cosine from which a message is like an example; figures in docs/decisions/0005-context.md."""

_LONGEST_LIKE = 8  # words; a longer message says what it is about
_AROUND = "around"


@dataclass(frozen=True)
class FollowUp:
    """What a message asks about the topic before.

    Attributes:
        kind: which kind of data/follow_ups.yml.
        is_whole: the message says nothing else; otherwise it is only like an example of the kind.
    """

    kind: str
    is_whole: bool


class FollowUpReader:
    """Reads with the kinds of one content."""

    def __init__(
        self,
        follow_ups: FollowUps,
        encode: Callable[[list[str]], NDArray[np.float32]] | None = None,
    ) -> None:
        """Compile the patterns and encode the examples.

        Args:
            follow_ups: kinds and the words that may stand around them.
            encode: turns texts into rows of unit length; without it, patterns decide alone.

        Raises:
            ContentError: a pattern is not in the syntax of bot/language/urgency/patterns.py.
        """
        kinds = follow_ups.kinds.values()
        self._order = list(follow_ups.kinds)
        self._patterns = PatternSet((kind.id, pattern) for kind in kinds for pattern in kind.says)
        self._around = PatternSet((_AROUND, pattern) for pattern in follow_ups.around)
        self._kinds = [kind.id for kind in kinds for _ in kind.examples]
        self._encode = encode if self._kinds else None
        if self._encode:
            examples = [normalise(text) for kind in kinds for text in kind.examples]
            self._examples = self._encode(examples)

    def read(self, text: str) -> FollowUp | None:
        """Read one message.

        Args:
            text: what the child typed, normalised or not.

        Returns:
            What it asks; None if it does not ask so.
        """
        normalised = normalise(text)
        words = Words.of(normalised)
        kind = self._by_patterns(words)
        return FollowUp(kind, is_whole=True) if kind else self._by_examples(normalised, words)

    def _by_patterns(self, words: Words) -> str | None:
        """Return the kind of which most words are there, if nothing else is."""
        hits = list(self._patterns.find(words))
        if not hits:
            return None
        kind = min(
            {hit.key for hit in hits},
            key=lambda kind: (-len(_covered(hits, kind)), self._order.index(kind)),
        )
        said = _covered(hits, kind) | _covered(self._around.find(words), _AROUND)
        rest = [word for index, word in enumerate(words.words) if index not in said]
        return kind if all(word.isdigit() for word in rest) else None

    def _by_examples(self, normalised: str, words: Words) -> FollowUp | None:
        if self._encode is None or not 0 < len(words.words) <= _LONGEST_LIKE:
            return None
        likeness = self._examples @ self._encode([normalised])[0]
        nearest = int(likeness.argmax())
        is_like = likeness[nearest] >= LIKE
        return FollowUp(self._kinds[nearest], is_whole=False) if is_like else None


def _covered(hits: Iterable[Hit], kind: str) -> set[int]:
    return {index for hit in hits if hit.key == kind for index in range(hit.start, hit.end)}
