"""Whether what is stated says where it comes from."""

import re
from collections.abc import Iterator
from datetime import date

from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.checks.finding import Finding

WITHOUT_SOURCES = {"about_us"}
"""Groups about the bot itself, which have nobody else to cite."""


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find topics and urgent classes without sources, and sources dated in the future."""
    for file in files.of("topic", "urgent"):
        sources = file.get("sources")
        if not sources and file.document and file.group not in WITHOUT_SOURCES:
            yield file.finding(
                ("sources",),
                "no dice de dónde sale lo que afirma",
                "añade quién lo publica, el título y la fecha (publisher, title, date)",
            )
        for index in range(len(sources) if isinstance(sources, list) else 0):
            yield from _dated(file, index, files.today)


def _dated(file: CheckedFile, index: int, today: date) -> Iterator[Finding]:
    written = file.get("sources", index, "date")
    if written is None:
        return  # the schema asks for it
    parts = re.fullmatch(r"(\d{4})(?:-(\d{2}))?(?:-(\d{2}))?", str(written).strip())
    if not parts:
        return  # «sin fecha», «hacia 2019»
    year, month, day = (int(part) if part else 1 for part in parts.groups())
    try:
        first_day = date(year, month, day)
    except ValueError:
        yield file.finding(
            ("sources", index, "date"), f"la fecha «{written}» no existe", "corrige la fecha"
        )
        return
    if first_day > today:
        yield file.finding(
            ("sources", index, "date"),
            f"la fecha «{written}» todavía no llega",
            "pon cuándo se publicó",
        )
