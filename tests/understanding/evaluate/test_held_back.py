from pathlib import Path

from bot.clock import today
from bot.content.checks.files import read_content_files
from bot.content.load import load_content
from bot.understanding.evaluate.held_back import copy_without
from bot.understanding.evaluate.messages import examples


def test_the_copy_lacks_what_is_held_back_and_nothing_else(
    small_project: Path, tmp_path: Path
) -> None:
    before = examples(read_content_files(small_project, today()))
    held_back = before[::3]
    copy_without(small_project, held_back, tmp_path)
    after = examples(read_content_files(tmp_path, today()))
    assert [example.message for example in after] == [
        example.message for example in before if example not in held_back
    ]


def test_all_but_the_messages_stays_as_it_was(small_project: Path, tmp_path: Path) -> None:
    held_back = examples(read_content_files(small_project, today()))[::3]
    copy = load_content(copy_without(small_project, held_back, tmp_path))
    content = load_content(small_project / "data")
    for name, topic in content.topics.items():
        assert copy.topics[name].answers == topic.answers
        assert copy.topics[name].reviewed == topic.reviewed
    for name, urgent in content.urgent.items():
        assert copy.urgent[name].patterns == urgent.patterns
        assert copy.urgent[name].first_reply == urgent.first_reply
        assert len(copy.urgent[name].examples) < len(urgent.examples)
        assert len(copy.urgent[name].lookalikes) < len(urgent.lookalikes)
