"""A hundred ways to break content, each found at its file, line and field."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from bot.content.checks.files import read_content_files
from bot.content.checks.run import CHECKS, find_all
from bot.content.checks.spelling import dictionary
from bot.content.yaml_file import read_document

TODAY = date(2026, 11, 24)
EVIDENCE = "data/topics/asylum/evidence.yml"
GREET = "data/small_talk/greet.yml"


@dataclass(frozen=True)
class Broken:
    """A way to break the good project.

    Attributes:
        file: the file that is edited.
        old: what is replaced in it; nothing: ``new`` is put at its end.
        new: by what.
        field: the field of the finding.
        line: words on the line of the finding, in the broken file.
        says: part of the finding or its remedy.
        level: its level.
        found_in: the file of the finding, if it is another.
    """

    file: str
    old: str
    new: str
    field: str
    line: str
    says: str
    level: str = "error"
    found_in: str = ""


def _table() -> dict[str, list[Broken]]:
    path = Path(__file__).with_name("broken_files.yml")
    return {
        group: [Broken(**row) for row in rows] for group, rows in read_document(path).data.items()
    }


TABLE = _table()
SPELLING = TABLE.pop("spelling")
ALL = [broken for rows in TABLE.values() for broken in rows]


def test_good_content_has_no_findings(project: Path) -> None:
    assert find_all(project, TODAY) == []


def _assert_found(broken: Broken, project: Path) -> None:
    name = broken.found_in or broken.file
    text = (project / name).read_text("utf-8")
    line = text[: text.index(broken.line)].count("\n") + 1
    findings = find_all(project, TODAY)
    expected = (name, line, broken.field, broken.level)
    matching = [
        finding
        for finding in findings
        if (finding.file, finding.line, finding.field, finding.level) == expected
        and broken.says in str(finding)
    ]
    told = "\n".join(f"{finding.level} {finding}" for finding in findings)
    assert matching, f"wanted {expected} «{broken.says}», found:\n{told}"


@pytest.mark.parametrize("broken", ALL, ids=lambda broken: f"{broken.field}: {broken.says}")
def test_each_fault_is_found_where_it_is(
    broken: Broken, project: Path, edit: Callable[[str, str, str], Path]
) -> None:
    edit(broken.file, broken.old, broken.new)
    _assert_found(broken, project)


@pytest.mark.skipif(dictionary() is None, reason="no Spanish Hunspell dictionary installed")
@pytest.mark.parametrize("broken", SPELLING, ids=lambda broken: broken.says)
def test_misspelt_words_are_found(
    broken: Broken, project: Path, edit: Callable[[str, str, str], Path]
) -> None:
    edit(broken.file, broken.old, broken.new)
    _assert_found(broken, project)


def test_too_few_examples_warn_and_far_too_few_are_an_error(
    project: Path, edit: Callable[[str, str, str], Path]
) -> None:
    path = project / EVIDENCE
    lines = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join(line for line in lines if "prueba5" not in line), "utf-8")
    assert [(f.field, f.level) for f in find_all(project, TODAY)] == [("examples", "warning")]
    kept = [line for line in lines if "pruebaotra" not in line or line.startswith("  - prueba1")]
    path.write_text("".join(kept), "utf-8")
    assert [(f.field, f.level) for f in find_all(project, TODAY)] == [("examples", "error")]


def test_files_are_missed_and_strangers_are_noticed(project: Path) -> None:
    (project / "tests/topics/asylum/evidence.yml").unlink()
    (project / GREET).unlink()
    (project / "data/topics/asylum/otro.yaml").write_text("title: x\n")
    (project / "data/topics/suelto.yml").write_text("title: x\n")
    (project / "data/desk.yml").write_text("a: [\n")
    found = {(finding.file, finding.what) for finding in find_all(project, TODAY)}
    assert (EVIDENCE, "no tiene mensajes de prueba") in found
    assert ("tests/small_talk/greet.yml", f"prueba algo que no existe: {GREET}") in found
    assert {name for name, what in found if "nadie lee" in what} == {
        "data/topics/asylum/otro.yaml",
        "data/topics/suelto.yml",
    }
    assert "data/desk.yml" in {name for name, _ in found}


def test_a_file_that_is_not_utf8_is_said_to_be(project: Path) -> None:
    path = project / EVIDENCE
    path.write_bytes(path.read_text("utf-8").encode("latin-1"))
    finding = next(finding for finding in find_all(project, TODAY) if finding.file == EVIDENCE)
    assert "UTF-8" in finding.what
    assert "pasó".encode("latin-1") in path.read_bytes().splitlines()[finding.line - 1]


def test_empty_files_of_every_kind_are_findings_and_no_crash(project: Path) -> None:
    for path in sorted(project.rglob("*.yml")):
        kept = path.read_bytes()
        for text in ("", "\n\n", "- a\n- b\n", "texto\n", "a: 1\n", "title: [1, {x: y}]\n"):
            path.write_text(text)
            name = path.relative_to(project).as_posix()
            assert any(finding.file == name for finding in find_all(project, TODAY)), (name, text)
        path.write_bytes(kept)


def test_every_check_has_a_broken_file(
    project: Path, edit: Callable[[str, str, str], Path]
) -> None:
    """So that a check that finds nothing any more is noticed."""
    idle = {check.__module__ for check in CHECKS} - {"bot.content.checks.spelling"}
    for broken in ALL:
        path = project / broken.file
        kept = path.read_bytes()
        edit(broken.file, broken.old, broken.new)
        files = read_content_files(project, TODAY)
        for check in CHECKS:
            if check.__module__ in idle and any(True for _ in check(files)):
                idle.discard(check.__module__)
        path.write_bytes(kept)
    assert not idle
