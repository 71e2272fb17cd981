"""Runs all checks over all content files."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from bot.content.checks import (
    by_hand,
    catalogue,
    characters,
    contact_names,
    contacts,
    context,
    dates,
    desk,
    examples,
    follow_ups,
    held_out,
    jargon,
    languages,
    length,
    links,
    organization,
    patterns,
    phrases,
    promises,
    readable,
    schema,
    shelters,
    sources,
    spelling,
    syntax,
)
from bot.content.checks.files import ContentFiles, read_content_files
from bot.content.checks.finding import Finding

CHECKS: tuple[Callable[[ContentFiles], Iterator[Finding]], ...] = (
    syntax.check,
    schema.check,
    catalogue.check,
    length.check,
    readable.check,
    contact_names.check,
    contacts.check,
    shelters.check,
    links.check,
    sources.check,
    dates.check,
    follow_ups.check,
    context.check,
    examples.check,
    held_out.check,
    jargon.check,
    promises.check,
    by_hand.check,
    patterns.check,
    phrases.check,
    organization.check,
    languages.check,
    desk.check,
    characters.check,
    spelling.check,
)


def find_all(root: Path, today: date) -> list[Finding]:
    """Check everything.

    Args:
        root: the project's folder, which has data/ and tests/.
        today: the date against which dates are held.

    Returns:
        All findings of all files, by file and line.
    """
    files = read_content_files(root, today)
    return sorted({finding for check in CHECKS for finding in check(files)})
