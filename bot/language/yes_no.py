"""Reads what a child typed instead of pressing a button under a yes/no question."""

from functools import lru_cache
from typing import Literal

from bot.language.lexicon import Answers, shared_lexicon
from bot.language.normalise import normalise
from bot.language.urgency.patterns import Words

Answer = Literal["yes", "no", "unknown", "cannot_talk"]

_SIGNS: dict[str, Answer] = {"👍": "yes", "👌": "yes", "✅": "yes", "👎": "no", "❌": "no"}
_STRONGEST: tuple[Answer, ...] = ("cannot_talk", "unknown")
_MOST_WORDS = 12


class AnswerReader:
    """Reads answers with the lists of one lexicon."""

    def __init__(self, lists: Answers) -> None:
        """Prepare the look-up.

        Args:
            lists: what counts as which answer.
        """
        kinds: dict[Answer, tuple[str, ...]] = {
            "yes": lists.yes,
            "no": lists.no,
            "unknown": lists.unknown,
            "cannot_talk": lists.cannot_talk,
        }
        self._phrases: dict[tuple[str, ...], Answer] = {
            Words.of(normalise(phrase)).words: kind
            for kind, phrases in kinds.items()
            for phrase in phrases
        }
        self._around = lists.around
        self._longest = max(map(len, self._phrases))

    def read(self, text: str) -> Answer | None:
        """Read one answer; see read_answer."""
        words = Words.of(normalise(text))
        if not words.words:
            return next((kind for sign, kind in _SIGNS.items() if sign in text), None)
        found: list[Answer] = []
        index = 0
        while index < min(len(words.words), _MOST_WORDS):
            kind, length = self._phrase_at(words, index)
            if kind:
                found.append(kind)
            elif words.words[index] not in self._around:
                return self._opening(words, found, index)
            index += length
        if index < len(words.words):
            return None
        return next((kind for kind in _STRONGEST if kind in found), found[0] if found else None)

    def _phrase_at(self, words: Words, index: int) -> tuple[Answer | None, int]:
        """Return what the longest phrase here means, and its length; none crosses a mark."""
        for length in range(min(self._longest, len(words.words) - index), 0, -1):
            kind = self._phrases.get(words.words[index : index + length])
            if kind and not any(words.marks[index : index + length - 1]):
                return kind, length
        return None, 1

    def _opening(self, words: Words, found: list[Answer], index: int) -> Answer | None:
        """'sí, pero…': the answer stands before the first mark, the rest is more."""
        return found[0] if found and index and words.marks[index - 1] else None


def read_answer(text: str) -> Answer | None:
    """Read a free-text answer to a yes/no question.

    Args:
        text: what the child typed.

    Returns:
        ``yes``, ``no``, ``unknown`` ('ni idea'), ``cannot_talk`` ('no puedo hablar, está aquí'),
        or None where the text is no such answer.
    """
    return _shared().read(text)


@lru_cache(maxsize=1)
def _shared() -> AnswerReader:
    return AnswerReader(shared_lexicon().answers)
