import pytest

from bot.errors import ContentError
from bot.language.normalise import normalise
from bot.language.urgency.patterns import Hit, PatternSet, Words


def _matches(pattern: str, text: str) -> list[str]:
    words = Words.of(normalise(text))
    hits = PatternSet([("it", pattern)]).find(words)
    return [" ".join(words.words[hit.start : hit.end]) for hit in hits]


@pytest.mark.parametrize(
    ("pattern", "text", "matches"),
    [
        ("me (esta|estan) pegando", "ahorita me tan pegando aqui", ["me estan pegando"]),
        ("kiero morir*", "quiero morirme ya", ["quiero morirme"]),
        ("no ... despierta", "se desmayo y no, ya no se despierta",
         ["no ya no se despierta"]),
        ("no ... despierta", "no me ayuda nadie ella no despierta", ["no despierta"]),
        ("se [me] rompio [la] fuente", "se rompio la fuente", ["se rompio la fuente"]),
        ("se [me] rompio [la] fuente", "se me rompio fuente", ["se me rompio fuente"]),
        ("me (voy a (tirar|aventar)|tiro) al rio", "me voy a aventar al rio",
         ["me voy a aventar al rio"]),
        ("me (voy a (tirar|aventar)|tiro) al rio", "me tiro al rio", ["me tiro al rio"]),
        ("porfa ayuda", "por favor ayuda", ["por favor ayuda"]),
        ("ayuda", "ayudante", []),
        ("(mat*|pist*) roj*", "una pistola roja", ["pistola roja"]),
        ("morir*", "no me quiero. Morir!", ["morir"]),
        ("me pega", "me pega y me pega", ["me pega", "me pega"]),
    ],
)  # fmt: skip
def test_matches(pattern: str, text: str, matches: list[str]) -> None:
    assert _matches(pattern, text) == matches


@pytest.mark.parametrize(
    "pattern", ["", "...", "[a]", "(a", "a)", "()", "a*", "(a|)", "[x] ...", "a | b", "[a", "¿?"]
)
def test_what_would_match_anything_or_nothing_is_refused(pattern: str) -> None:
    with pytest.raises(ContentError):
        PatternSet([("it", pattern)])


def test_a_list_stands_for_its_words() -> None:
    lists = {"familiar": ("mama", "tio po*"), "peor": ("pegan",)}
    patterns = PatternSet([("it", "mi <familiar> me (pega|<peor>)")], lists)
    for text in ("mi mama me pega", "mi tio politico me pegan"):
        assert list(patterns.find(Words.of(text))), text
    assert not list(patterns.find(Words.of("mi prima me pega")))


def test_a_list_that_is_not_there_is_named() -> None:
    with pytest.raises(ContentError, match="«familiar»"):
        PatternSet([("it", "mi <familiar> me pega")])


def test_of_very_many_matches_the_first_and_the_last_are_given() -> None:
    words = Words.of("golpe " * 3_000)
    starts = [hit.start for hit in PatternSet([("it", "golpe")]).find(words)]
    assert starts == [*range(10), *range(2_990, 3_000)]


def test_a_match_names_its_pattern() -> None:
    found = list(PatternSet([("one", "me pega"), ("two", "pega")]).find(Words.of("el me pega")))
    assert Hit("one", "me pega", 1, 3) in found
    assert Hit("two", "pega", 2, 3) in found


def test_words_can_be_taken_out() -> None:
    words = Words.of("no, me pega!")
    assert words.without(frozenset({0})) == "me pega!"
    assert words.without(frozenset()) == "no, me pega!"
