"""Finds the language that a child says to speak, in Spanish: «hablo mam», «solo sabe ixil»."""

from bot.content.languages import Languages
from bot.content.words import plain
from bot.language.foreign import tokens

_SHORTEST_ALONE = 4  # «mam» alone may be a misspelt «mamá»


class NamedLanguages:
    """Looks for the named languages of data/languages.yml."""

    def __init__(self, languages: Languages) -> None:
        """Prepare the look-up.

        Args:
            languages: their names and the words about speaking.
        """
        self._speaking = tuple(map(plain, languages.speaking))
        self._names = {
            tuple(tokens(spelling)): name
            for name, spellings in languages.named.items()
            for spelling in (name, *spellings)
        }
        self._longest = max(map(len, self._names), default=0)

    def find(self, text: str) -> str | None:
        """Find the first language that a message names as one that somebody speaks.

        Args:
            text: what the child wrote.

        Returns:
            What the language is called, or None: «soy de quiché» is about a place.
        """
        words = tuple(tokens(text))
        if name := self._names.get(words):
            return name if sum(map(len, words)) >= _SHORTEST_ALONE else None
        if not any(word.startswith(self._speaking) for word in words):
            return None
        parts = (
            words[start : start + length]
            for start in range(len(words))
            for length in range(self._longest, 0, -1)
        )
        return next((self._names[part] for part in parts if part in self._names), None)
