"""The word lists of the scrubber: data/names.yml, the map's towns, and the words we know."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content.cache import current_content
from bot.content.load import DATA
from bot.content.model import Content
from bot.content.towns import MEXICAN_STATES, town_names
from bot.content.words import plain
from bot.content.yaml_file import read_document
from bot.errors import ContentError
from bot.language.lexicon import Lexicon, shared_lexicon

FILE = DATA / "names.yml"
_ENYE = "\ue000"  # a private character keeps the ñ, which tells «niña» from Nina
_WORD = re.compile(r"[^\W_]+")
_MID_SENTENCE = re.compile(r"(?<=[a-záéíóúñ,] )[A-ZÁÉÍÓÚÑ][a-záéíóúñ]+")
_CODE = re.compile(r"[a-z]{1,4}-?\d{1,4}[a-z]?")
_COMMON = 12  # a word of so many examples ends a name or an address
_SHORT_NUMBER = 4


@dataclass(frozen=True)
class ScrubLists:
    """What data/names.yml holds, which explains each list, and what is derived from data/.

    Attributes:
        known: the words of our examples, answers and lexicon that are neither name nor place.
        common: those of them that are used most.
        towns: names of towns and states, as word tuples.
        codes: forms and public short numbers, such as «i589» and «911».
    """

    names: frozenset[str]
    also_words: frozenset[str]
    also_words_after_a_name: frozenset[str]
    before_a_word: frozenset[str]
    before_a_name: frozenset[tuple[str, ...]]
    maybe_before_a_name: frozenset[tuple[str, ...]]
    before_an_address: frozenset[tuple[str, ...]]
    maybe_before_a_place: frozenset[tuple[str, ...]]
    saints: frozenset[str]
    place_openings: frozenset[str]
    kept_places: frozenset[tuple[str, ...]]
    shelters: frozenset[tuple[str, ...]]
    also_places: frozenset[str]
    ends_a_name: frozenset[str]
    numbers: frozenset[str]
    months: frozenset[str]
    age_before: frozenset[str]
    age_after: frozenset[str]
    eighteen_after: frozenset[str]
    known: frozenset[str]
    common: frozenset[str]
    towns: frozenset[tuple[str, ...]]
    codes: frozenset[str]


def key(word: str) -> str:
    """Return a word in small letters without accents, but with its ñ."""
    return plain(word.lower().replace("ñ", _ENYE)).replace(_ENYE, "ñ")


def keys(text: str) -> list[str]:
    """Return the words of a text as :func:`key` writes them."""
    return [key(word) for word in _WORD.findall(text)]


def load_lists(path: Path = FILE) -> ScrubLists:
    """Read data/names.yml, and derive what we know from the rest of data/.

    Raises:
        ContentError: a list is missing or badly written, or a content file is broken.
        OSError: a file cannot be read.
    """
    data = read_document(path, path.name).data
    try:
        lists: dict[str, Any] = {name: frozenset(_entries(data[name])) for name in _PHRASES}
        words: dict[str, Any] = {name: frozenset(keys(data[name])) for name in _WORDS}
        names = frozenset(keys(data["first_names"]) + keys(data["surnames"]))
        places = [tuple(keys(place)) for place in data["places"].split()]
    except (KeyError, TypeError, AttributeError) as error:
        raise ContentError(f"{path.name}: falta una lista o está mal escrita: {error}") from error
    content, lexicon = current_content(path.parent), shared_lexicon()
    kept = lists["kept_places"]
    kept |= {(article, *place) for place in kept for article in ("el", "la", "los")}
    towns = frozenset({*places, *lists["shelters"], *_towns(lexicon)} - kept)
    not_known = names | {town[0] for town in towns if len(town) == 1} - words["also_places"]
    counts = _counts(content)
    known = {*counts, *_other_words(content, lexicon), *words["ends_a_name"], *words["age_after"]}
    for name in _OPENINGS:
        known.update(word for phrase in lists[name] for word in phrase)
    return ScrubLists(
        **lists,
        **words,
        names=names,
        known=frozenset(known - not_known),
        common=words["ends_a_name"]
        | {word for word, count in counts.items() if count >= _COMMON} - not_known,
        towns=towns,
        codes=frozenset(_codes(content)),
    )


@lru_cache(maxsize=1)
def shared_lists() -> ScrubLists:
    """Return the lists of data/, read at the first call, which takes seconds."""
    return load_lists()


_OPENINGS = (
    "before_a_name", "maybe_before_a_name", "before_an_address", "maybe_before_a_place",
    "kept_places",
)  # fmt: skip
_PHRASES = (*_OPENINGS, "shelters")
_WORDS = (
    "also_words", "also_words_after_a_name", "before_a_word", "saints", "place_openings",
    "also_places", "ends_a_name", "numbers", "months", "age_before", "age_after", "eighteen_after",
)  # fmt: skip


def _entries(value: str | list[str]) -> Iterator[tuple[str, ...]]:
    """Yield the phrases of a list, or the words of a folded text, as word tuples."""
    for entry in value.split() if isinstance(value, str) else value:
        yield tuple(keys(str(entry)))


def _towns(lexicon: Lexicon) -> Iterator[tuple[str, ...]]:
    for place in lexicon.place_words.places:
        if not place.is_clue:
            yield from (tuple(keys(name)) for name in place.names)
    for name in (*town_names(), *MEXICAN_STATES.values()):
        if name not in lexicon.place_words.not_towns:
            yield tuple(keys(name))


def _examples(content: Content) -> Iterator[str]:
    for topic in content.topics.values():
        yield from topic.examples
    for urgent in content.urgent.values():
        yield from urgent.examples
        yield from (lookalike.text for lookalike in urgent.lookalikes)
    for small_talk in content.small_talk.values():
        yield from small_talk.examples


def _counts(content: Content) -> Counter[str]:
    """Count in how many examples a word stands, unless it is only ever written as a name is."""
    counts: Counter[str] = Counter()
    for example in _examples(content):
        named = {key(word) for word in _MID_SENTENCE.findall(example)}
        counts.update(set(keys(example)) - named)
    return counts


def _other_words(content: Content, lexicon: Lexicon) -> Iterator[str]:
    for topic in content.topics.values():
        for answer in topic.answers.values():
            yield from keys(f"{topic.title} {answer.text} {answer.more or ''}")
    yield from _of_lexicon(lexicon)


def _of_lexicon(lexicon: Lexicon) -> Iterator[str]:
    spelling, markers, answers = lexicon.spelling, lexicon.markers, lexicon.answers
    lists: list[Iterable[str]] = [
        spelling.replacements, spelling.replacements.values(), spelling.sounds, spelling.typos,
        spelling.doubles, spelling.keep, spelling.emoji.values(), markers.negations,
        markers.present_forms, *markers.phrases.values(), lexicon.safe_words.words,
        lexicon.safe_words.fillers, answers.yes, answers.no, answers.unknown, answers.around,
    ]  # fmt: skip
    for words in lists:
        for entry in words:
            yield from keys(entry)


def _codes(content: Content) -> Iterator[str]:
    for text in _examples(content):
        yield from (code.replace("-", "") for code in _CODE.findall(text.lower()))
    for contact in content.contacts.values():
        for number in (contact.phone, contact.text):
            if number and number.isdigit() and len(number) <= _SHORT_NUMBER:
                yield number
