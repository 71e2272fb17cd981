"""Reads questions that lean on the topic before: «¿y cuánto tarda?», «más», «y eso qué es».

A message is one when patterns of one kind and the little words that may stand around them are
all that it says. What names a subject of its own is never one.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.content.follow_ups import FollowUps
from bot.language.normalise import normalise
from bot.language.urgency.patterns import Hit, PatternSet, Words

_AROUND = "around"


@dataclass(frozen=True)
class FollowUp:
    """What a message asks about the topic before.

    Attributes:
        kind: which kind of data/follow_ups.yml.
        is_whole: the message says nothing else; otherwise it only contains such a question.
        is_opened: it begins as such questions do: «y …», «pero …».
    """

    kind: str
    is_whole: bool
    is_opened: bool


class FollowUpReader:
    """Reads with the kinds of one content."""

    def __init__(self, follow_ups: FollowUps) -> None:
        """Compile the patterns.

        Args:
            follow_ups: kinds and the words that may stand around them.

        Raises:
            ContentError: a pattern is not in the syntax of bot/language/urgency/patterns.py.
        """
        self._openers = frozenset(follow_ups.openers)
        self._order = list(follow_ups.kinds)
        self._patterns = PatternSet(
            (kind.id, pattern) for kind in follow_ups.kinds.values() for pattern in kind.says
        )
        self._around = PatternSet((_AROUND, pattern) for pattern in follow_ups.around)

    def read(self, text: str) -> FollowUp | None:
        """Read one message.

        Args:
            text: what the child typed, normalised or not.

        Returns:
            The kind of which most words are there, or None if there is none.
        """
        words = Words.of(normalise(text))
        hits = list(self._patterns.find(words))
        if not hits:
            return None
        kind = min(
            {hit.key for hit in hits},
            key=lambda kind: (-len(_covered(hits, kind)), self._order.index(kind)),
        )
        said = _covered(hits, kind) | _covered(self._around.find(words), _AROUND)
        rest = [word for index, word in enumerate(words.words) if index not in said]
        return FollowUp(
            kind,
            is_whole=all(word.isdigit() for word in rest),
            is_opened=words.words[0] in self._openers,
        )


def _covered(hits: Iterable[Hit], kind: str) -> set[int]:
    return {index for hit in hits if hit.key == kind for index in range(hit.start, hit.end)}
