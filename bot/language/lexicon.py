"""The word lists of data/lexicon.yml, read once."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Any

from bot.content.load import DATA
from bot.content.yaml_file import read_document
from bot.errors import ContentError

FILE = DATA / "lexicon.yml"


@dataclass(frozen=True)
class InContext:
    """A word that is written for another, next to certain words only.

    Attributes:
        word: what is written.
        becomes: what is meant.
        before: the next word is one of these.
        before_ending: the next word ends so.
        after: the word before is one of these; ``#`` stands for a number.
    """

    word: str
    becomes: str
    before: frozenset[str] = frozenset()
    before_ending: tuple[str, ...] = ()
    after: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Spelling:
    """How children write, for bot/language/normalise.py; the file explains each list."""

    replacements: Mapping[str, str]
    in_context: Mapping[str, tuple[InContext, ...]]
    sounds: tuple[str, ...]
    typos: tuple[str, ...]
    doubles: frozenset[str]
    keep: frozenset[str]
    emoji: Mapping[str, str]


@dataclass(frozen=True)
class Markers:
    """What changes the meaning of a pattern near it, for bot/language/urgency/modifiers.py."""

    negations: frozenset[str]
    negation_passes: frozenset[str]
    present_forms: frozenset[str]
    condition_passes: frozenset[str]
    own_acts: frozenset[str]
    threats: frozenset[str]
    first_person: frozenset[str]
    means: frozenset[str]
    phrases: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class SafeWords:
    """The cries that always reach a human, for bot/language/urgency/safe_word.py."""

    urgent_class: str
    priority: str
    words: frozenset[str]
    not_typos: frozenset[str]
    only_alone: frozenset[str]
    fillers: frozenset[str]
    pronouns: frozenset[str]
    denials: frozenset[str]
    questions: frozenset[str]
    requests_before: frozenset[str]
    requests_after: frozenset[str]


@dataclass(frozen=True)
class Place:
    """A country or town.

    Attributes:
        value: its name in our data.
        country: ``MX``, ``US``, or None for another.
        names: how children write it.
        is_clue: it is a kind of building or an authority, which tells the country at most.
    """

    value: str
    country: str | None
    names: tuple[str, ...]
    is_clue: bool = False


@dataclass(frozen=True)
class PlaceWords:
    """Words around a place, for bot/language/places.py; the file explains each list."""

    places: tuple[Place, ...]
    careful: Mapping[str, frozenset[str]]
    roles: Mapping[str, tuple[str, ...]]
    age_before: tuple[str, ...]
    not_age: frozenset[str]
    after_age: frozenset[str]
    age_words: Mapping[str, int]
    not_towns: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Answers:
    """Free-text answers to a yes/no question, for bot/language/yes_no.py."""

    yes: tuple[str, ...]
    no: tuple[str, ...]
    unknown: tuple[str, ...]
    cannot_talk: tuple[str, ...]
    around: frozenset[str]


@dataclass(frozen=True)
class Choices:
    """How a button is chosen in writing, for bot/language/choice.py; the file explains each."""

    numbers: Mapping[str, int]
    none: tuple[str, ...]
    pointers: tuple[str, ...]
    around: tuple[str, ...]


@dataclass(frozen=True)
class Ideas:
    """Where one question ends and the next begins, for bot/language/ideas.py."""

    joints: frozenset[str]
    openers: frozenset[str]


@dataclass(frozen=True)
class Lexicon:
    """All of data/lexicon.yml; ``lists`` are those that patterns name in angle brackets."""

    spelling: Spelling
    lists: Mapping[str, tuple[str, ...]]
    markers: Markers
    safe_words: SafeWords
    place_words: PlaceWords
    answers: Answers
    choices: Choices
    ideas: Ideas
    refuses_human: tuple[str, ...]


def load_lexicon(path: Path = FILE) -> Lexicon:
    """Read the word lists.

    Args:
        path: the YAML file.

    Returns:
        The lists.

    Raises:
        ContentError: the file is broken or a list is missing; the message names it.
        OSError: the file cannot be read.
    """
    data = read_document(path, path.name).data
    try:
        return _build(data)
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ContentError(f"{path.name}: falta una lista o está mal escrita: {error}") from error


@lru_cache(maxsize=1)
def shared_lexicon() -> Lexicon:
    """Return the lists of data/lexicon.yml, read at the first call."""
    return load_lexicon()


def _build(data: Any) -> Lexicon:
    return Lexicon(
        spelling=_spelling(data),
        lists={str(name): _texts(words) for name, words in data["lists"].items()},
        markers=_markers(data["markers"], data["lists"]),
        safe_words=_safe_words(data["safe_words"]),
        place_words=_place_words(data["place_words"]),
        answers=Answers(
            **{name: _texts(data["answers"][name]) for name in _ANSWER_KINDS},
            around=frozenset(_texts(data["answers"]["around"])),
        ),
        choices=_choices(data["choices"]),
        refuses_human=_texts(data["refuses_human"]),
        ideas=Ideas(**{name: frozenset(_texts(data["ideas"][name])) for name in _IDEAS}),
    )


_IDEAS = ("joints", "openers")
_ANSWER_KINDS = ("yes", "no", "unknown", "cannot_talk")
_MARKER_PHRASES = (
    "past", "elsewhere", "present", "safe_now", "conditions", "suppositions", "affirmed",
    "returns", "questions", "stories", "jokes", "figures",
)  # fmt: skip
_ROLES = ("past", "asked", "here", "destination", "origin")


def _spelling(data: Any) -> Spelling:
    in_context: dict[str, list[InContext]] = {}
    for rule in data["in_context"]:
        in_context.setdefault(str(rule["word"]), []).append(
            InContext(
                word=str(rule["word"]),
                becomes=str(rule["becomes"]),
                before=frozenset(_texts(rule.get("before", ()))),
                before_ending=_texts(rule.get("before_ending", ())),
                after=frozenset(_texts(rule.get("after", ()))),
            )
        )
    return Spelling(
        replacements={
            str(word): str(meaning)
            for name in ("abbreviations", "voseo")
            for word, meaning in data[name].items()
        },
        in_context={word: tuple(rules) for word, rules in in_context.items()},
        sounds=_texts(data["sounds"]),
        typos=_texts(data["typos"]),
        doubles=frozenset(_texts(data["doubles"])),
        keep=frozenset(_texts(data["keep"])),
        emoji={str(sign): str(meaning) for sign, meaning in data["emoji"].items()},
    )


def _markers(data: Any, lists: Any) -> Markers:
    passes = [lists.get(word[1:-1], [word]) for word in _texts(data["condition_passes"])]
    return Markers(
        negations=frozenset(_texts(data["negations"])),
        negation_passes=frozenset(_texts(data["negation_passes"])),
        present_forms=frozenset(_texts(data["present_forms"])),
        condition_passes=frozenset(chain.from_iterable(map(_texts, passes))),
        own_acts=frozenset(_texts(data["own_acts"])),
        threats=frozenset(_texts(data["threats"])),
        first_person=frozenset(_texts(data["first_person"])),
        means=frozenset(_texts(data["means"])),
        phrases={name: _texts(data[name]) for name in _MARKER_PHRASES},
    )


def _safe_words(data: Any) -> SafeWords:
    names = (
        "words", "not_typos", "only_alone", "fillers", "pronouns", "denials", "questions",
        "requests_before", "requests_after",
    )  # fmt: skip
    return SafeWords(
        urgent_class=str(data["urgent_class"]),
        priority=str(data["priority"]),
        **{name: frozenset(_texts(data[name])) for name in names},
    )


def _place_words(data: Any) -> PlaceWords:
    countries: dict[str, str | None] = {"MX": "MX", "US": "US", "other": None}
    places = [
        Place(str(value), countries[country], _texts(names))
        for kind in ("countries", "towns")
        for country, named in data[kind].items()
        for value, names in named.items()
    ]
    clues = [
        Place(name, countries[country], (name,), is_clue=True)
        for country, names in data["clues"].items()
        for name in _texts(names)
    ]
    return PlaceWords(
        places=(*places, *clues),
        careful={str(name): frozenset(_texts(words)) for name, words in data["careful"].items()},
        roles={role: _texts(data[role]) for role in _ROLES},
        age_before=_texts(data["age_before"]),
        not_age=frozenset(_texts(data["not_age"])),
        after_age=frozenset(_texts(data["after_age"])),
        age_words={str(word): int(age) for word, age in data["age_words"].items()},
        not_towns=frozenset(_texts(data.get("not_towns", ()))),
    )


def _choices(data: Any) -> Choices:
    return Choices(
        numbers={
            word: int(number)
            for number, words in data["numbers"].items()
            for word in _texts(words)
        },
        **{name: _texts(data[name]) for name in ("none", "pointers", "around")},
    )


def _texts(value: Any) -> tuple[str, ...]:
    """Return a YAML list, or the words of a folded text, as texts."""
    if isinstance(value, str):
        return tuple(value.split())
    return tuple(str(item) for item in value)
