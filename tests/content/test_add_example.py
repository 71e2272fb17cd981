from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content.add_example import add_example
from bot.content.checks.run import find_all
from bot.content.yaml_file import read_document
from bot.errors import ContentError

TODAY = date(2026, 11, 24)
TOPIC, TESTS = "data/topics/asylum/asylum_cost.yml", "tests/topics/asylum/asylum_cost.yml"


def lines(project: Path, name: str) -> list[str]:
    return (project / name).read_text("utf-8").splitlines()


def test_an_example_is_one_more_line_and_no_other_changes(
    project: Path, edit: Callable[[str, str, str], Path]
):
    edit(TOPIC, "examples:\n", "examples: # como escriben\n")
    edit(TOPIC, "answers:\n", "# lo que se contesta\nanswers:\n")
    before = lines(project, TOPIC)
    place = add_example(project, "asylum_cost", "cuanta  feria\npiden", TODAY)
    after = lines(project, TOPIC)
    name, line = place.split(":")
    assert (name, after[int(line) - 1]) == (TOPIC, "  - cuanta feria piden")
    assert after[: int(line) - 1] + after[int(line) :] == before
    assert after[int(line)] == "# lo que se contesta"


def test_what_was_added_passes_the_checks(project: Path):
    add_example(project, "asylum_cost", "cuanta feria piden", TODAY)
    add_example(project, "asylum_cost", "y eso lo cobran o que", TODAY, is_test=True)
    assert [str(found) for found in find_all(project, TODAY) if "asylum_cost" in found.file] == []


@pytest.mark.parametrize(
    "text",
    ["no", "123", "ayuda: ya", "# hola", "it's 'eso'", "- uno", "null", "¿cuánto? [x", "@a"],
)
def test_any_message_is_read_back_as_it_was(project: Path, text: str):
    add_example(project, "asylum_cost", text, TODAY)
    assert read_document(project / TOPIC).data["examples"][-1] == text


def test_a_test_message_goes_into_the_test_file(project: Path):
    before = lines(project, TOPIC)
    place = add_example(project, "asylum_cost", "cuanta feria piden", TODAY, is_test=True)
    assert place == f"{TESTS}:7"
    assert lines(project, TESTS)[6] == "  - cuanta feria piden"
    assert lines(project, TOPIC) == before


def test_small_talk_can_be_taught_too(project: Path):
    place = add_example(project, "greet", "que onda bot", TODAY)
    assert place.startswith("data/small_talk/greet.yml:")


@pytest.mark.parametrize(
    ("target", "text", "is_test", "why"),
    [
        ("asylum_cost", "me llamo [nombre] y no tengo", False, "[nombre]"),
        ("asylum_cost", "costo3 costootra3", False, "está dos veces"),
        ("asylum_cost", "asilo3 asilootra3", False, "está también en"),
        ("asylum_cost", "pega3 pegaotra3", False, "está también en"),
        ("asylum_cost", "tc3 tcotra3", False, "entre los ejemplos"),
        ("asylum_cost", "costo3 costootra3", True, "entre los ejemplos"),
        ("asylum_cost", "asilo3 asilootra3", True, "entre los ejemplos"),
        ("asylum_cost", "te3 teotra3", True, "se prueba también"),
        ("asylum_costs", "cuanta feria piden", False, "¿quisiste decir «asylum_cost»?"),
        ("zzz", "cuanta feria piden", False, "content list"),
        ("violence_now", "cuanta feria piden", False, "data/urgent/violence_now.yml"),
    ],
)
def test_what_teaches_nothing_new_is_refused_and_nothing_is_written(
    project: Path, target: str, text: str, is_test: bool, why: str
):
    before = {path: path.read_bytes() for path in project.rglob("*.yml")}
    with pytest.raises(ContentError) as refused:
        add_example(project, target, text, TODAY, is_test=is_test)
    assert why in str(refused.value)
    assert {path: path.read_bytes() for path in project.rglob("*.yml")} == before


def test_one_that_nearly_repeats_an_example_is_refused(project: Path):
    add_example(project, "asylum_cost", "cuanta feria piden en comar hoy", TODAY)
    with pytest.raises(ContentError, match="casi repite"):
        add_example(project, "asylum_cost", "cuanta feria piden en comar hoy mismo", TODAY)
    with pytest.raises(ContentError, match="se parece mucho"):
        add_example(project, "evidence", "cuanta feria piden en comar hoy mismo", TODAY)


def test_other_mistakes_of_the_project_are_not_held_against_it(
    project: Path, edit: Callable[[str, str, str], Path]
):
    edit(TOPIC, "  - costo1 costootra1\n", "  - costo0 costootra0\n")
    add_example(project, "asylum_cost", "cuanta feria piden", TODAY)


def test_a_list_without_items_is_begun_by_hand(
    project: Path, edit: Callable[[str, str, str], Path]
):
    (project / TESTS).write_text("messages: []\n")
    with pytest.raises(ContentError, match="a mano"):
        add_example(project, "asylum_cost", "cuanta feria piden", TODAY, is_test=True)
