from hypothesis import given
from hypothesis import strategies as st

from bot.telegram.text import LIMIT, length, pieces


@given(st.text(max_size=200).map(lambda text: text * 60))
def test_pieces_fit_and_nothing_but_white_space_is_lost(text):
    found = pieces(text)
    assert all(0 < length(piece) <= LIMIT for piece in found)
    if text.strip():
        assert "".join("".join(found).split()) == "".join(text.split())


def test_what_is_empty_is_never_sent_empty():
    assert pieces(" \n ") == ["…"]


def test_emoji_count_twice_as_telegram_counts_them():
    assert length("😭a") == 3
    assert [length(piece) for piece in pieces("😭" * 3000)] == [4096, 1904]
