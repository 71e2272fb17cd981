"""Languages that a child names in Spanish."""

import pytest

from bot.content.languages import Languages
from bot.language.named_language import NamedLanguages
from tests.kit.factories import content


@pytest.fixture(scope="module")
def named() -> NamedLanguages:
    return NamedLanguages(content().languages)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("hablo mam", "mam"),
        ("mi mamá solo habla k'iche'", "k'iche'"),
        ("mi mama solo habla kiche", "k'iche'"),
        ("no ablo español ablo qeqchi", "q'eqchi'"),
        ("NO ABLO ESPAÑOL, ABLO Q’EQCHI’", "q'eqchi'"),
        ("hay alguien q hable garífuna", "garífuna"),
        ("mi idioma es nahuatl", "náhuatl"),
        ("entiendo mas el zapoteko", "zapoteco"),
        ("traductor de mixteco", "mixteco"),
        ("hablamos tsotsil en mi pueblo", "tzotzil"),
        ("tseltal", "tzeltal"),
        ("mi hermanita no sabe español solo canjobal", "q'anjob'al"),
        ("ablo ixil", "ixil"),
        ("pocomchi hablo yo", "poqomchi'"),
        ("mi lengua es chuj", "chuj"),
        ("mi papá habla acateco", "akateko"),
        ("hablo misquito", "miskito"),
        ("abuela habla lenca", "lenca"),
        ("alguien habla nahuat pipil?", "pipil"),
    ],
)
def test_a_language_that_somebody_speaks(text: str, language: str, named: NamedLanguages) -> None:
    assert named.find(text) == language


@pytest.mark.parametrize(
    "text",
    ["soy de quiche", "mam", "mam stoy perdido", "estoy en el quiché", "", "que es el asilo",
     "hablo español", "no hablo ingles", "mi mama habla mucho", "tengo hambre mam"],
)  # fmt: skip
def test_what_is_no_language_that_somebody_speaks(text: str, named: NamedLanguages) -> None:
    assert named.find(text) is None


def test_every_spelling_is_found_as_its_language(named: NamedLanguages) -> None:
    """So that no spelling stands under two languages."""
    languages = content().languages.named
    assert len(languages) > 40
    for name, spellings in languages.items():
        for spelling in (name, *spellings):
            assert named.find(f"hablo {spelling}") == name, spelling


def test_without_languages_none_is_found() -> None:
    assert NamedLanguages(Languages()).find("hablo mam") is None
