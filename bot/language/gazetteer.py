"""Which place a child means that looks for somewhere near: a town, a state or a country.

bot/language/places.py knows how children write the places of the routes, and what a place is to
them; the data package behind bot/content/towns.py knows the other towns and where all of them
are.
"""

from collections.abc import Iterator
from functools import lru_cache

from rapidfuzz import fuzz, process

from bot.content.towns import MEXICAN_STATES, Town, Where, key_of, town_names, towns_named
from bot.content.words import words
from bot.language.lexicon import shared_lexicon
from bot.language.normalise import normalise
from bot.language.places import Role, Span, find_places

_LONGEST_NAME = 5  # words
_LONGEST_ALONE = 4  # words of a message that may be a place and no more
_SHORTEST_TYPO = 6
_LIKE_ENOUGH = 84  # of 100; «cacahoatan» and «cacaguatan» have 90
_CAPITAL = 50_000  # of this size, a town that is called as its state is meant before the state
# The first role is the surest. A past place is none at all; 'de tapachula' may be where it is.
_ROLES: tuple[Role, ...] = ("here", "asked", "in", "bare", "destination", "origin")
_ELSEWHERE = ("destination", "origin")  # a country so named is not where the child looks
_BEFORE = {"en", "a", "por", "de", "desde", "hasta", "para", "cerca", "hacia", "aqui", "aca"}
_BEFORE_TYPO = {"en", "por", "cerca", "aqui", "aca"}  # the others stand before anything
_ARTICLES = {"el", "la", "los", "las"}
_WHOLE_COUNTRY = "mexico"  # also the capital's name, which nobody means by it in Mexico's south
_NO_NAME = "0"
_LONGEST_STATE = 3  # words
_STATES = {key_of(name): name for name in MEXICAN_STATES.values()}


def find_where(text: str) -> Where | None:
    """Find the place near which a child looks for something.

    Args:
        text: a child's message, normalised or not.

    Returns:
        The town if one is named, else the state, else the country; None if no place is named.
    """
    places, written = find_places(text), normalise(text)
    state = _state_said(words(text))
    country: Where | None = None
    for role in _ROLES:
        spans = [span for span in reversed(places.places) if span.role == role]
        said = (_of_span(span, written[span.start : span.end], state) for span in spans)
        found = [where for where in said if where]
        if country:
            found = [where for where in found if where.country == country.country]
        if found:
            same = [where for where in found if where.country == found[0].country]
            best = min(same, key=lambda where: (not where.towns, not where.state))
            if best.towns or best.state or best.country != "MX":
                return best
            country = best
    rest = words(_without(places.places, written) if places.places else text)
    return (
        _of_words(rest, state)
        or (Where("MX", state) if state else None)
        or country
        or (Where(places.country) if places.country else None)
        or _of_whole(text)
    )


def _of_span(span: Span, written: str, state: str | None) -> Where | None:
    """Return the place that bot/language/places.py found, as the map has it."""
    if span.country != "MX":
        return None if span.role in _ELSEWHERE else Where(span.country or "other")
    for name in (written, span.value):
        if key_of(name) == _WHOLE_COUNTRY:
            break
        named = _STATES.get(key_of(name))
        towns = _in_state(_mexican(towns_named(name)), state)
        if towns and (named is None or _is_capital(towns[0], named)):
            return Where("MX", towns=towns)
        if named:
            return Where("MX", named)
    return None if span.role in _ELSEWHERE else Where("MX")


def _without(spans: list[Span], written: str) -> str:
    """Put a word that is no name in the place of what was understood already."""
    for span in sorted(spans, key=lambda span: -span.start):
        written = f"{written[: span.start]}{_NO_NAME}{written[span.end :]}"
    return written


def _of_whole(text: str) -> Where | None:
    """Return the place whose name is all that the message says: 'ciudad de guatemala'."""
    name = key_of(text)
    towns = town_names().get(name)
    return _where(towns, None) if towns and _may_be_town(name) else None


def _of_words(said: list[str], state: str | None) -> Where | None:
    """Return a town that only the map knows."""
    names = town_names()
    for name in _candidates(said, _BEFORE):
        if name in names:
            return _where(names[name], state)
    for name in _candidates(said, _BEFORE_TYPO):
        if len(name) >= _SHORTEST_TYPO:
            near = process.extractOne(
                name, _spellings(), scorer=fuzz.ratio, score_cutoff=_LIKE_ENOUGH
            )
            if near and near[0][0] == name[0]:
                return _where(names[near[0]], state)
    return None


def _where(towns: tuple[Town, ...], state: str | None) -> Where:
    if mexican := _mexican(towns):
        return Where("MX", towns=_in_state(mexican, state))
    return Where("US" if towns[0].country == "US" else "other")


def _candidates(said: list[str], before: set[str]) -> Iterator[str]:
    """Yield what may be a town: behind 'en', 'cerca de' and the like, or all there is."""
    is_alone = len(said) <= _LONGEST_ALONE
    for length in range(min(_LONGEST_NAME, len(said)), 0, -1):
        for start in range(len(said) - length + 1):
            last = said[max(0, start - 2) : start]
            is_named = last[-1:] == ["de"] and last[0] in before
            is_named = is_named or (bool(last) and last[-1] in before)
            name = said[start : start + length]
            if (is_named or (is_alone and name[0] not in _BEFORE)) and _NO_NAME not in name:
                text = " ".join(name)
                if _may_be_town(text):
                    yield text


def _may_be_town(name: str) -> bool:
    no_towns = shared_lexicon().place_words.not_towns
    return name not in no_towns and name not in _STATES and name != _WHOLE_COUNTRY


def _state_said(said: list[str]) -> str | None:
    """Return the Mexican state that a message names last: 'ciudad hidalgo chiapas'."""
    for length in range(_LONGEST_STATE, 0, -1):
        for start in reversed(range(len(said) - length + 1)):
            if found := _STATES.get(" ".join(said[start : start + length])):
                return found
    return None


def _is_capital(town: Town, state: str) -> bool:
    return town.state == state and town.population >= _CAPITAL


def _mexican(towns: tuple[Town, ...]) -> tuple[Town, ...]:
    return tuple(town for town in towns if town.country == "MX")


def _in_state(towns: tuple[Town, ...], state: str | None) -> tuple[Town, ...]:
    """Return the towns of the state that was named, if any is there."""
    return tuple(town for town in towns if town.state == state) or towns


@lru_cache(maxsize=1)
def _spellings() -> list[str]:
    """Return the Mexican names that a misspelt one may mean."""
    return [
        name
        for name, towns in town_names().items()
        if len(name) >= _SHORTEST_TYPO
        and name.split()[0] not in _ARTICLES
        and any(town.country == "MX" for town in towns)
    ]
