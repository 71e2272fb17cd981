"""Which language a message is written in: measured on all that we have, in both directions."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.model import Content
from bot.language.foreign import ForeignReader, tokens
from tests.kit.factories import content
from tests.kit.foreign import LANGUAGES, foreign_messages, our_messages

COUNTED_FROM = 4  # words: a shorter message may be left in doubt
RECALL = 0.9
FALSE = 0.002
COMMON = 20  # Spanish messages in which a word may stand and still count as foreign


@pytest.fixture(scope="module")
def reader() -> ForeignReader:
    return ForeignReader(content())


def test_tokens_have_neither_accents_nor_apostrophes_nor_stretched_letters() -> None:
    assert tokens("J’ai peur, I DON'T sooo… é à ção ñ 15") == [
        "jai", "peur", "i", "dont", "so", "e", "a", "cao", "n",
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["chosen_with", "afterwards"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_known(part: str, language: str, reader: ForeignReader) -> None:
    counted = [
        text for text in foreign_messages()[part][language] if len(text.split()) >= COUNTED_FROM
    ]
    missed = [text for text in counted if reader.written_in(text) != language]
    assert len(counted) >= 30
    assert 1 - len(missed) / len(counted) >= RECALL, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_language_is_never_taken_for_another(language: str, reader: ForeignReader) -> None:
    texts = [text for part in ("chosen_with", "afterwards", "danger", "danger_otherwise")
             for text in foreign_messages()[part][language]]  # fmt: skip
    assert len(texts) > 100
    assert [text for text in texts if reader.written_in(text) not in (language, None)] == []


@pytest.mark.parametrize("text", foreign_messages()["spanish"])
def test_a_few_foreign_words_do_not_make_a_foreign_message(
    text: str, reader: ForeignReader
) -> None:
    assert reader.written_in(text) is None


def test_our_spanish_messages_are_spanish(reader: ForeignReader) -> None:
    """Those that are not, are listed: «i'm 16 but they think im 20» is an example, too."""
    foreign = set(foreign_messages()["foreign_among_ours"])
    texts = [text for text in our_messages() if text not in foreign]
    taken = [text for text in texts if reader.written_in(text)]
    assert len(texts) > 8000
    assert len(taken) / len(texts) <= FALSE, taken


def test_spanish_is_known_by_messages_that_it_was_not_learned_from() -> None:
    """The examples show what Spanish looks like, so they are no fair test of themselves."""
    ours = content()
    half = list(ours.topics.values())[::2]
    reader = ForeignReader(
        Content(topics={topic.id: topic for topic in half}, languages=ours.languages)
    )
    seen = {text for topic in half for text in topic.examples}
    foreign = set(foreign_messages()["foreign_among_ours"])
    unseen = [text for text in our_messages() if text not in seen | foreign]
    taken = [text for text in unseen if reader.written_in(text)]
    assert len(unseen) > 4000
    assert len(taken) / len(unseen) <= FALSE, taken


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_listed_word_is_a_common_spanish_one(language: str) -> None:
    """A word that stands in many Spanish messages belongs into «shared»."""
    words = set(content().languages.written[language].words)
    found: dict[str, int] = {}
    for text in our_messages():
        for word in words & set(tokens(text)):
            found[word] = found.get(word, 0) + 1
    assert {word: count for word, count in found.items() if count > COMMON} == {}


def test_no_word_is_in_both_lists() -> None:
    for language in content().languages.written.values():
        assert set(language.words) & set(language.shared) == set()


@given(st.text(max_size=150))
@settings(max_examples=100, deadline=None)
def test_it_never_raises(text: str) -> None:
    assert ForeignReader(Content(languages=content().languages)).written_in(text) in (
        *LANGUAGES, None,
    )  # fmt: skip


def test_without_languages_everything_is_spanish() -> None:
    assert ForeignReader(Content()).written_in("mwen pa pale panyol") is None
