"""Finds listed phrases in texts, whatever their accents and capitals."""

import re
from functools import lru_cache

from bot.content.words import plain

_UP_TO_THREE_WORDS = r"(?:\w+\W+){0,3}?"


@lru_cache(maxsize=4096)
def phrase_pattern(phrase: str) -> re.Pattern[str]:
    """Make the pattern of a phrase.

    Args:
        phrase: words; ``…`` stands for up to three words in between, ``*`` at the end of a word
            for any ending.

    Returns:
        A pattern to search in ``plain`` text.
    """
    pattern = r"\b"
    gap = ""
    for word in plain(phrase).replace("...", " … ").replace("…", " … ").split():
        if word == "…":
            gap = r"\W+" + _UP_TO_THREE_WORDS
            continue
        ending = r"\w*" if word.endswith("*") else r"\b"
        pattern += gap + re.escape(word.rstrip("*")) + ending
        gap = r"\W+"
    return re.compile(pattern)
