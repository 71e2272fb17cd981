"""Tells whether a word is a misspelling or another form of one in a list."""

import re
from collections.abc import Collection

from bot.language.spelling import deletions, is_one_slip_apart, sound_of

_SHORTEST_SOUND = 4
_SHORTEST_SLIP = 6
_SHORTEST_STEM, _LONGEST_ENDING = 5, 5
_ENDING = re.compile(
    r"(?:[aeio]?s|[aei]r(?:me|te|se|nos|lo|la|le|los|las|les|on|an|as|a|e|emos|ia|ian)?"
    r"|[aie]?(?:ndo|mos|ron|ba|bas|ban|bamos|da|do|das|dos|n|ste)(?:me|te|se|nos|lo|la|le)?"
    r"|[aeio]|ito|ita|itos|itas|cion|ciones|mente|ia|ian|io|ieron|iste|ieran?|arian?)"
)


class NearWords:
    """The words that are near a list: they sound alike, or one letter is different."""

    def __init__(self, words: Collection[str]) -> None:
        """Prepare the look-ups.

        Args:
            words: the list, small letters without accents.
        """
        self._sounds = {sound_of(word) for word in words if len(word) >= _SHORTEST_SOUND}
        self._by_deletion: dict[str, set[str]] = {}
        for word in words:
            if len(word) >= _SHORTEST_SLIP - 1:
                for part in deletions(word):
                    self._by_deletion.setdefault(part, set()).add(word)
        self._stems = frozenset(
            word[:length] for word in words for length in range(_SHORTEST_STEM, len(word) + 1)
        )

    def has(self, word: str) -> bool:
        """Tell whether a word is near."""
        return self.has_sound_of(word) or self._is_a_slip(word)

    def has_sound_of(self, word: str) -> bool:
        """Tell whether a word sounds as one of the list."""
        return len(word) >= _SHORTEST_SOUND and sound_of(word) in self._sounds

    def has_another_ending(self, word: str) -> bool:
        """Tell whether a word is one of the list with another ending: 'guardados', 'guardaban'."""
        return any(
            word[:length] in self._stems and _ENDING.fullmatch(word[length:])
            for length in range(max(_SHORTEST_STEM, len(word) - _LONGEST_ENDING), len(word))
        )

    def _is_a_slip(self, word: str) -> bool:
        if len(word) < _SHORTEST_SLIP:
            return False
        near = (other for part in deletions(word) for other in self._by_deletion.get(part, ()))
        return any(other[0] == word[0] and is_one_slip_apart(word, other) for other in near)
