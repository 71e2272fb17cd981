"""data/organization.yml: nothing left of the sample, topics that exist, days that have come."""

import re
from collections.abc import Iterator
from datetime import date
from fnmatch import fnmatchcase
from typing import Any
from zoneinfo import available_timezones

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.fields import find_zone
from bot.content.organization import NAME, PRIORITIES
from bot.content.yaml_file import Place, places

_SAMPLE = re.compile(r"\bejemplo\b", re.IGNORECASE)


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find what would make `python -m bot ready` or the bot's start count on something untrue."""
    found = files.of("organization")
    if not found:
        yield Finding(
            NAME, 1, "", "el archivo falta", "recupera el ejemplo que trae el proyecto y llénalo"
        )
    for file in found:
        yield from _left_of_sample(file)
        yield from _topics(file, files)
        yield from _days(file, files.today)
        yield from _zones(file)


def _left_of_sample(file: CheckedFile) -> Iterator[Finding]:
    if file.get("is_sample") is not False:
        return
    for place, value in places(file.fields):
        if isinstance(value, str) and _SAMPLE.search(value):
            yield file.finding(
                place, "dice todavía «ejemplo»", "escribe lo de tu organización, o is_sample: true"
            )


def _topics(file: CheckedFile, files: ContentFiles) -> Iterator[Finding]:
    for field in ("legal_review_needed", "privacy_review_needed"):
        for place, pattern in file.texts(field):
            if not any(fnmatchcase(name, pattern) for name in files.catalogue):
                yield _unknown(file, place, pattern, files)
    for index, topic in enumerate(_column(file, "topic")):
        if isinstance(topic, str) and topic not in files.catalogue:
            yield _unknown(file, ("legal_review", index, "topic"), topic, files)


def _unknown(file: CheckedFile, place: Place, name: str, files: ContentFiles) -> Finding:
    remedy = nearest(name, files.catalogue) or "usa un id del catálogo"
    return file.finding(place, f"el tema «{name}» no existe", remedy)


def _days(file: CheckedFile, today: date) -> Iterator[Finding]:
    values: list[tuple[Place, Any]] = [
        ((name,), file.get(name)) for name in ("privacy_reviewed", "group_checked")
    ]
    values += [
        (("legal_review", index, "date"), day) for index, day in enumerate(_column(file, "date"))
    ]
    for place, value in values:
        try:
            day = date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            yield file.finding(
                place, f"la fecha «{value}» no existe", "escribe año-mes-día: 2026-11-24"
            )
            continue
        if isinstance(day, date) and day > today:
            yield file.finding(
                place, "la fecha está en el futuro", "pon el día en que se hizo de verdad"
            )


def _zones(file: CheckedFile) -> Iterator[Finding]:
    for priority in PRIORITIES:
        shifts = file.get("rota", priority)
        for index in range(len(shifts) if isinstance(shifts, list) else 0):
            place = ("rota", priority, index, "time_zone")
            name = file.get(*place)
            if isinstance(name, str) and find_zone(name) is None:
                remedy = nearest(name, available_timezones()) or "usa una como America/Mexico_City"
                yield file.finding(place, f"no hay una zona horaria «{name}»", remedy)


def _column(file: CheckedFile, name: str) -> list[Any]:
    rows = file.get("legal_review")
    return [
        row.get(name) if isinstance(row, dict) else None
        for row in (rows if isinstance(rows, list) else ())
    ]
