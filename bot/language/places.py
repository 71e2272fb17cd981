"""Finds countries, towns and ages in a message, and in which country the child is or asks about.

'soy de méxico' and 'quiero ir a texas' name places where the child is not; 'estoy en juárez' says
where it is; '¿y en méxico?' asks about a country, which counts more than where it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from bot.language.lexicon import Place, PlaceWords, shared_lexicon
from bot.language.normalise import normalise
from bot.language.spelling import is_one_slip_apart
from bot.language.urgency.patterns import PatternSet, Words

Country = Literal["MX", "US"]
Role = Literal["past", "asked", "here", "destination", "origin", "in", "bare"]

_RANK: tuple[Role, ...] = ("past", "asked", "here", "destination", "origin")
_ARTICLES = ("el", "la", "los", "las", "un", "una")
_LONGEST_ALONE = 4  # words of a message that says little but a place
_SHORTEST_TYPO = 7
_OLDEST = 25
_YOUNGEST_ALONE = 6  # 'tengo 2' is rarely an age


@dataclass(frozen=True)
class Span:
    """A place in the normalised message.

    Attributes:
        value: its name in our data.
        start: first character in the normalised text.
        end: character after the last.
        country: ``MX``, ``US``, or None for another.
        role: what it is to the child: ``here``, ``asked`` about, ``destination`` (also where a
            relative lives), ``origin``, ``past``, ``in`` ('en texas', no more), ``bare``.
    """

    value: str
    start: int
    end: int
    country: str | None
    role: Role


@dataclass(frozen=True)
class Places:
    """What find_places found.

    Attributes:
        country: the country asked about, else where the child is; None where it is not said.
        places: every place named, in order.
        ages: every age named, the child's own first.
    """

    country: Country | None
    places: list[Span]
    ages: list[int]


@dataclass(frozen=True)
class _Mention:
    place: Place
    start: int
    end: int
    role: Role


class PlaceFinder:
    """Finds places with the lists of one lexicon."""

    def __init__(self, lists: PlaceWords) -> None:
        """Prepare the look-ups.

        Args:
            lists: the places and the words around them.
        """
        self._lists = lists
        self._by_name: dict[tuple[str, ...], Place] = {}
        for place in lists.places:
            for name in place.names:
                self._by_name.setdefault(Words.of(normalise(name)).words, place)
        self._careful = {
            Words.of(normalise(name)).words: before for name, before in lists.careful.items()
        }
        self._longest = max(map(len, self._by_name))
        self._long = [name for (name, *rest) in self._by_name if not rest and _is_long(name)]
        self._roles = PatternSet(
            (role, pattern) for role, patterns in lists.roles.items() for pattern in patterns
        )
        self._age_before = PatternSet(("age", pattern) for pattern in lists.age_before)
        self._age_words = {
            Words.of(normalise(name)).words: age for name, age in lists.age_words.items()
        }

    def find(self, text: str) -> Places:
        """Find places and ages; see find_places."""
        normalised = normalise(text)
        words = Words.of(normalised)
        mentions = self._mentions(words)
        starts = _starts(normalised)
        return Places(
            country=_country(mentions, len(words.words)),
            places=[
                Span(
                    mention.place.value,
                    starts[mention.start],
                    starts[mention.end - 1] + len(words.words[mention.end - 1]),
                    mention.place.country,
                    mention.role,
                )
                for mention in mentions
                if not mention.place.is_clue
            ],
            ages=self._ages(words),
        )

    def _mentions(self, words: Words) -> list[_Mention]:
        found: list[tuple[Place, int, int]] = []
        index = 0
        while index < len(words.words):
            place, length = self._at(words, index)
            if place:
                found.append((place, index, index + length))
            index += length
        if not found:
            return []
        contexts: dict[int, list[tuple[int, Role]]] = {}
        for hit in self._roles.find(words):
            role = next(role for role in _RANK if role == hit.key)
            contexts.setdefault(hit.end, []).append((hit.start, role))
        mentions = []
        for place, start, end in found:
            role = self._role(words, start, contexts)
            if not place.is_clue or role == "here":
                mentions.append(_Mention(place, start, end, role))
        return mentions

    def _at(self, words: Words, index: int) -> tuple[Place | None, int]:
        """Return the place whose name begins at a word, and the name's length."""
        for length in range(min(self._longest, len(words.words) - index), 0, -1):
            name = words.words[index : index + length]
            place = self._by_name.get(name)
            if place and self._may_be_place(words, index, name):
                return place, length
        word = words.words[index]
        if _is_long(word):
            for known in self._long:
                if known[0] == word[0] and is_one_slip_apart(word, known):
                    return self._by_name[(known,)], 1
        return None, 1

    def _may_be_place(self, words: Words, index: int, name: tuple[str, ...]) -> bool:
        before = self._careful.get(name)
        if before is None or len(words.words) == len(name):
            return True
        return index > 0 and words.words[index - 1] in before

    def _role(self, words: Words, start: int, contexts: dict[int, list[tuple[int, Role]]]) -> Role:
        ends = [start]
        if start and words.words[start - 1] in _ARTICLES:
            ends.append(start - 1)
        candidates = [context for end in ends for context in contexts.get(end, ())]
        if candidates:
            return min(candidates, key=lambda found: (found[0], _RANK.index(found[1])))[1]
        return "in" if any(end and words.words[end - 1] == "en" for end in ends) else "bare"

    def _ages(self, words: Words) -> list[int]:
        own: list[int] = []
        others: list[int] = []
        own_ends = {hit.end for hit in self._age_before.find(words)}
        index = 0
        while index < len(words.words):
            age, length = self._number(words, index)
            after = words.words[index + length] if index + length < len(words.words) else ""
            is_last = not after or bool(words.marks[index + length - 1])
            before = words.words[index - 1] if index else ""
            if age is not None and age <= _OLDEST and before not in self._lists.not_age:
                says_years = after in ("año", "años", "añitos")
                if index in own_ends and (
                    says_years
                    or (age >= _YOUNGEST_ALONE and (is_last or after in self._lists.after_age))
                ):
                    own.append(age)
                elif says_years:
                    others.append(age)
            index += length
        return own + others

    def _number(self, words: Words, index: int) -> tuple[int | None, int]:
        word = words.words[index]
        if word.isdigit() and len(word) <= 2:
            return int(word), 1
        for length in (3, 2, 1):
            age = self._age_words.get(words.words[index : index + length])
            if age is not None:
                return age, length
        return None, 1


def find_places(text: str) -> Places:
    """Find countries, towns and ages with the lists of data/lexicon.yml.

    Args:
        text: a child's message, normalised or not.

    Returns:
        What was found; the spans count characters of the normalised text.
    """
    return _shared().find(text)


@lru_cache(maxsize=1)
def _shared() -> PlaceFinder:
    return PlaceFinder(shared_lexicon().place_words)


def _country(mentions: Iterable[_Mention], words: int) -> Country | None:
    by_role: dict[Role, Place] = {mention.role: mention.place for mention in mentions}
    roles: list[Role] = ["asked", "here", "in"]
    if words <= _LONGEST_ALONE:
        roles.append("bare")
    for role in roles:
        place = by_role.get(role)
        if place:
            return _as_country(place.country)
    return None


def _as_country(code: str | None) -> Country | None:
    if code == "MX":
        return "MX"
    return "US" if code == "US" else None


def _is_long(word: str) -> bool:
    return len(word) >= _SHORTEST_TYPO


def _starts(normalised: str) -> list[int]:
    starts, position = [], 0
    for token in normalised.split(" "):
        starts.append(position)
        position += len(token) + 1
    return starts
