"""Cuts a long message into parts, so that one cry in a long story is not drowned by the rest."""

from bot.language.urgency.patterns import Words

SHORT = 14
"""Words up to which a message is looked at as a whole only."""

WHOLE = 60
"""Words up to which a message is looked at as a whole, too."""

_PART = 12
_STEP = 6
_SMALLEST = 3
_MOST = 200  # parts; a message of 4,096 characters has fewer


def parts_of(words: Words) -> list[str]:
    """Cut a message into its sentences, and those into overlapping stretches of words.

    Args:
        words: a normalised message.

    Returns:
        The parts as normalised texts; none for a short message.
    """
    if len(words.words) <= SHORT:
        return []
    parts: list[str] = []
    start = 0
    for index, mark in enumerate(words.marks):
        if mark or index + 1 == len(words.words):
            parts.extend(_stretches(words.words[start : index + 1]))
            start = index + 1
    return list(dict.fromkeys(parts))[:_MOST]


def _stretches(sentence: tuple[str, ...]) -> list[str]:
    if len(sentence) < _SMALLEST:
        return []
    if len(sentence) <= SHORT:
        return [" ".join(sentence)]
    last = len(sentence) - _PART
    starts = [*range(0, last, _STEP), last]
    return [" ".join(sentence[start : start + _PART]) for start in starts]
