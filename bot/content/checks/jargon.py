"""Words that a child does not know: some are never used, some only with an explanation."""

from collections.abc import Iterator
from typing import Any

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding
from bot.content.checks.phrasing import phrase_pattern
from bot.content.checks.texts import ChildText, content_texts, phrases
from bot.content.placeholders import names_in
from bot.content.words import plain


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find unexplained and avoidable words in what children read."""
    for text in content_texts(files):
        yield from _unexplained(text, files)
        yield from _avoidable(text, files)
    for text in phrases(files):
        if not str(text.place[0]).startswith("desk_"):
            yield from _avoidable(text, files)


def _unexplained(text: ChildText, files: ContentFiles) -> Iterator[Finding]:
    shown = _with_short_names(text.text, files)
    for item in _items(files, "jargon"):
        cues = [str(cue) for cue in item.get("explained_by") or ()]
        found = phrase_pattern(str(item["word"])).search(shown)
        if found and not any(phrase_pattern(cue).search(_context(text, files)) for cue in cues):
            yield text.file.finding(
                text.place,
                f"«{item['word']}» no se explica",
                f"explícalo en pocas palabras, por ejemplo: {item.get('say')}",
                offset=max(0, plain(text.text).find(plain(str(item["word"])))),
            )


def _context(text: ChildText, files: ContentFiles) -> str:
    """Return where an explanation may stand: a second message follows the first, and the contacts
    come with it, each with what it is for."""
    shown = [text.text]
    if text.place[-1] == "more":
        shown.append(str(text.file.get(*text.place[:-1], "text")))
    for _, name in text.file.texts("contacts"):
        shown.append(str(files.contacts.get(name, {}).get("what_short") or ""))
    return _with_short_names("\n".join(shown), files)


def _with_short_names(text: str, files: ContentFiles) -> str:
    for name in names_in(text):
        short = files.contacts.get(name, {}).get("short") or name
        text = text.replace(f"{{{name}}}", str(short))
    return plain(text)


def _avoidable(text: ChildText, files: ContentFiles) -> Iterator[Finding]:
    bare = plain(text.text)
    for item in _items(files, "avoid"):
        if found := phrase_pattern(str(item["word"])).search(bare):
            yield text.file.finding(
                text.place,
                f"«{text.text[found.start() : found.end()]}» es palabra difícil",
                f"di: {item.get('say')}",
                "warning",
                found.start(),
            )


def _items(files: ContentFiles, name: str) -> Iterator[dict[str, Any]]:
    for item in files.words.get(name) or ():
        if isinstance(item, dict) and item.get("word"):
            yield item
