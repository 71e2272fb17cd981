"""How the desk did: cases, waits, outcomes, by hour (in Spanish; no texts, no names)."""

import argparse
import csv
import sys
from datetime import datetime, timedelta
from pathlib import Path

from bot.desk.report import Report, Waits


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the span of time and where the files go."""
    span = parser.add_mutually_exclusive_group()
    span.add_argument("--week", action="store_true", help="the last seven days (the default)")
    span.add_argument("--days", type=int, metavar="N", help="the last N days")
    parser.add_argument("--team", help="one team only")
    parser.add_argument("--out", type=Path, default=Path("reports"), help="folder of the files")


def run(arguments: argparse.Namespace) -> int:
    """Print the figures, and write them as CSV and as a picture."""
    from bot import clock
    from bot.config import MAIN_TEAM, load_settings
    from bot.desk.plan import load_plan
    from bot.desk.report import report
    from bot.store.engine import open_store

    settings = load_settings()
    plan = load_plan(settings.data_dir)
    store = open_store(settings.database_url, settings.store_key, settings.older_store_keys)
    until = clock.now()
    since = until - timedelta(days=arguments.days or 7)
    zone = plan.team(arguments.team or MAIN_TEAM).hours.zone
    found = store.do(lambda tx: report(tx, since, until, zone, arguments.team))
    labels = {one.id: one.label for one in plan.outcomes}
    rows = table(found, labels)
    arguments.out.mkdir(parents=True, exist_ok=True)
    name = f"casos-{until.astimezone(zone):%Y-%m-%d}"
    with (arguments.out / f"{name}.csv").open("w", newline="") as file:
        csv.writer(file).writerows([("cifra", "valor"), *rows])
    _draw(found, arguments.out / f"{name}.png")
    width = max(len(label) for label, _ in rows)
    lines = [f"{label.ljust(width)}  {value}" for label, value in rows]
    sys.stdout.write("\n".join([_title(since, until), *lines]) + "\n")
    sys.stdout.write(f"\n{arguments.out / name}.csv, {arguments.out / name}.png\n")
    return 0


def table(found: Report, labels: dict[str, str]) -> list[tuple[str, str]]:
    """Return the figures as pairs of what they are and the value.

    Args:
        found: the figures.
        labels: of the outcomes, by id.
    """
    rows = [("Casos", str(sum(found.opened.values())))]
    rows += [(f"Casos {name}", str(found.opened[name])) for name in found.to_claim]
    rows += [(f"Casos por {name}", str(count)) for name, count in found.reasons.most_common()]
    for title, waits in (("tomarlo", found.to_claim), ("la primera palabra", found.to_first_word)):
        for name, wait in waits.items():
            rows += [(f"{name} hasta {title}: {which}", value) for which, value in _pair(wait)]
    rows += [
        ("Nunca tomados", str(found.never_taken)),
        ("Promesas rotas", str(found.broken_promises)),
    ]
    rows += [
        (f"Cómo terminó: {labels.get(name, name)}", str(count))
        for name, count in found.outcomes.most_common()
    ]
    rows += [("Les sirvió", str(found.helped)), ("No les sirvió", str(found.not_helped))]
    rows += [(f"Abiertos a las {hour:02}", str(found.hours[hour])) for hour in range(24)]
    return rows


def _pair(waits: Waits) -> list[tuple[str, str]]:
    return [("mediana", _minutes(waits.median)), ("percentil 90", _minutes(waits.most))]


def _minutes(wait: timedelta | None) -> str:
    return "–" if wait is None else f"{wait.total_seconds() / 60:.1f} min"


def _title(since: datetime, until: datetime) -> str:
    return f"Del {since:%Y-%m-%d %H:%M} al {until:%Y-%m-%d %H:%M} (UTC)"


def _draw(found: Report, path: Path) -> None:
    """Draw cases by hour and waits by priority."""
    from matplotlib.figure import Figure

    figure = Figure(figsize=(9, 4), layout="constrained")
    by_hour, by_wait = figure.subplots(1, 2)
    by_hour.bar(range(24), [found.hours[hour] for hour in range(24)], color="#2f6f8f")
    by_hour.set(title="Casos por hora", xlabel="hora del equipo", xticks=range(0, 24, 3))
    names = list(found.to_first_word)
    for offset, (label, part) in enumerate((("mediana", "median"), ("percentil 90", "most"))):
        waits = [getattr(found.to_first_word[name], part) for name in names]
        heights = [wait.total_seconds() / 60 if wait else 0 for wait in waits]
        places = [index + 0.4 * offset for index in range(len(names))]
        by_wait.bar(places, heights, width=0.4, label=label)
    by_wait.set(title="Minutos hasta la primera palabra", xticks=[0.2, 1.2, 2.2])
    by_wait.set_xticklabels(names)
    by_wait.legend()
    figure.savefig(path)
