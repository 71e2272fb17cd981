from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.content.follow_ups import FollowUpKind, FollowUps
from bot.errors import ContentError
from bot.language.follow_up import FollowUpReader
from tests.kit.factories import content

MESSAGES = YAML(typ="safe").load(Path(__file__).with_name("follow_ups.yml"))
OWN = sorted(kind for kind in MESSAGES if kind != "none")


@pytest.fixture(scope="module")
def reader() -> FollowUpReader:
    return FollowUpReader(content().follow_ups)


def kind_of(reader: FollowUpReader, text: str) -> str | None:
    found = reader.read(text)
    return found.kind if found and found.is_whole else None


def test_there_are_messages_for_every_kind() -> None:
    assert set(OWN) == set(content().follow_ups.kinds)


@pytest.mark.parametrize("kind", OWN)
def test_nine_in_ten_are_read_by_their_patterns(kind: str, reader: FollowUpReader) -> None:
    """The rest may still be read by the classifier, as small talk that means the same."""
    missed = [text for text in MESSAGES[kind] if kind_of(reader, text) != kind]
    assert len(missed) <= len(MESSAGES[kind]) / 10, missed


def test_what_stands_on_its_own_is_none(reader: FollowUpReader) -> None:
    assert [text for text in MESSAGES["none"] if kind_of(reader, text)] == []


def test_what_names_a_topic_is_almost_never_one(reader: FollowUpReader) -> None:
    """Some examples name nothing, such as «cuánto cuesta esto», and do lean on what was before."""
    examples = [text for topic in content().topics.values() for text in topic.examples]
    read = [text for text in examples if kind_of(reader, text)]
    assert len(read) <= len(examples) / 200, read


@pytest.fixture
def small() -> FollowUpReader:
    kinds = {
        "time": FollowUpKind("time", "", ("cuanto (tarda*|dura*)",)),
        "age": FollowUpKind("age", "", ("si tengo",)),
    }
    return FollowUpReader(FollowUps(around=("y", "eso", "por favor"), openers=("y",), kinds=kinds))


@pytest.mark.parametrize(
    ("text", "is_whole", "is_opened"),
    [
        ("¿Y CUÁNTO TARDA ESO?", True, True),
        ("cuanto tarda porfa", True, False),
        ("y si tengo 17", True, True),
        ("y cuanto tarda la corte", False, True),
    ],
)
def test_words_around_and_numbers_change_nothing(
    text: str, is_whole: bool, is_opened: bool, small: FollowUpReader
) -> None:
    found = small.read(text)
    assert found is not None
    assert (found.is_whole, found.is_opened) == (is_whole, is_opened)


def test_nothing_is_nothing(small: FollowUpReader) -> None:
    assert small.read("") is None
    assert small.read("👍") is None
    assert small.read("hola que tal") is None


def test_a_broken_pattern_is_said_to_be() -> None:
    with pytest.raises(ContentError):
        FollowUpReader(FollowUps(kinds={"x": FollowUpKind("x", "", ("cuanto (tarda",))}))
