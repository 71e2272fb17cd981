from pathlib import Path

import pytest

from bot.errors import ContentError
from bot.language.lexicon import FILE, load_lexicon, shared_lexicon
from bot.language.normalise import normalise


def test_the_lists_are_read_once() -> None:
    assert shared_lexicon() is shared_lexicon()


def test_a_missing_list_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yml"
    path.write_text(FILE.read_text(encoding="utf-8").replace("\nvoseo:", "\nvoceo:"))
    with pytest.raises(ContentError, match=r"lexicon.yml.*voseo"):
        load_lexicon(path)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.yml"
    path.write_text("a: [")
    with pytest.raises(ContentError, match=r"lexicon.yml"):
        load_lexicon(path)


def test_what_words_are_replaced_by_stays() -> None:
    for meaning in shared_lexicon().spelling.replacements.values():
        assert normalise(meaning) == meaning


def test_the_words_around_patterns_are_written_as_they_are_matched() -> None:
    lexicon = shared_lexicon()
    words = {
        *lexicon.markers.negations,
        *lexicon.markers.present_forms,
        *lexicon.safe_words.words,
        *lexicon.safe_words.fillers,
        *lexicon.safe_words.requests_before,
        *lexicon.safe_words.requests_after,
    }
    changed = {word: normalise(word) for word in words if normalise(word) != word}
    assert changed == {}
