"""Review dates: real, not in the future, in order, not too far apart, not gone by."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.checks.finding import Finding

LONGEST = timedelta(days=200)


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find dates that cannot be right, and answers that are due for review."""
    for file in files.of("topic", "urgent", "small_talk"):
        reviewed, due = _day(file.get("reviewed")), _day(file.get("review_after"))
        for name in ("reviewed", "review_after"):
            value = file.get(name)
            if isinstance(value, str) and _day(value) is None:
                yield file.finding(
                    (name,), f"la fecha «{value}» no existe", "escribe año-mes-día: 2026-11-24"
                )
        if reviewed and reviewed > files.today:
            yield file.finding(
                ("reviewed",), "la revisión está en el futuro", "pon el día en que se revisó"
            )
        if reviewed and due:
            yield from _apart(file, reviewed, due)
        if due and due < files.today:
            yield file.finding(
                ("review_after",),
                f"venció el {due.isoformat()}: 60 días después deja de mostrarse",
                "revisa el texto con sus fuentes y pon reviewed y review_after nuevos",
                "warning",
            )
    yield from _calls(files)


def _apart(file: CheckedFile, reviewed: date, due: date) -> Iterator[Finding]:
    if due <= reviewed:
        yield file.finding(
            ("review_after",),
            "la próxima revisión no es después de la última",
            "pon 90 días después si cambia seguido, 180 si no",
        )
    elif due - reviewed > LONGEST:
        yield file.finding(
            ("review_after",),
            f"pasan {(due - reviewed).days} días entre revisiones y el máximo es {LONGEST.days}",
            "pon 90 días después si cambia seguido, 180 si no",
        )


def _calls(files: ContentFiles) -> Iterator[Finding]:
    for file in files.of("contacts"):
        records = file.get("contacts")
        for index in range(len(records) if isinstance(records, list) else 0):
            called = _day(file.get("contacts", index, "verified_by_call"))
            if called and called > files.today:
                yield file.finding(
                    ("contacts", index, "verified_by_call"),
                    "la llamada está en el futuro",
                    "pon el día en que alguien llamó",
                )


def _day(value: Any) -> date | None:
    if isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            return None
    return value if isinstance(value, date) else None
