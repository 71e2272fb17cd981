"""What the checks of wording must not take for a fault."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content.checks.finding import field_name
from bot.content.checks.phrasing import phrase_pattern
from bot.content.checks.run import find_all
from bot.content.checks.spelling import dictionary
from bot.content.words import plain

Edit = Callable[[str, str, str], Path]
TODAY = date(2026, 11, 24)
EVIDENCE = "data/topics/asylum/evidence.yml"


@pytest.mark.parametrize(
    "text",
    [
        "Desde 2025-2026 cuesta más.",
        "Son 1,010 dólares, o 17 000 pesos.",
        "La ley dice 72 horas, o 20 días.",
        "Pide la hoja del 24.11.2026 ya.",
        "Llama a tu mamá. Tienes 14 años.",
        "Ven a las 10:30 con tu papel 4.",
        "El trámite tarda 45 días hábiles.",
    ],
)
def test_amounts_and_dates_are_no_phone_numbers(text: str, project: Path, edit: Edit) -> None:
    edit(EVIDENCE, "Guarda fotos", f"{text} Guarda fotos")
    assert [str(f) for f in find_all(project, TODAY) if "a mano" in f.what] == []


def test_an_explained_word_is_no_jargon(project: Path, edit: Edit) -> None:
    edit(EVIDENCE, "Guarda fotos", "Tu sponsor es el familiar que te espera. Guarda fotos")
    assert find_all(project, TODAY) == []


def test_a_contact_explains_itself(project: Path, edit: Edit) -> None:
    """Its block, with what it is for, is sent together with the answer."""
    edit(
        "data/words.yml",
        "jargon:\n",
        "jargon:\n  - {word: comar, explained_by: [refugio], say: x}\n",
    )
    edit(EVIDENCE, "Guarda fotos", "Ve a {comar}. Guarda fotos")
    assert any("«comar» no se explica" in f.what for f in find_all(project, TODAY))
    edit(EVIDENCE, "follow_ups:", "contacts: [comar]\nfollow_ups:")
    assert find_all(project, TODAY) == []


def test_a_look_alike_may_be_an_example_of_what_it_means(project: Path, edit: Edit) -> None:
    edit(EVIDENCE, "prueba0 pruebaotra0", "en mi pueblo pegaban carteles")
    assert find_all(project, TODAY) == []


@pytest.mark.parametrize(
    ("phrase", "text", "is_there"),
    [
        ("te van a dar", "¡Te VÁN a dar!", True),
        ("te van a dar", "te vana dar", False),
        ("no te … pasar nada", "no te va a pasar nada", True),
        ("no te … pasar nada", "no te pasar nada", True),
        ("no te … pasar nada", "no te uno dos tres cuatro pasar nada", False),
        ("apel*", "puedes apelar", True),
        ("apel*", "capelo", False),
        ("ice", "dice", False),
        ("i-770", "la hoja I-770.", True),
    ],
)
def test_phrases_match_whole_words(phrase: str, text: str, is_there: bool) -> None:
    assert bool(phrase_pattern(phrase).search(plain(text))) is is_there


def test_fields_are_counted_from_one_or_named_by_id() -> None:
    data = {"contacts": [{"id": "comar"}, {"name": "x"}]}
    assert field_name(("contacts", 0, "url"), data) == "contacts[comar].url"
    assert field_name(("contacts", 1, "url"), data) == "contacts[2].url"
    assert field_name(("answers", "MX", "text")) == "answers.MX.text"
    assert field_name(()) == ""


@pytest.mark.skipif(dictionary() is None, reason="no Spanish Hunspell dictionary installed")
class TestDictionary:
    @pytest.mark.parametrize(
        "word",
        [
            "refugio",
            "Escríbelo",
            "escríbeme",
            "díselo",
            "repítelo",
            "cuídate",
            "entrégaselas",
            "Tapachula",
        ],
    )
    def test_words_with_pronouns_are_known(self, word: str) -> None:
        is_word = dictionary()
        assert is_word is not None
        assert is_word(word)

    @pytest.mark.parametrize("word", ["refujio", "escrivelo", "haora", "telos", "xyzme"])
    def test_misspelt_words_are_not(self, word: str) -> None:
        is_word = dictionary()
        assert is_word is not None
        assert not is_word(word)

    def test_english_quotes_and_names_are_passed_over(self, project: Path, edit: Edit) -> None:
        edit(EVIDENCE, "Dilos", "Di: «I want a lawyer». Va con COMAR y SAPTEL. Dilos")
        assert find_all(project, TODAY) == []
