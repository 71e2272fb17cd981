"""Reads which of the buttons a child means who types instead of pressing: «la 2», «el de ICE»."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from bot.language.lexicon import Choices, shared_lexicon
from bot.language.normalise import normalise
from bot.language.urgency.patterns import PatternSet, Words
from bot.language.yes_no import read_answer

NONE = -1
"""None of the buttons is meant."""

_MOST_WORDS = 8  # of a message that does no more than choose
_STEM = 5  # letters that two forms of a word share: «papel», «papeles»
_AROUND, _NONE, _POINTER, _NUMBER = "around", "none", "pointer", "number"


class ChoiceReader:
    """Reads with the lists of one lexicon."""

    def __init__(self, lists: Choices) -> None:
        """Prepare the look-ups.

        Args:
            lists: numbers, words for none of them, and the words around.
        """
        self._numbers = {
            Words.of(normalise(word)).words: number - 1 for word, number in lists.numbers.items()
        }
        self._patterns = PatternSet(
            (kind, pattern)
            for kind, patterns in (
                (_AROUND, lists.around),
                (_NONE, lists.none),
                (_POINTER, lists.pointers),
                (_NUMBER, lists.numbers),
            )
            for pattern in patterns
        )

    def read(self, text: str, labels: Sequence[str], *, is_open: bool) -> int | None:
        """Read a choice; see read_choice."""
        written = normalise(text)
        words = Words.of(written)
        plain = [" ".join(Words.of(normalise(label)).words) for label in labels]
        if " ".join(words.words) in plain:
            return plain.index(" ".join(words.words))
        if not words.words or len(words.words) > _MOST_WORDS:
            return None
        said = _same_answer(text, labels)
        if said is not None:
            return said
        places = {kind: self._places(words, kind) for kind in (_AROUND, _NONE, _POINTER, _NUMBER)}
        everything = set(range(len(words.words)))
        if places[_NONE] and not everything - places[_NONE] - places[_AROUND]:
            return NONE
        if places[_NUMBER] and not everything - places[_NUMBER] - places[_AROUND]:
            return self._number(words, len(labels))
        if places[_POINTER] or is_open:
            rest = everything - places[_POINTER] - places[_AROUND]
            return _only_label_with([words.words[index] for index in sorted(rest)], plain)
        return None

    def _places(self, words: Words, kind: str) -> set[int]:
        return {
            index
            for hit in self._patterns.find(words)
            if hit.key == kind
            for index in range(hit.start, hit.end)
        }

    def _number(self, words: Words, count: int) -> int | None:
        found = {
            number
            for name, number in self._numbers.items()
            for start in range(len(words.words))
            if words.words[start : start + len(name)] == name
        }
        return found.pop() if len(found) == 1 and max(found) < count else None


def read_choice(text: str, labels: Sequence[str], *, is_open: bool = False) -> int | None:
    """Read which button a typed message means.

    Args:
        text: what the child typed.
        labels: the labels of the buttons, as they stand under the message.
        is_open: the bot had asked to choose among topics, so that a word of one label is enough.

    Returns:
        The place of the button; NONE for «ninguna»; None where the text is no such choice.
    """
    return _shared().read(text, labels, is_open=is_open)


@lru_cache(maxsize=1)
def _shared() -> ChoiceReader:
    return ChoiceReader(shared_lexicon().choices)


def _same_answer(text: str, labels: Sequence[str]) -> int | None:
    """Return the one label that says yes, no or «no sé» as the text does."""
    answer = read_answer(text)
    same = [index for index, label in enumerate(labels) if answer and read_answer(label) == answer]
    return same[0] if len(same) == 1 else None


def _only_label_with(said: Iterable[str], labels: Sequence[str]) -> int | None:
    """Return the only label in which every one of the words stands, in whatever form."""
    wanted = list(said)
    fitting = [
        index
        for index, label in enumerate(labels)
        if wanted and all(any(_is_like(word, other) for other in label.split()) for word in wanted)
    ]
    return fitting[0] if len(fitting) == 1 else None


def _is_like(word: str, other: str) -> bool:
    return word == other or (len(word) >= _STEM and word[:_STEM] == other[:_STEM])
