import itertools
import time

from hypothesis import given
from hypothesis import strategies as st

from bot.content.checks.files import CheckedFile
from bot.content.checks.likeness import LIKE, Sentence, like_pairs
from bot.content.words import jaccard

FILE = CheckedFile("topic", "data/topics/a/b.yml", "b", "a")


def sentences(texts: list[str]) -> list[Sentence]:
    return [Sentence(FILE, ("examples", index), text) for index, text in enumerate(texts)]


@given(st.lists(st.lists(st.sampled_from("abcdefgh"), min_size=1, max_size=8), max_size=25))
def test_the_index_finds_what_comparing_all_pairs_finds(lists: list[list[str]]) -> None:
    found = sentences([" ".join(words) for words in lists])
    pairs = {(first.place, second.place) for first, second, _ in like_pairs(found)}
    all_pairs = {
        (first.place, second.place)
        for first, second in itertools.combinations(found, 2)
        if jaccard(first.set, second.set) > LIKE
    }
    assert pairs == all_pairs


def test_messages_without_letters_are_told_apart() -> None:
    assert not list(like_pairs(sentences(["???", "😭", "…"])))
    assert len(list(like_pairs(sentences(["😭", "😭"])))) == 1


def test_six_thousand_messages_take_seconds() -> None:
    """The check runs at every edit; comparing all pairs would take minutes."""
    common = [f"comun{number}" for number in range(15)]
    texts = [
        f"{common[n % 15]} {common[n * 7 % 15]} {common[n % 13]} w{n % 900} v{n}"
        for n in range(6000)
    ]
    start = time.perf_counter()
    assert not list(like_pairs(sentences(texts)))
    assert time.perf_counter() - start < 10  # 0.2 s when nothing else runs
