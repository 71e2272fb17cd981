"""Words as they are compared: small letters, no accents, no punctuation."""

import re
import unicodedata

_WORD = re.compile(r"[a-z0-9]+")


def plain(text: str) -> str:
    """Return a text in small letters without accents, position by position.

    The result is as long as the text, so that a place in one is the same place in the other.
    """
    return "".join(_plain_character(character) for character in text)


def _plain_character(character: str) -> str:
    if character.isascii():
        return character.lower()
    return unicodedata.normalize("NFD", character)[0].lower()[:1] or character


def words(text: str) -> list[str]:
    """Return the words of a text, plain, in order."""
    return _WORD.findall(plain(text))


def jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    """Return the share of words that two sets have in common, 0 to 1."""
    both = len(left & right)
    return both / (len(left) + len(right) - both) if both else 0.0
