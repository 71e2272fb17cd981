import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.understanding.near_words import LEAST_TEXTS, NearWords

TEXTS = [
    *["quiero trabajar en la escuela"] * LEAST_TEXTS,
    *["hay albergue cerca"] * (LEAST_TEXTS + 1),
    *["hay alberque, alberque"] * (LEAST_TEXTS - 1),
    "camino solo",
]
WORDS = NearWords.of(TEXTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("trabjar", "trabajar"),  # missing
        ("trabajjar", "trabajar"),  # doubled
        ("trabaajr", "trabajar"),  # swapped
        ("trsbajar", "trabajar"),  # hit beside
        ("donde hay un alvergue, porfa?", "donde hay un albergue, porfa?"),
        ("rtabajar", "rtabajar"),  # the first letter
        ("trabajas", "trabajas"),  # the last says who
        ("trbjar", "trbjar"),  # two slips
        ("alberque", "alberque"),  # an example has it
        ("camini", "camini"),  # too seldom to be sure of
        ("cera", "cera"),  # too short
        ("", ""),
    ],
)
def test_slips_give_way_to_words_of_the_examples(typed: str, meant: str):
    assert WORDS.corrected(typed) == meant


def test_the_commoner_word_is_meant():
    words = NearWords({"casado": 3, "cansado": 9, "cazado": 1})
    assert words.corrected("canado") == "cansado"
    assert words.corrected("cazado") == "cazado"


@given(st.lists(st.text("abcdeñ, ?", max_size=12), max_size=8), st.text("abcdeñ, ?", max_size=30))
def test_known_words_and_all_that_is_no_word_stay(texts: list[str], text: str):
    words = NearWords.of(texts)
    assert all(words.corrected(known) == known for known in texts)
    again = words.corrected(text)
    assert words.corrected(again) == again
    assert "".join(c for c in again if not c.isalpha()) == "".join(
        c for c in text if not c.isalpha()
    )
