"""The report: ours beside the baseline, one screen of Markdown."""

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

from bench.load.figures import Load, Spread, highest_rate
from bench.load.growth import Grown
from bench.load.ours import PROCESSES, STAND_IN, Ours
from bench.load.stock import NAME, Stock
from bench.load.topics import Topics
from bot.clock import now


def report(ours: Ours, stock: Stock, topics: Sequence[Topics], seconds: float) -> str:
    """Write the report.

    Args:
        ours: what was measured of our system.
        stock: what was measured of the baseline.
        topics: what more topics would cost.
        seconds: how long each rate lasted.
    """
    return "\n\n".join(
        [
            "# Speed: ours beside Rasa as it comes",
            _conditions(seconds),
            _table(["", "ours", NAME, "ours / stock"], _rows(ours, stock)),
            "Where the machine's time goes, in milliseconds of CPU a message (and how many cores "
            "other programs took meanwhile, which make every figure worse):",
            _table(
                ["messages a second", *PROCESSES, STAND_IN, NAME, "others, cores"],
                [_shares(one, stock) for one in ours.loads],
            ),
            "Growth with stored messages, in milliseconds:",
            _growth(ours.grown),
            "Growth with topics, in milliseconds a message and a look through the rules:",
            _table(
                ["intents", "ranking them", "one look at the rules"],
                [[f"{one.intents}", f"{one.ranking:.1f}", f"{one.rules:.1f}"] for one in topics],
            ),
        ]
    )


def milliseconds(spread: Spread | None) -> str:
    """Write a spread as median / p95 / p99 in milliseconds."""
    if spread is None:
        return "no answer"
    return " / ".join(f"{1000 * one:.0f}" for one in (spread.median, spread.p95, spread.p99))


def ratio(own: float | None, other: float | None) -> str:
    """Write how many times as large ``own`` is; a dash where there is nothing to compare."""
    return f"{own / other:.2f}" if own is not None and other else "–"


def _conditions(seconds: float) -> str:
    models = (
        line.partition(":")[2].strip()
        for line in Path("/proc/cpuinfo").read_text().splitlines()
        if line.startswith("model name")
    )
    return (
        f"{now():%Y-%m-%d %H:%M} UTC, {os.cpu_count()} cores ({next(models, 'unknown')}), "
        f"{seconds:g} s a rate. Ours: from the end of the grouping window to the first reply at "
        "the Bot API, with store, limits of Telegram and delivery. Stock: one request to Rasa's "
        "REST channel (`rasa init` pipeline and policies, the same examples and messages, one "
        "epoch: speed is compared, not quality). Every message is a turn of its own."
    )


def _rows(ours: Ours, stock: Stock) -> list[list[str]]:
    theirs = {load.rate: load for load in stock.loads}
    rows = []
    for load in ours.loads:
        other = theirs.get(load.rate)
        rows.append(
            [
                f"{load.rate:g} a second: median / p95 / p99, ms",
                milliseconds(load.spread),
                milliseconds(other.spread) if other else "not tried",
                ratio(_p95(load), _p95(other)) + " (p95)",
            ]
        )
    highest = highest_rate(ours.loads), highest_rate(stock.loads)
    memory = sum(ours.megabytes.values())
    start = sum(ours.starts_in.values())
    parts = ", ".join(f"{name} {value:.0f}" for name, value in ours.megabytes.items())
    starts = ", ".join(f"{name} {value:.0f}" for name, value in ours.starts_in.items())
    return [
        *rows,
        ["lost", _lost(ours.loads), _lost(stock.loads), ""],
        ["highest rate under 1 s at p95", *(f"{one:g}" for one in highest), ratio(*highest)],
        _seconds("a second message right behind, ms", ours.second_message, stock.second_message),
        *(
            [
                f"cry for help, {name}: child told / case in the group, ms",
                f"{1000 * one.told:.0f} / {1000 * one.stands:.0f}",
                "–",
                "–",
            ]
            for name, one in ours.cries.items()
        ),
        [f"start-up, s ({starts})", f"{start:.0f}", f"{stock.starts_in:.0f}",
         ratio(start, stock.starts_in)],
        [f"memory, MB ({parts})", f"{memory:.0f}", f"{stock.megabytes:.0f}",
         ratio(memory, stock.megabytes)],
    ]  # fmt: skip


def _lost(loads: Sequence[Load]) -> str:
    return str(sum(load.lost for load in loads))


def _seconds(name: str, own: float, other: float) -> list[str]:
    return [name, f"{1000 * own:.0f}", f"{1000 * other:.0f}", ratio(own, other)]


def _p95(load: Load | None) -> float | None:
    return load.spread.p95 if load and load.spread else None


def _shares(load: Load, stock: Stock) -> list[str]:
    other = next((one for one in stock.loads if one.rate == load.rate), None)
    return [
        f"{load.rate:g}",
        *(f"{load.milliseconds(name):.1f}" for name in (*PROCESSES, STAND_IN)),
        f"{other.milliseconds(NAME):.1f}" if other else "–",
        f"{load.others:.2f}",
    ]


def _growth(grown: Sequence[Grown]) -> str:
    reads = list(grown[0].reads) if grown else []
    return _table(
        ["stored messages", "bridge, CPU a message", *reads],
        (
            [
                f"{one.messages:,}",
                f"{one.per_message:.1f}",
                *(f"{one.reads[name]:.2f}" for name in reads),
            ]
            for one in grown
        ),
    )


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
