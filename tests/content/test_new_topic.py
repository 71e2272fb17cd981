from datetime import date
from pathlib import Path

import pytest

from bot.content.checks.run import find_all
from bot.content.new_topic import write_new_topic
from bot.content.yaml_file import read_document
from bot.errors import ContentError

TODAY = date(2026, 11, 24)


def without(project: Path, name: str) -> None:
    for folder in ("data", "tests"):
        (project / folder / "topics/asylum" / f"{name}.yml").unlink()


@pytest.mark.parametrize(
    ("name", "countries"), [("evidence", ["ANY"]), ("asylum_cost", ["MX", "US"])]
)
def test_the_files_have_the_right_answers_and_a_date(
    name: str, countries: list[str], project: Path
) -> None:
    without(project, name)
    data, tests = write_new_topic(project, "asylum", name, TODAY)
    fields = read_document(data).data
    assert list(fields["answers"]) == countries
    assert fields["reviewed"] == TODAY
    assert fields["review_after"] == date(2027, 2, 22)
    assert len(read_document(tests).data["messages"]) == 5


def test_the_check_asks_for_all_that_is_to_be_filled(project: Path) -> None:
    without(project, "evidence")
    write_new_topic(project, "asylum", "evidence", TODAY)
    fields = {finding.field for finding in find_all(project, TODAY)}
    assert {
        "examples", "examples[1]", "answers.ANY.text", "follow_ups", "sources[1].publisher",
        "sources[1].title", "sources[1].url", "sources[1].date", "messages", "messages[1]",
    } <= fields  # fmt: skip


def test_what_is_there_is_never_overwritten(project: Path) -> None:
    before = (project / "data/topics/asylum/evidence.yml").read_text("utf-8")
    (project / "tests/topics/asylum/evidence.yml").unlink()
    with pytest.raises(ContentError, match="ya existe"):
        write_new_topic(project, "asylum", "evidence", TODAY)
    assert (project / "data/topics/asylum/evidence.yml").read_text("utf-8") == before
    assert not (project / "tests/topics/asylum/evidence.yml").exists()


@pytest.mark.parametrize(
    ("group", "name", "says"),
    [
        ("asylum", "evidenc", "¿quisiste decir «evidence»?"),
        ("asylum", "zzz", "Añádelo primero"),
        ("rights", "evidence", "content new asylum evidence"),
    ],
)
def test_a_topic_must_be_in_the_catalogue(group: str, name: str, says: str, project: Path) -> None:
    with pytest.raises(ContentError) as raised:
        write_new_topic(project, group, name, TODAY)
    assert says in str(raised.value)


def test_without_a_catalogue_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(ContentError, match=r"catalogue\.yml"):
        write_new_topic(tmp_path, "asylum", "evidence", TODAY)
