"""summary.md: all figures that one looks at, on one screen."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.understanding.evaluate.figures import Figures
from bot.understanding.evaluate.metrics import Rate
from bot.understanding.evaluate.run import Measured
from bot.understanding.evaluate.variants import VARIANTS

NOTHING = "–"
_ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    (
        "**Topics** and small talk: top-1 · top-3",
        lambda f: f"{percent(f.topics.top1)} · {percent(f.topics.top3)}",
    ),
    (
        "macro F1 · calibration error (ECE)",
        lambda f: f"{_points(f.topics.macro_f1)} · {_points(f.topics.calibration_error)}",
    ),
    (
        "answered · of these right",
        lambda f: _of_these(f.decisions.answered, f.decisions.answered_right),
    ),
    (
        "three offered · right one among them",
        lambda f: _of_these(f.decisions.suggested, f.decisions.suggested_right),
    ),
    (
        "not understood, three offered · right one among them",
        lambda f: _of_these(f.decisions.refused, f.decisions.refused_right),
    ),
    (
        "asked about danger · handed off as urgent",
        lambda f: _of_these(f.decisions.asked, f.decisions.handed_off),
    ),
    ("**Out of scope**: recall at 5 % refused", lambda f: percent(f.scope.recall)),
    (
        "as decided: refused · in-scope refused",
        lambda f: _of_these(f.scope.refused_unknown, f.scope.refused_known),
    ),
    (
        "**Danger**: recall, urgent or unsure",
        lambda f: percent(f.urgency.found.recall),
    ),
    ("recall, urgent alone", lambda f: percent(f.urgency.found.recall_urgent)),
    (
        "classifier alone: either · urgent",
        lambda f: _of_these(f.urgency.found.classifier, f.urgency.found.classifier_urgent),
    ),
    (
        "precision of 'urgent' · without look-alikes",
        lambda f: _of_these(f.urgency.precision, f.urgency.precision_ordinary),
    ),
    (
        "false 'urgent' in 100 ordinary messages",
        lambda f: percent(f.urgency.ordinary.urgent),
    ),
    ("false 'unsure' in 100 ordinary messages", lambda f: percent(f.urgency.ordinary.unsure)),
    (
        "look-alikes taken for urgent · unsure",
        lambda f: _of_these(f.urgency.lookalikes.urgent, f.urgency.lookalikes.unsure),
    ),
    (
        "class right · priority right · too low",
        lambda f: " · ".join(
            brief(rate)
            for rate in (
                f.urgency.found.class_right,
                f.urgency.found.priority_right,
                f.urgency.found.priority_too_low,
            )
        ),
    ),
    (
        "**Cost**: ms a message, median · 95 %",
        lambda f: f"{f.cost.median:.1f} · {f.cost.slowest:.1f}",
    ),
    (
        "training, s of one core · peak MB",
        lambda f: f"{_seconds(f.cost.training_seconds)} · {f.cost.peak_megabytes:.0f}",
    ),
)
_NOTES = (
    "In brackets: 95 % Wilson intervals. Recalls of danger by data/ flatter: its patterns were "
    "written knowing its examples. The classifier alone has seen none of what it reads.",
    "Danger by class, missed cries and false alarms: urgency.md. Worst confusions: confusions.md. "
    "Pictures: *.png. Everything as numbers: figures.json.",
)


def summarise(measured: Sequence[Measured], at: datetime) -> str:
    """Write the summary.

    Args:
        measured: the sets of messages, a column each.
        at: when it was measured.

    Returns:
        Markdown of less than fifty lines.
    """
    figures = [each.figures for each in measured]
    names = [each.name for each in measured]
    rows = [[label, *(show(each) for each in figures)] for label, show in _ROWS]
    typed = [[name, *(_loss(each, name) for each in figures)] for name in VARIANTS]
    return "\n".join(
        [
            f"# Evaluation of {at:%Y-%m-%d %H:%M} UTC",
            "",
            *(f"- **{each.name}**: {_counts(each.figures)}; {each.how}." for each in measured),
            "",
            *table(["", *names], rows),
            "",
            "Typed differently: points lost in topics (top-1) · in danger found · false 'urgent' "
            "gained in 100 ordinary messages.",
            "",
            *table(["", *names], typed),
            "",
            *_NOTES,
            "",
        ]
    )


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """Write a Markdown table, its columns aligned for those who read it as text."""
    widths = [max(map(len, column)) for column in zip(head, *rows, strict=True)]

    def line(cells: Sequence[str]) -> str:
        padded = [cell.ljust(width) for cell, width in zip(cells, widths, strict=True)]
        return f"| {' | '.join(padded)} |"

    return [line(head), f"|{'|'.join('-' * (width + 2) for width in widths)}|", *map(line, rows)]


def percent(rate: Rate) -> str:
    """Write a rate with its interval: ``94.1 (92.3–95.5)``, in percent."""
    interval = rate.interval
    if interval is None:
        return NOTHING
    return f"{brief(rate)} ({100 * interval[0]:.1f}–{100 * interval[1]:.1f})"


def brief(rate: Rate) -> str:
    """Write a rate without its interval: ``94.1``, in percent."""
    return _points(rate.share)


def _of_these(one: Rate, other: Rate) -> str:
    return f"{brief(one)} · {brief(other)}"


def _points(share: float | None) -> str:
    return NOTHING if share is None else f"{100 * share:.1f}"


def _seconds(seconds: float | None) -> str:
    return NOTHING if seconds is None else f"{seconds:.0f}"


def _counts(figures: Figures) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in figures.messages.items())


def _loss(figures: Figures, name: str) -> str:
    loss = figures.losses[name]
    return " · ".join(
        [
            _difference(loss.before, loss.after),
            _difference(loss.found_before, loss.found_after),
            _difference(loss.alarms_after, loss.alarms_before),
        ]
    )


def _difference(more: Rate, less: Rate) -> str:
    if more.share is None or less.share is None:
        return NOTHING
    return f"{100 * (more.share - less.share):+.1f}"
