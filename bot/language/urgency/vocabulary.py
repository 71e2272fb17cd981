"""Mends words that nobody taught us: written by ear, a slip of the finger, two words run together.

The words of all examples and patterns count as known; an unknown word that sounds like a known
one, or is one slip from it, is taken for it. Only the urgency check reads so: what a child sees
is not touched.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain

from bot.content.model import Content
from bot.language.normalise import normalise
from bot.language.spelling import LONGEST, deletions, is_one_slip_apart, sound_of
from bot.language.urgency.patterns import Words

_SHORTEST = 5  # a slip in a shorter word leaves too little to go by
_SHORTEST_SOUND = 4
_OFTEN = 3  # times that a word occurs before others are taken for it by ear
_SHORTEST_HALF = 2
_COMMON = 20  # times that a word occurs before it is taken for half of a longer one
_KEYS = {
    letter: (row, column)
    for row, letters in enumerate(("qwertyuiop", "asdfghjklñ", "zxcvbnm"))
    for column, letter in enumerate(letters)
}
_PATTERN_WORD = re.compile(r"[a-zñ]+(?!\*)\b")


class Vocabulary:
    """The known words, with how often they occur."""

    def __init__(self, texts: Iterable[str]) -> None:
        """Learn the words.

        Args:
            texts: normalised.
        """
        self._counts = Counter(
            word for text in texts for word in Words.of(text).words if word.isalpha()
        )
        self._by_deletion: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, str] = {}
        for word, count in self._counts.most_common():
            if count >= _OFTEN and _SHORTEST_SOUND <= len(word) <= LONGEST:
                self._by_sound.setdefault(sound_of(word), word)
            if _SHORTEST <= len(word) <= LONGEST:
                for key in deletions(word):
                    self._by_deletion[key].append(word)

    @classmethod
    def of(cls, content: Content, lists: Iterable[tuple[str, ...]] = ()) -> "Vocabulary":
        """Learn the words of all examples, look-alikes, patterns and the lists they name."""
        return cls(chain(_texts(content), *lists))

    def mend(self, words: Words) -> str:
        """Return a message with its unknown words mended.

        Args:
            words: a normalised message.

        Returns:
            The message, normalised.
        """
        return " ".join(
            self._mended(word) + mark for word, mark in zip(words.words, words.marks, strict=True)
        )

    def _mended(self, word: str) -> str:
        if word in self._counts or not _SHORTEST_SOUND <= len(word) <= LONGEST:
            return word
        by_sound = self._by_sound.get(sound_of(word))
        if by_sound or not word.isalpha() or len(word) < _SHORTEST:
            return by_sound or word
        near = {
            known
            for key in deletions(word)
            for known in self._by_deletion.get(key, ())
            if is_one_slip_apart(word, known) and _is_likely_slip(word, known)
        }
        if near:
            return min(near, key=lambda known: (-self._counts[known], known))
        return self._split(word)

    def _split(self, word: str) -> str:
        halves = [
            (word[:place], word[place:])
            for place in range(_SHORTEST_HALF, len(word) - _SHORTEST_HALF + 1)
        ]
        rarest = {
            pair: min(self._counts[pair[0]], self._counts[pair[1]])
            for pair in halves
            if pair[0] in self._counts and pair[1] in self._counts
        }
        best = max(rarest, key=lambda pair: rarest[pair], default=None)
        return " ".join(best) if best and rarest[best] >= _COMMON else word


def _is_likely_slip(word: str, known: str) -> bool:
    """Tell whether fingers slip so: a changed letter must lie next to the right one.

    Else real words that we do not know would be taken for words of danger.
    """
    if len(word) != len(known):
        return True
    changed = [(one, two) for one, two in zip(word, known, strict=True) if one != two]
    return len(changed) != 1 or _are_neighbours(*changed[0])


def _are_neighbours(letter: str, other: str) -> bool:
    """Tell whether two letters lie side by side or aslant on the keyboard."""
    rows, columns = zip(_KEYS[letter], _KEYS[other], strict=True)
    return abs(rows[0] - rows[1]) <= 1 and abs(columns[0] - columns[1]) <= 1


def _texts(content: Content) -> Iterator[str]:
    for urgent in content.urgent.values():
        yield from map(_normalised, urgent.examples)
        yield from (_normalised(lookalike.text) for lookalike in urgent.lookalikes)
        for pattern in chain(
            urgent.patterns, urgent.doubtful, urgent.alone, urgent.raise_to_p1, urgent.raise_to_p2
        ):
            yield from map(_normalised, _PATTERN_WORD.findall(pattern))
    for topic in content.topics.values():
        yield from map(_normalised, topic.examples)
    for talk in content.small_talk.values():
        yield from map(_normalised, talk.examples)


@lru_cache(maxsize=2**15)
def _normalised(text: str) -> str:
    """Normalise an example, which training and each check of a process need again."""
    return normalise(text)
