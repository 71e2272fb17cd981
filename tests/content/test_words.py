from hypothesis import given
from hypothesis import strategies as st

from bot.content.words import jaccard, plain, words


def test_accents_and_capitals_do_not_count() -> None:
    assert words("¿CÓMO pido Asílo, niño? 24h") == ["como", "pido", "asilo", "nino", "24h"]


@given(st.text())
def test_plain_text_keeps_every_position(text: str) -> None:
    """A finding points at the line of a match in plain text."""
    assert len(plain(text)) == len(text)
    assert plain(text).count("\n") == text.count("\n")


def test_jaccard_is_the_share_in_common() -> None:
    assert jaccard(frozenset("abc"), frozenset("bcd")) == 0.5
    assert jaccard(frozenset(), frozenset()) == 0.0
    assert jaccard(frozenset("ab"), frozenset("ab")) == 1.0
