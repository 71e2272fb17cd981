"""`python -m bot missed`, over a project and a store of its own."""

import argparse
from pathlib import Path

import pytest

from bot.cli import missed as command
from bot.store import missed
from bot.store.engine import Store
from bot.store.missed import Scrubbed
from tests.kit.factories import KEY, child, make_store

TOPIC = "data/topics/asylum/asylum_cost.yml"


@pytest.fixture
def kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with some messages that were got wrong, which the command will open."""
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.setenv("STORE_KEY", KEY)
    store = make_store(tmp_path)
    with store.begin() as tx:
        for number, (kind, text, nearest, answered) in enumerate(
            [
                (missed.NOT_UNDERSTOOD, "cuanta feria piden", [("asylum_cost", 0.3)], None),
                (missed.SUGGESTED, "kuanta feria piden en [lugar]", [("asylum_cost", 0.4)], None),
                (missed.NOT_UNDERSTOOD, "cuanta feria  piden", [("evidence", 0.1)], None),
                (missed.WRONG_URGENT, "me mato de risa", [], "violence_now"),
                (missed.THUMBS_DOWN, "", [], "asylum_cost"),
                (missed.THUMBS_DOWN, "", [], "asylum_cost"),
            ]
        ):
            lane = child(tx, number)
            missed.keep(tx, lane, kind, Scrubbed(text), nearest=nearest, answered=answered)
    return store


def run(project: Path, *arguments: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(["--root", str(project), *arguments]))


def texts(store: Store) -> list[str]:
    return [one.text for one in store.do(missed.all_kept)]


def test_groups_come_with_numbers_kinds_and_the_nearest_topics(
    kept: Store, project: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(project) == 0
    said = capsys.readouterr().out
    first, second = said.split("\n\n")[1:3]
    assert "no lo entendió: 2" in first
    assert "dudó: 1" in first
    assert "¿Cuánto cuesta? (asylum_cost); Pruebas (evidence)" in first
    assert "    1  cuanta feria piden\n" in first
    assert "    2  kuanta feria piden en [lugar]\n" in first
    assert "Le pegan ahora (violence_now)" in second
    assert "    4  me mato de risa" in second
    assert "    2  ¿Cuánto cuesta? (asylum_cost)" in said.split("\n\n")[3]


def test_adding_one_takes_it_and_its_likes_off_the_list(
    kept: Store, project: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(project, "add", "1", "asylum_cost") == 0
    assert "  - cuanta feria piden\n" in (project / TOPIC).read_text("utf-8")
    assert "Añadido: data/topics/asylum/asylum_cost.yml:" in capsys.readouterr().out
    assert "cuanta feria  piden" not in texts(kept)
    assert "kuanta feria piden en [lugar]" in texts(kept)


def test_a_hole_is_filled_with_text(
    kept: Store, project: Path, capsys: pytest.CaptureFixture[str]
):
    assert run(project, "add", "2", "asylum_cost", "--test") == 1
    assert "[lugar]" in capsys.readouterr().err
    assert len(texts(kept)) == 6
    done = run(project, "add", "2", "asylum_cost", "--test", "--text", "kuanta feria piden aya")
    assert done == 0
    tests = (project / TOPIC.replace("data", "tests")).read_text("utf-8")
    assert tests.endswith("  - kuanta feria piden aya\n")
    assert "kuanta feria piden en [lugar]" not in texts(kept)


def test_one_can_be_dropped(kept: Store, project: Path, capsys: pytest.CaptureFixture[str]):
    before = (project / TOPIC).read_bytes()
    assert run(project, "drop", "4") == 0
    assert "me mato de risa" not in texts(kept)
    assert (project / TOPIC).read_bytes() == before
    assert run(project, "drop", "4") == 1
    assert "mira los números" in capsys.readouterr().err


def test_without_any_it_says_so(
    tmp_path: Path, project: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
):  # fmt: skip
    monkeypatch.setenv("VAR_DIR", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path / 'bot.db'}")
    monkeypatch.setenv("STORE_KEY", KEY)
    assert run(project) == 0
    assert "No hay mensajes" in capsys.readouterr().out
