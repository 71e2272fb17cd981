import pytest

from bot.language.urgency.patterns import Words
from bot.language.urgency.vocabulary import Vocabulary
from tests.language.urgency.small import small_content

VOCABULARY = Vocabulary(
    ["golpearon a mi hermano"] * 2 + ["quiero matar golpeando"] * 20 + ["conozco valla baya"] * 3
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("golepando", "golpeando"),  # swapped
        ("gokpeando", "golpeando"),  # the key beside
        ("golpeandoo", "golpeando"),
        ("golpando", "golpeando"),
        ("quieromatar", "quiero matar"),
        ("golperon,", "golpearon,"),
        ("golpeango", "golpeango"),  # g is not beside d
        ("conosko", "conozco"),  # by ear
        ("baya", "baya"),  # known itself
        ("mirar", "mirar"),
        ("mata", "mata"),  # too short to say
        ("x" * 30, "x" * 30),
        ("hermanoprimo", "hermanoprimo"),
        ("2026", "2026"),
        ("", ""),
    ],
)
def test_slips_are_mended(written: str, meant: str) -> None:
    assert VOCABULARY.mend(Words.of(written)) == meant


def test_it_knows_the_words_of_examples_and_patterns() -> None:
    vocabulary = Vocabulary.of(small_content())
    assert vocabulary.mend(Words.of("lastimma golpeanddo encierrran")) == (
        "lastima golpeando encierran"
    )
