"""Tells which other language a message is written in; what is doubtful is Spanish.

data/languages.yml lists for each language words that Spanish does not have, which speak for it,
and words that both have, which say nothing. Any other word of our own Spanish examples speaks
against it. Why not a library, and the figures: docs/decisions/0006-other-languages.md.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import translate

from bot.content.languages import Language
from bot.content.model import Content

_ACCENTS = re.compile(r"[\u0300-\u036f]")
_APOSTROPHES = re.compile(r"(?<=\w)['’`´ʼ](?=\w)")
_WORDS = re.compile(r"[a-z]+")
_STRETCHED = re.compile(r"(.)\1{2,}")
_FEWEST_WORDS = 3  # «hello», «ok bye» and «my love» are said by Spanish children too
_AHEAD = 2  # words by which a language must be ahead of Spanish …
_COMPLETE = 4  # … or nothing is Spanish in a message of so many words
_UNKNOWN = 1  # and so few of them are unknown


def tokens(text: str) -> list[str]:
    """Return the words of a message in small letters, without accents and apostrophes.

    Nothing is corrected, unlike in bot/language/normalise, whose corrections are Spanish.
    """
    letters = _ACCENTS.sub("", unicodedata.normalize("NFD", text.lower()))
    return _WORDS.findall(_STRETCHED.sub(r"\1", _APOSTROPHES.sub("", letters)))


@dataclass(frozen=True)
class Evidence:
    """How many different words of a message say what about a language.

    Attributes:
        own: words that it has and Spanish has not.
        shared: words that both have.
        spanish: words that only Spanish has.
        unknown: words that neither is known to have.
    """

    own: int
    shared: int
    spanish: int
    unknown: int

    @property
    def lead(self) -> int:
        """By how many words it is ahead of Spanish."""
        return self.own - self.spanish

    @property
    def is_sure(self) -> bool:
        """Whether the message is written in it, beyond reasonable doubt."""
        words = self.own + self.shared + self.spanish + self.unknown
        is_complete = words >= _COMPLETE and self.unknown <= _UNKNOWN and self.lead == self.own
        return words >= _FEWEST_WORDS and (self.lead >= _AHEAD or (self.own > 0 and is_complete))


class ForeignReader:
    """Reads with the words of one content."""

    def __init__(self, content: Content) -> None:
        """Prepare the look-ups.

        Args:
            content: its languages, and the examples that show what Spanish looks like.
        """
        self._lists = {
            name: _WordLists(language) for name, language in content.languages.written.items()
        }
        self._spanish = frozenset(word for text in _examples(content) for word in tokens(text))

    def written_in(self, text: str) -> str | None:
        """Return the language that a message is surely written in, or None.

        Args:
            text: what the child wrote.

        Returns:
            Its id in data/languages.yml; None for Spanish and for whatever is doubtful.
        """
        sure = {
            name: evidence.lead
            for name in self._lists
            if (evidence := self.evidence(text, name)).is_sure
        }
        return max(sure, key=lambda name: sure[name], default=None)

    def evidence(self, text: str, language: str) -> Evidence:
        """Weigh a message for one language.

        Args:
            text: what the child wrote.
            language: an id of data/languages.yml.
        """
        lists = self._lists[language]
        words = set(tokens(text))
        own = {word for word in words if lists.has(word)}
        rest = words - own - lists.shared
        spanish = rest & self._spanish
        return Evidence(
            own=len(own),
            shared=len(words & lists.shared - own),
            spanish=len(spanish),
            unknown=len(rest - spanish),
        )


class _WordLists:
    """The words of one language; ``*`` in a word is any letters."""

    def __init__(self, language: Language) -> None:
        shapes = [word for word in language.words if "*" in word]
        self._words = frozenset(language.words)
        self._shapes = re.compile("|".join(map(translate, shapes)) or r"(?!)")
        self.shared = frozenset(language.shared)

    def has(self, word: str) -> bool:
        return word in self._words or self._shapes.match(word) is not None


def _examples(content: Content) -> Iterator[str]:
    for topic in content.topics.values():
        yield from topic.examples
    for talk in content.small_talk.values():
        yield from talk.examples
    for urgent in content.urgent.values():
        yield from urgent.examples
        yield from (lookalike.text for lookalike in urgent.lookalikes)
