"""Corrects slips of the finger towards the words of the examples.

Only for telling topics apart, where a word taken for another costs three choices at worst; what is
matched for danger, towns and countries sees the normalised text alone (docs/decisions/0004).
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from bot.language.spelling import LONGEST, deletions, is_one_slip_apart

SHORTEST = 5  # letters; in shorter words a slip makes another word too often
LEAST_TEXTS = 3  # a word that stands in fewer examples may be a slip itself
_WORD = re.compile(r"[a-zñ]+")


class NearWords:
    """Knows the words of the examples."""

    def __init__(self, texts_with: Mapping[str, int]) -> None:
        """Prepare the look-ups.

        Args:
            texts_with: in how many examples each word stands.
        """
        self.texts_with = texts_with
        self._near: dict[str, list[str]] = defaultdict(list)
        for word, count in texts_with.items():
            if count >= LEAST_TEXTS and len(word) >= SHORTEST - 1:
                for key in deletions(word):
                    self._near[key].append(word)

    @classmethod
    def of(cls, texts: Iterable[str]) -> "NearWords":
        """Take the words of examples, normalised."""
        return cls(Counter(word for text in texts for word in {*_WORD.findall(text)}))

    def corrected(self, text: str) -> str:
        """Return a normalised text with the words in it that are meant.

        A word that no example has gives way to the commonest one that is a slip away: a letter
        missing, added, swapped or hit beside, but neither the first nor the last, with which
        Spanish says who and how many.
        """
        return _WORD.sub(lambda found: self._meant(found.group()), text)

    def _meant(self, word: str) -> str:
        if not SHORTEST <= len(word) <= LONGEST or word in self.texts_with:
            return word
        near = {
            meant
            for key in deletions(word)
            for meant in self._near.get(key, ())
            if (meant[0], meant[-1]) == (word[0], word[-1]) and is_one_slip_apart(word, meant)
        }
        return max(near, key=lambda meant: (self.texts_with[meant], meant), default=word)
