"""The figures that one would rather look at."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from bot.understanding.evaluate.results import Measured

RELIABILITY, TRADE_OFF, BY_TOPIC = "reliability.png", "urgency.png", "topics.png"
_MOST_FALSE = 15  # in 100 ordinary messages: with more, nobody would answer the desk's calls
_DOTS = 130  # an inch


def draw(measured: Sequence[Measured], folder: Path) -> None:
    """Draw all pictures.

    Args:
        measured: the sets of messages.
        folder: what they are written to.
    """
    _save(_reliability(measured), folder / RELIABILITY)
    _save(_trade_off(measured), folder / TRADE_OFF)
    _save(_by_topic(measured[0]), folder / BY_TOPIC)


def _reliability(measured: Sequence[Measured]) -> Figure:
    figure = Figure(figsize=(5.5, 5.5))
    axes = figure.add_subplot()
    axes.plot([0, 1], [0, 1], color="0.8", zorder=0)
    for each in measured:
        bins = each.figures.topics.bins
        shares = np.array([each_bin.right.share for each_bin in bins])
        lows, highs = np.array([each_bin.right.interval for each_bin in bins]).reshape(-1, 2).T
        axes.errorbar(
            [each_bin.confidence for each_bin in bins], shares,
            yerr=[shares - lows, highs - shares],
            marker="o", markersize=4, capsize=2, linewidth=1, label=each.name,
        )  # fmt: skip
    axes.set(
        xlabel="confidence of the likeliest topic", ylabel="share that is right",
        title="Reliability of the confidence", xlim=(0, 1), ylim=(0, 1),
    )  # fmt: skip
    axes.legend(loc="upper left", frameon=False)
    return figure


def _trade_off(measured: Sequence[Measured]) -> Figure:
    figure = Figure(figsize=(7, 5))
    axes = figure.add_subplot()
    for number, each in enumerate(measured):
        urgency, color = each.figures.urgency, f"C{number}"
        if not urgency.curve:
            continue
        axes.plot(
            [100 * false for false, _ in urgency.curve],
            [100 * found for _, found in urgency.curve],
            color=color, linewidth=1, label=f"{each.name}: classifier alone",
        )  # fmt: skip
        urgent, unsure = urgency.ordinary.urgent, urgency.ordinary.unsure
        for marker, false, found, name in (
            ("o", urgent.share, urgency.found.recall_urgent.share, "urgent"),
            (
                "s",
                (urgent.hits + unsure.hits) / urgent.of,
                urgency.found.recall.share,
                "urgent or unsure",
            ),
        ):
            axes.plot(
                [100 * (false or 0)], [100 * (found or 0)], marker, color=color,
                label=f"{each.name}: the check, {name}",
            )  # fmt: skip
    axes.set(
        xlabel="false alarms in 100 ordinary messages", ylabel="cries found, %",
        title="Danger: what is found against what it costs", xlim=(0, _MOST_FALSE), ylim=(0, 101),
    )  # fmt: skip
    axes.grid(color="0.92")
    if axes.lines:
        axes.legend(loc="lower right", frameon=False, fontsize=8)
    return figure


def _by_topic(measured: Measured) -> Figure:
    ordered = sorted(measured.figures.topics.f1.items(), key=lambda item: item[1])
    figure = Figure(figsize=(7, 1.2 + 0.16 * len(ordered)))
    axes = figure.add_subplot()
    axes.barh([name for name, _ in ordered], [score for _, score in ordered], color="C0")
    axes.set(xlabel="F1", title=f"F1 by topic, {measured.name}", xlim=(0, 1))
    axes.margins(y=0.01)
    axes.tick_params(axis="y", labelsize=7)
    axes.grid(axis="x", color="0.92")
    axes.set_axisbelow(True)
    return figure


def _save(figure: Figure, path: Path) -> None:
    FigureCanvasAgg(figure)
    figure.savefig(path, dpi=_DOTS, bbox_inches="tight")
