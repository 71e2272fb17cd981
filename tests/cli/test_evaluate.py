from pathlib import Path

import pytest

from bot.__main__ import main
from bot.understanding.evaluate import run as evaluation
from bot.understanding.evaluate.figures import Figures
from bot.understanding.evaluate.jobs import Done
from bot.understanding.evaluate.results import Evaluation, Measured
from tests.kit.factories import content
from tests.understanding.evaluate.made import about, reading


def test_a_bad_file_is_told_in_spanish_without_a_traceback(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "messages.yml"
    path.write_text("- {text: hola, topic: gret}\n")
    assert main(["evaluate", str(path)]) == 1
    said = capsys.readouterr()
    assert f"{path}:1: [1].topic: «gret» no existe. Remedio: ¿quisiste decir «greet»?" in said.err
    assert said.out == ""


def test_the_summary_is_printed_and_the_reports_stand_beside_the_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = [about("greet", reading("greet"))]
    figures = Figures.of(pairs, [], [Done([], None, 1.0)], content())
    result = Evaluation([Measured("messages.yml", "by hand", pairs, figures)])
    monkeypatch.setattr(evaluation, "evaluate_file", lambda *_: result)
    assert main(["evaluate", "messages.yml", "--reports", str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert said.startswith("# Evaluation of ")
    assert said.endswith(f"Reports: {tmp_path / 'messages'}\n")
    assert (tmp_path / "messages" / "summary.md").read_text() in said
