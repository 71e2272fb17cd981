"""summary.md: all figures that one looks at, on one screen."""

from collections.abc import Callable, Sequence
from datetime import datetime

from bot.understanding.evaluate.figures import Cost, Figures
from bot.understanding.evaluate.metrics import Rate
from bot.understanding.evaluate.results import Evaluation, WholePipeline
from bot.understanding.evaluate.variants import VARIANTS

NOTHING = "–"
_LEAST_FOUND = 3  # classes that are named

_ROWS: tuple[tuple[str, Callable[[Figures], str]], ...] = (
    ("**Topics** and small talk: top-1", lambda f: percent(f.topics.top1)),
    ("top-3", lambda f: percent(f.topics.top3)),
    (
        "macro F1 · calibration error (ECE)",
        lambda f: f"{_points(f.topics.macro_f1)} · {_points(f.topics.calibration_error)}",
    ),
    (
        "answered · of these right",
        lambda f: briefly(f.decisions.answered, f.decisions.answered_right),
    ),
    (
        "three offered · right one among them",
        lambda f: briefly(f.decisions.suggested, f.decisions.suggested_right),
    ),
    (
        "not understood, three offered · right one among them",
        lambda f: briefly(f.decisions.refused, f.decisions.refused_right),
    ),
    (
        "asked about danger · handed off as urgent",
        lambda f: briefly(f.decisions.asked, f.decisions.handed_off),
    ),
    ("**Out of scope**: recall at 5 % refused", lambda f: percent(f.scope.recall)),
    (
        "as decided: refused · in-scope refused",
        lambda f: briefly(f.scope.refused_unknown, f.scope.refused_known),
    ),
    ("**Danger**: recall, urgent or unsure", lambda f: percent(f.urgency.found.recall)),
    ("recall, urgent alone", lambda f: percent(f.urgency.found.recall_urgent)),
    ("classifier alone, urgent or unsure", lambda f: percent(f.urgency.found.classifier)),
    ("classifier alone, urgent", lambda f: percent(f.urgency.found.classifier_urgent)),
    (
        "precision of 'urgent' · without look-alikes",
        lambda f: briefly(f.urgency.precision, f.urgency.precision_ordinary),
    ),
    ("false 'urgent' in 100 ordinary messages", lambda f: percent(f.urgency.ordinary.urgent)),
    ("false 'unsure' in 100 ordinary messages", lambda f: percent(f.urgency.ordinary.unsure)),
    (
        "look-alikes taken for urgent · unsure",
        lambda f: briefly(f.urgency.lookalikes.urgent, f.urgency.lookalikes.unsure),
    ),
    (
        "class right · priority right · priority too low",
        lambda f: briefly(
            f.urgency.found.class_right,
            f.urgency.found.priority_right,
            f.urgency.found.priority_too_low,
        ),
    ),
    ("**Cost**: ms a message, median · 95 %", lambda f: _milliseconds(f.cost)),
    (
        "training, s of one core · peak MB",
        lambda f: f"{_number(f.cost.training_seconds)} · {f.cost.peak_megabytes:.0f}",
    ),
)
_NOTES = (
    "Percent, in brackets 95 % Wilson intervals. The patterns of data/urgent were written knowing "
    "its examples,",
    "so its recall flatters in cross-validation; the classifier alone has seen none of what it "
    "reads.",
    "More: urgency.md, confusions.md, *.png, figures.json.",
)


def summarise(evaluation: Evaluation, at: datetime) -> str:
    """Write the summary.

    Args:
        evaluation: what was measured; each set of messages becomes a column.
        at: when it was measured.

    Returns:
        Markdown of less than fifty lines.
    """
    measured = evaluation.measured
    figures = [each.figures for each in measured]
    names = [each.name for each in measured]
    rows = [[label, *(show(each) for each in figures)] for label, show in _ROWS]
    typed = [
        [_changed(figures[0], name), *(_loss(each, name) for each in figures)] for name in VARIANTS
    ]
    lost = "Typed differently: points lost in top-1 · danger found · false 'urgent' gained"
    return "\n".join(
        [
            f"# Evaluation of {at:%Y-%m-%d %H:%M} UTC",
            "",
            *(f"- **{each.name}**: {_counts(each.figures)}; {each.how}." for each in measured),
            "",
            *table(["", *names], rows),
            "",
            *table([lost, *names], typed),
            "",
            *([_whole(evaluation.whole)] if evaluation.whole else []),
            *_least_found(figures[0]),
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


def briefly(*rates: Rate) -> str:
    """Write several rates: ``94.1 · 80.0``."""
    return " · ".join(map(brief, rates))


def _points(share: float | None) -> str:
    return NOTHING if share is None else f"{100 * share:.1f}"


def _number(value: float | None, digits: int = 0) -> str:
    return NOTHING if value is None else f"{value:.{digits}f}"


def _milliseconds(cost: Cost) -> str:
    return f"{_number(cost.median, 1)} · {_number(cost.slowest, 1)}"


def _counts(figures: Figures) -> str:
    return ", ".join(f"{count} {kind}" for kind, count in figures.messages.items())


def _whole(whole: WholePipeline) -> str:
    return (
        f"Trained model {whole.model} on tests/, all of Rasa's pipeline: "
        f"{_milliseconds(whole.cost)} ms; decides the same in {whole.same.hits} of "
        f"{whole.same.of} messages."
    )


def _least_found(figures: Figures) -> list[str]:
    """Name the classes of danger that are found least."""
    shares = [
        (each.found.recall.share, name)
        for name, each in figures.urgency.by_class.items()
        if each.found.recall.share is not None
    ]
    named = (f"{name} {_points(share)}" for share, name in sorted(shares)[:_LEAST_FOUND])
    return [f"Danger found least: {', '.join(named)}."] if shares else []


def _changed(figures: Figures, name: str) -> str:
    loss = figures.losses[name]
    return f"{name}, in {loss.before.of} ordinary · {loss.found_before.of} urgent"


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
