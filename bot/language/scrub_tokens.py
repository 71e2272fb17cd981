"""The words of a message that is being scrubbed, each with what becomes of it."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from bot.language.scrub_lists import key
from bot.language.scrub_signs import PLACEHOLDERS

KEPT = ""  # the mark of a word that was looked at and stays
BREAK = re.compile(r"[.!?¡¿\n;)(]")  # no name goes on behind one of these
STOP = re.compile(r"[.!?¡¿\n;,)(]")
_TOKEN = re.compile(
    r"\[[^\]\s]{3,10}\]|\b[^\W\d_]{1,3}-\d+[^\W\d_]?\b|(?<![^\W\d_])\d+(?=[^\W\d_]+\b)|\w+"
)
_BETWEEN = " -'’."


@dataclass
class Token:
    """A word of the message.

    Attributes:
        start: its first character in the text.
        end: the character after its last.
        text: as it is written.
        key: as words are compared.
        gap: what stands between the word before and this one.
        mark: the placeholder that replaces it, KEPT, or None if nothing is decided yet.
    """

    start: int
    end: int
    text: str
    key: str
    gap: str
    mark: str | None = None


def tokens_of(text: str) -> list[Token]:
    """Return the words of a text; placeholders in it are marked as such."""
    tokens: list[Token] = []
    end = 0
    for found in _TOKEN.finditer(text):
        token = Token(*found.span(), found.group(), key(found.group()), text[end : found.start()])
        if found.group() in PLACEHOLDERS:
            token.mark = found.group()
        tokens.append(token)
        end = found.end()
    return tokens


def mark_all(tokens: Iterable[Token], mark: str) -> None:
    """Give all of some words the same mark."""
    for token in tokens:
        token.mark = mark


def mark_neighbour(tokens: list[Token], index: int, near: int, words: Collection[str]) -> None:
    """Give a neighbour the mark of a word, if it is one of ``words`` that would have stayed."""
    if 0 <= near < len(tokens) and tokens[near].mark == KEPT and tokens[near].key in words:
        between = tokens[min(near, index) + 1 : max(near, index) + 1]
        if not any(STOP.search(token.gap) for token in between):
            tokens[near].mark = tokens[index].mark


def ends_of(tokens: list[Token], phrases: Collection[tuple[str, ...]], longest: int) -> list[int]:
    """Return where each of some phrases ends, the longest one at each place."""
    ends = []
    for start in range(len(tokens)):
        for length in range(min(longest, len(tokens) - start), 0, -1):
            if tuple(token.key for token in tokens[start : start + length]) in phrases:
                ends.append(start + length)
                break
    return ends


def written(text: str, tokens: list[Token]) -> str:
    """Put the text together; what was taken out in a row is one placeholder."""
    parts: list[str] = []
    end, last = 0, None
    for token in tokens:
        if token.mark and token.mark == last and not token.gap.strip(_BETWEEN):
            end = token.end
            continue
        parts += [text[end : token.start], token.mark or token.text]
        end, last = token.end, token.mark or None
    return "".join([*parts, text[end:]])
