"""`python -m bot content`, as an editor uses it."""

import argparse
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.cli import content as command

Edit = Callable[[str, str, str], Path]
Run = Callable[..., int]
EVIDENCE = "data/topics/asylum/evidence.yml"


@pytest.fixture
def run(project: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """The command, run over the good project on the day that it was written."""
    monkeypatch.setattr(command, "today", lambda: date(2026, 11, 24))

    def run_command(*arguments: str) -> int:
        parser = argparse.ArgumentParser()
        command.add_arguments(parser)
        return command.run(parser.parse_args(["--root", str(project), *arguments]))

    return run_command


def test_good_content_passes(run: Run, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("check") == 0
    assert capsys.readouterr().out == "0 errores, 0 avisos.\n"


def test_errors_fail_and_name_the_place(
    run: Run, edit: Edit, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(EVIDENCE, "title: Pruebas", "title: Las pruebas")
    edit(EVIDENCE, "follow_ups:", "folow_ups:")
    assert run("check") == 1
    out = capsys.readouterr().out
    assert (
        f"{EVIDENCE}:67: folow_ups: el campo «folow_ups» no existe aquí. "
        "Remedio: ¿quisiste decir «follow_ups»?\n"
    ) in out
    assert "Avisos (no impiden publicar):" in out
    assert out.endswith("3 errores, 1 aviso.\n")
    run("check", "--errors")
    assert "Las pruebas" not in capsys.readouterr().out


def test_warnings_pass(run: Run, edit: Edit) -> None:
    edit(EVIDENCE, "title: Pruebas", "title: Las pruebas")
    assert run("check") == 0


def test_one_file_can_be_checked_alone(
    run: Run, edit: Edit, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(EVIDENCE, "follow_ups:", "folow_ups:")
    assert run("check", str(project / "data/contacts.yml")) == 0
    assert run("check", str(project / EVIDENCE)) == 1
    assert "folow_ups" in capsys.readouterr().out


def test_the_list_shows_each_topic_with_its_state(
    run: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / EVIDENCE).unlink()
    assert run("list") == 0
    out = capsys.readouterr().out
    assert "completo      what_is_asylum" in out
    assert "sin escribir  evidence" in out
    assert "2 de 3 temas completos." in out


def test_a_topic_is_shown_as_the_child_sees_it(
    run: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("show", "asylum_cost", "--country", "MX") == 0
    out = capsys.readouterr().out
    assert out.startswith("No pagues. En México es gratis pedir refugio en la COMAR.")
    assert "[¿Qué es el asilo?] [Pruebas] [Hablar con una persona]" in out
    assert run("show", "what_is_asylum", "--more") == 0
    assert capsys.readouterr().out.startswith("Guarda tus papeles.")


def test_a_topic_is_shown_though_another_file_is_broken(run: Run, project: Path) -> None:
    (project / "data/topics/asylum/asylum_cost.yml").write_text("a: [")
    assert run("show", "evidence") == 0


def test_a_broken_topic_says_why_it_cannot_be_shown(
    run: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (project / EVIDENCE).write_text("a: [\n")
    assert run("show", "evidence") == 1
    assert "topics/asylum/evidence.yml:1: un corchete" in capsys.readouterr().err
    assert run("show", "nothing") == 1


def test_a_new_topic_is_started(
    run: Run, project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for folder in ("data", "tests"):
        (project / folder / "topics/asylum/evidence.yml").unlink()
    assert run("new", "asylum", "evidence") == 0
    assert f"Escrito: {EVIDENCE}" in capsys.readouterr().out
    assert run("new", "asylum", "evidence") == 1
    assert "ya existe" in capsys.readouterr().err
