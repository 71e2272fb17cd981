import re

import pytest
from rapidfuzz.distance import DamerauLevenshtein

from bot.understanding.evaluate.messages import LOOKALIKE, ORDINARY, URGENT, Labelled
from bot.understanding.evaluate.robustness import MOST, chosen, rewritten
from bot.understanding.evaluate.variants import VARIANTS, mistyped

MESSAGE = "¿Por qué también mi mamá no puede pedir asilo en México, que es más seguro para ella?"


def test_accents_go_and_letters_stay() -> None:
    assert rewritten("El niño está en México")["without accents"] == "El niño esta en Mexico"


def test_whole_words_are_abbreviated() -> None:
    assert rewritten("porque también quiero que paque")["abbreviations"] == "xq tmb kiero q paque"


def test_capitals_and_emoji_are_added() -> None:
    variants = rewritten("hola")
    assert variants["upper case"] == "HOLA"
    assert re.fullmatch(r"hola( \W+){1,2}", variants["emoji"])


@pytest.mark.parametrize(
    "text", [MESSAGE, "hola", "necesito ayuda para mi hermana", "QUIERO IRME"]
)
def test_typing_errors_are_few_and_always_the_same(text: str) -> None:
    wrong = mistyped(text)
    assert wrong == mistyped(text)
    assert 0 <= DamerauLevenshtein.distance(wrong, text) <= 1 + len(text) / 8
    assert len(wrong.split()) == len(text.split())


def test_typing_errors_do_change_what_is_long_enough() -> None:
    assert mistyped(MESSAGE) != MESSAGE
    assert mistyped("si yo no") == "si yo no"


def test_only_variants_that_differ_are_read_again() -> None:
    assert "without accents" not in rewritten("hola")
    assert set(rewritten(MESSAGE)) == set(VARIANTS)


def test_every_cry_and_some_ordinary_messages_are_rewritten() -> None:
    messages = [Labelled(str(place), ORDINARY, ("greet",)) for place in range(MOST + 50)]
    messages += [Labelled("me pega", URGENT), Labelled("pega el sol", LOOKALIKE)]
    places = chosen(messages)
    assert places == chosen(messages)
    assert len(places) == MOST + 1
    assert MOST + 50 in places
    assert MOST + 51 not in places
