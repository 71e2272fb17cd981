"""Promises and scares that nobody can keep."""

from collections.abc import Iterator

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding
from bot.content.checks.phrasing import phrase_pattern
from bot.content.checks.texts import content_texts, phrases, record_lines
from bot.content.words import plain


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find the phrases that data/words.yml forbids."""
    forbidden = [
        (phrase_pattern(str(item["phrase"])), item.get("say"))
        for item in files.words.get("promises") or ()
        if isinstance(item, dict) and item.get("phrase")
    ]
    for text in [*content_texts(files), *phrases(files), *record_lines(files)]:
        bare = plain(text.text)
        for pattern, instead in forbidden:
            for found in pattern.finditer(bare):
                yield text.file.finding(
                    text.place,
                    f"«{text.text[found.start() : found.end()]}» promete o asusta",
                    f"di: {instead}",
                    offset=found.start(),
                )
