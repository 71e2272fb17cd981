"""From the content to the reports, with the product's own training on a little content."""

import json
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from bot.clock import now, today
from bot.config import Settings
from bot.content.checks.files import read_content_files
from bot.content.load import load_content
from bot.errors import BotError
from bot.understanding.evaluate import run as evaluation
from bot.understanding.evaluate.jobs import Done, Job
from bot.understanding.evaluate.messages import examples, held_out
from bot.understanding.evaluate.report import write_reports
from tests.understanding.evaluate.made import reading

REPORTS = {
    "summary.md", "confusions.md", "urgency.md", "figures.json",
    "reliability.png", "urgency.png", "topics.png",
}  # fmt: skip
ONE_SCREEN = 50  # lines


@pytest.mark.slow
def test_a_labelled_file_is_measured_on_a_fit_of_the_content(
    small_project: Path, settings_of: Callable[[Path], Settings], tmp_path: Path
) -> None:
    """Worth it: the only test that trains config.yml's own components outside of Rasa."""
    settings = settings_of(small_project)
    content = load_content(settings.data_dir)
    topic, urgent = next(iter(content.topics.values())), next(iter(content.urgent.values()))
    known, cry = topic.examples[0], urgent.examples[0]
    labelled = [
        {"text": known, "topic": topic.id},
        {"text": known.upper(), "topic": next(reversed(content.topics)), "also": [topic.id]},
        {"text": cry, "urgent": True, "class": urgent.id},
    ]
    path = tmp_path / "messages.yml"
    path.write_text("\n".join(f"- {json.dumps(item)}" for item in labelled))
    told: list[str] = []
    result = evaluation.evaluate_file(path, settings, told.append)
    (measured,) = result.measured
    assert measured.figures.messages == {"ordinary": 2, "urgent": 1}
    assert measured.figures.topics.top1.share == 1.0  # it learnt them
    assert measured.figures.urgency.found.recall.share == 1.0
    assert measured.figures.losses["upper case"].before.of == 1
    assert (measured.figures.cost.training_seconds or 0) > 0
    assert "a fit of data/" in measured.how
    assert told
    assert not any(known in line for line in told)
    summary = write_reports(result, tmp_path / "reports", now())
    assert {path.name for path in (tmp_path / "reports").iterdir()} == REPORTS
    assert "messages.yml" in summary
    assert known not in summary


def test_cross_validation_reads_every_message_with_what_has_not_seen_it(
    small_project: Path,
    settings_of: Callable[[Path], Settings],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Where the jobs are done by a stand-in that only looks at what it would train on."""
    seen: list[tuple[set[str], set[str]]] = []

    def look(jobs: Sequence[Job], _tell: object) -> list[Done]:
        for job in jobs:
            files = read_content_files(job.data_dir.parent, today())
            seen.append(({each.message.text for each in examples(files)}, set(job.texts)))
        return [Done([reading("nothing") for _ in job.texts], 1.0, 1.0) for job in jobs]

    monkeypatch.setattr(evaluation, "run_jobs", look)
    settings = settings_of(small_project)
    result = evaluation.cross_validate(settings, lambda _: None)
    folds, team = result.measured
    everything = examples(read_content_files(small_project, today()))
    assert Counter(pair.message for pair in folds.pairs) == Counter(
        example.message for example in everything
    )
    for trained_on, texts in seen:
        assert len(trained_on) > len(everything) / 2
        assert not trained_on & texts
    all_of_it, _ = seen[-1]
    assert all_of_it == {example.message.text for example in everything}
    assert len(team.pairs) == len(held_out(read_content_files(small_project, today())))
    summary = write_reports(result, tmp_path, now())
    assert len(summary.splitlines()) <= ONE_SCREEN
    figures = json.loads((tmp_path / "figures.json").read_text())
    assert [each["name"] for each in figures["sets"]] == [folds.name, team.name]


def test_content_without_examples_is_said_so(
    settings_of: Callable[[Path], Settings], tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    with pytest.raises(BotError, match="no tiene ejemplos"):
        evaluation.cross_validate(settings_of(tmp_path), print)
