import pytest

from bot.language.spelling import deletions, is_one_slip_apart, shared_corrector, sound_of


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("ayuda", "alluda"), ("abuso", "avuso"), ("hacer", "aser"), ("quiero", "kiero"),
        ("cerca", "serka"), ("huevo", "guebo"), ("extraño", "estraño"), ("gente", "jente"),
        ("guia", "gia") ,
    ],
)  # fmt: skip
def test_words_that_sound_alike_have_one_key(one: str, two: str) -> None:
    if one == "guia":
        assert sound_of(one) != sound_of(two)  # 'gia' sounds as 'jia'
    else:
        assert sound_of(one) == sound_of(two)


@pytest.mark.parametrize(
    ("word", "other", "apart"),
    [
        ("ayuda", "ayudda", True), ("ayuda", "ayda", True), ("ayuda", "ayude", True),
        ("ayuda", "auyda", True), ("ayuda", "ayuda", True), ("ayuda", "viuda", False),
        ("ayuda", "ayudarme", False), ("ab", "ba", True), ("", "a", True),
    ],
)  # fmt: skip
def test_one_slip(word: str, other: str, apart: bool) -> None:
    assert is_one_slip_apart(word, other) is apart
    assert is_one_slip_apart(other, word) is apart


def test_words_one_slip_apart_share_a_deletion() -> None:
    assert deletions("ayuda") & deletions("ayda")
    assert deletions("ayuda") & deletions("auyda")


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("secuestaron", "secuestraron"), ("matarte", "matarte"), ("x" * 40, "x" * 40),
        ("su1c1d10", "suicidio"), ("h2o", "h2o"), ("911", "911"), ("7777", "7777"),
    ],
)  # fmt: skip
def test_correction(word: str, meant: str) -> None:
    assert shared_corrector().correct(word) == meant


def test_nothing_that_is_listed_is_corrected_away() -> None:
    corrector = shared_corrector()
    assert corrector.knows("ayuda")
    assert not corrector.knows("ayxuda")
