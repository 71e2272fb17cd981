from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.content.follow_ups import FollowUpKind, FollowUps
from bot.errors import ContentError
from bot.language.encode import shared_encoder
from bot.language.follow_up import FollowUpReader
from tests.kit.factories import content

MESSAGES = YAML(typ="safe").load(Path(__file__).with_name("follow_ups.yml"))
OWN = sorted(kind for kind in MESSAGES if kind != "none")


@pytest.fixture(scope="module")
def reader() -> FollowUpReader:
    return FollowUpReader(content().follow_ups, shared_encoder().encode)


def surely(reader: FollowUpReader, text: str) -> str | None:
    found = reader.read(text)
    return found.kind if found and found.is_whole else None


def test_there_are_messages_for_every_kind() -> None:
    assert set(OWN) == set(content().follow_ups.kinds)


def test_of_unseen_messages_most_are_read_and_none_is_taken_surely_for_another_kind(
    reader: FollowUpReader,
) -> None:
    unseen = [(kind, text) for kind in OWN for text in MESSAGES[kind]]
    read = [(kind, text, reader.read(text)) for kind, text in unseen]
    sure = [(kind, found.kind, text) for kind, text, found in read if found and found.is_whole]
    right = [text for kind, text, found in read if found and found.kind == kind]
    assert len(sure) >= 0.65 * len(unseen)
    assert len(right) >= 0.82 * len(unseen)
    assert [item for item in sure if item[0] != item[1]] == []


def test_what_stands_on_its_own_is_none(reader: FollowUpReader) -> None:
    assert [text for text in MESSAGES["none"] if surely(reader, text)] == []


def test_every_example_is_read(reader: FollowUpReader) -> None:
    wrong = [
        (kind.id, text)
        for kind in content().follow_ups.kinds.values()
        for text in kind.examples
        if (found := reader.read(text)) is None or found.kind != kind.id
    ]
    assert wrong == []


def test_no_example_is_a_test_message() -> None:
    examples = {text for kind in content().follow_ups.kinds.values() for text in kind.examples}
    assert not examples & {text for texts in MESSAGES.values() for text in texts}


def test_what_names_a_topic_is_almost_never_one(reader: FollowUpReader) -> None:
    """Some examples name nothing, such as «cuánto cuesta esto», and do lean on what was before."""
    examples = [text for topic in content().topics.values() for text in topic.examples]
    read = [text for text in examples if surely(reader, text)]
    assert len(read) <= len(examples) / 200, read


@pytest.fixture
def small() -> FollowUpReader:
    kinds = {
        "time": FollowUpKind("time", "", ("cuanto (tarda*|dura*)",)),
        "age": FollowUpKind("age", "", ("si tengo",)),
    }
    return FollowUpReader(FollowUps(around=("y", "eso", "por favor"), kinds=kinds))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("¿Y CUÁNTO TARDA ESO?", "time"),
        ("cuanto tarda porfa", "time"),
        ("y si tengo 17", "age"),
        ("y cuanto tarda la corte", None),
        ("hola que tal", None),
    ],
)
def test_words_around_and_numbers_change_nothing(
    text: str, kind: str | None, small: FollowUpReader
) -> None:
    assert surely(small, text) == kind


def test_nothing_is_nothing(small: FollowUpReader) -> None:
    assert small.read("") is None
    assert small.read("👍") is None


def test_a_broken_pattern_is_said_to_be() -> None:
    with pytest.raises(ContentError):
        FollowUpReader(FollowUps(kinds={"x": FollowUpKind("x", "", ("cuanto (tarda",))}))
