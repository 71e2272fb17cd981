"""Texts that a twelve-year-old would find hard."""

from collections.abc import Iterator

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding, Level
from bot.content.checks.texts import ChildText, answers, first_replies, small_talk_replies
from bot.content.readability import EASY, level, readability


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find answers (errors) and first replies and small talk (warnings) under 70."""
    for text in answers(files):
        yield from _too_hard(text, "error")
    for text in [*first_replies(files), *small_talk_replies(files)]:
        yield from _too_hard(text, "warning")


def _too_hard(text: ChildText, severity: Level) -> Iterator[Finding]:
    score = readability(text.text)
    if score < EASY:
        yield text.file.finding(
            text.place,
            f"cuesta leerlo: {int(score)} de al menos {EASY:.0f} ({level(score)})",
            "frases más cortas y palabras más cortas",
            severity,
        )
