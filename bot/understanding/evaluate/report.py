"""Writes the reports of an evaluation."""

import json
from datetime import datetime
from pathlib import Path

from bot.understanding.evaluate.details import confusions, danger
from bot.understanding.evaluate.figures import as_plain
from bot.understanding.evaluate.pictures import draw
from bot.understanding.evaluate.results import Evaluation
from bot.understanding.evaluate.summary import summarise


def write_reports(evaluation: Evaluation, folder: Path, at: datetime) -> str:
    """Write summary.md, confusions.md, urgency.md, figures.json and the pictures.

    Args:
        evaluation: what was measured, at least one set of messages.
        folder: where to; it is made if need be.
        at: when it was measured.

    Returns:
        The summary.
    """
    folder.mkdir(parents=True, exist_ok=True)
    measured = evaluation.measured
    summary = summarise(evaluation, at)
    (folder / "summary.md").write_text(summary)
    (folder / "confusions.md").write_text(confusions(measured))
    (folder / "urgency.md").write_text(danger(measured))
    figures = {
        "at": at.isoformat(),
        "sets": [{"name": e.name, "how": e.how, **as_plain(e.figures)} for e in measured],
        "whole_pipeline": as_plain(evaluation.whole),
    }
    (folder / "figures.json").write_text(json.dumps(figures, ensure_ascii=False, indent=1))
    draw(measured, folder)
    return summary
