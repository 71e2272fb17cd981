"""Corrects single words: written by ear, with a slip of the finger, or disguised ('m4tar').

Only the words listed in data/lexicon.yml are corrected towards; any other word stays as it is.
"""

import re
from functools import lru_cache

from bot.language.lexicon import Spelling, shared_lexicon

LONGEST = 24  # longer words are keyboard noise; looking at them closely would cost time
_SHORTEST_TYPO = 6

_SOUND_STEPS = (
    (re.compile(r"ph"), "f"),
    (re.compile(r"(?<!c)h(?=u[aeio])"), "g"),  # hueso, gueso, weso
    (re.compile(r"w"), "gu"),
    (re.compile(r"(?<!c)h"), ""),
    (re.compile(r"qu(?=[ei])|q|c(?![eihkq])|kk"), "k"),
    (re.compile(r"cc|kc|ks|cs|xs|x(?=[aeiou])"), "ks"),
    (re.compile(r"sc(?=[ei])|c(?=[ei])|z|x"), "s"),
    (re.compile(r"gu(?=[ei])"), "G"),
    (re.compile(r"g(?=[ei])"), "j"),
    (re.compile(r"v"), "b"),
    (re.compile(r"ll|y(?=[aeiou])|(?<=[aeou])i(?=[aeou])"), "Y"),
    (re.compile(r"y"), "i"),
    (re.compile(r"n(?=[bp])"), "m"),
    (re.compile(r"\brr"), "r"),
    (re.compile(r"([^r])\1+"), r"\1"),
)
_DISGUISES = str.maketrans("4310578", "aeiostb")
_NUMBER_FIRST = re.compile(r"(\d+)([a-zñ]{2,})")


def sound_of(word: str) -> str:
    """Return a key that is equal for words that sound alike in Latin American Spanish."""
    for pattern, sound in _SOUND_STEPS:
        word = pattern.sub(sound, word)
    return word.lower()


def is_one_slip_apart(word: str, other: str) -> bool:
    """Tell whether one letter added, missing, changed or swapped makes one word the other."""
    if abs(len(word) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(word), len(other)) and word[start] == other[start]:
        start += 1
    rest, other_rest = word[start:], other[start:]
    return (
        rest[1:] == other_rest[1:]
        or rest[1:] == other_rest
        or rest == other_rest[1:]
        or (rest[:2] == other_rest[1::-1] and rest[2:] == other_rest[2:])
    )


class WordCorrector:
    """Corrects words towards the lists of a lexicon."""

    def __init__(self, spelling: Spelling) -> None:
        """Prepare the look-ups.

        Args:
            spelling: the lists.
        """
        self._replacements = spelling.replacements
        self._known = {*spelling.sounds, *spelling.typos, *spelling.doubles, *spelling.keep}
        self._by_sound: dict[str, str] = {}
        for word in spelling.sounds:
            self._by_sound.setdefault(sound_of(word), word)
        self._by_deletion: dict[str, set[str]] = {}
        for word in spelling.typos:
            for key in deletions(word):
                self._by_deletion.setdefault(key, set()).add(word)

    def knows(self, word: str) -> bool:
        """Tell whether the lists say what a word is or means."""
        return word in self._known or word in self._replacements

    def correct(self, word: str) -> str:
        """Return the word or words that are meant; the same word when nothing is known."""
        if word in self._known:
            return word
        if word in self._replacements:
            return self._replacements[word]
        if len(word) > LONGEST or len(word) < 3:
            return word
        if any(letter.isdigit() for letter in word):
            return self._undisguise(word)
        by_sound = self._by_sound.get(sound_of(word))
        if by_sound:
            return by_sound
        return self._by_slip(word)

    def _undisguise(self, word: str) -> str:
        plain = word.translate(_DISGUISES)
        if plain.isalpha() and not word.isdigit():
            corrected = self.correct(plain)
            if corrected != plain or self.knows(plain):
                return corrected
        together = _NUMBER_FIRST.fullmatch(word)  # 15años
        return f"{together[1]} {self.correct(together[2])}" if together else word

    def _by_slip(self, word: str) -> str:
        if len(word) < _SHORTEST_TYPO:
            return word
        near = {
            meant
            for key in deletions(word)
            for meant in self._by_deletion.get(key, ())
            if meant[0] == word[0] and is_one_slip_apart(word, meant)
        }
        return near.pop() if len(near) == 1 else word


@lru_cache(maxsize=1)
def shared_corrector() -> WordCorrector:
    """Return the corrector of data/lexicon.yml."""
    return WordCorrector(shared_lexicon().spelling)


def deletions(word: str) -> set[str]:
    """Return a word and what is left of it without one of its letters.

    Words that are one slip apart have one of these in common.
    """
    return {word, *(word[:index] + word[index + 1 :] for index in range(len(word)))}
