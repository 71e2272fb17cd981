"""What a child typed is text, never Rasa's payload syntax."""

import unicodedata

NOTHING_LEFT = "…"  # stands for a message of slashes only


def as_plain_text(text: str) -> str:
    """Take from the front of a text what would make Rasa read it as a payload.

    Rasa strips white space and then looks for a slash; characters that are not seen are dropped
    too, so that none of them can hide one.

    Args:
        text: what a child typed.

    Returns:
        The text from its first character that is neither slash, space nor invisible.
    """
    start = 0
    while start < len(text) and _is_skipped(text[start]):
        start += 1
    return text[start:] or NOTHING_LEFT


def _is_skipped(character: str) -> bool:
    is_invisible = unicodedata.category(character)[0] in "CMZ"
    return character in "/\\" or character.isspace() or is_invisible
