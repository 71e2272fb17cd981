"""Cuts a message into the ideas that it may hold: «¿cómo pido asilo y dónde duermo hoy?»."""

from bot.language.lexicon import Ideas, shared_lexicon
from bot.language.normalise import normalise
from bot.language.urgency.patterns import Words

_OPENS_WITHIN = 4  # words
_SMALLEST = 2  # words of an idea
_MOST = 5  # parts; more is a story


def ideas_of(text: str) -> list[str]:
    """Cut a message at its marks, and where «y», «también» joins two of its parts.

    Args:
        text: what a child wrote, normalised or not.

    Returns:
        The parts as normalised texts, in order, each a question or a wish of at least two words;
        none where there is only one, or so many that it is a story.
    """
    lists, words = shared_lexicon().ideas, Words.of(normalise(text))
    parts: list[list[str]] = [[]]
    for word, mark in zip(words.words, words.marks, strict=True):
        if word in lists.joints:
            parts.append([])
        else:
            parts[-1].append(word + mark)
        if mark:
            parts.append([])
    parts = [part for part in parts if len(part) >= _SMALLEST]
    asked = [" ".join(part) for part in parts if _opens(part, lists)]
    return asked if len(asked) > 1 and len(parts) <= _MOST else []


def _opens(part: list[str], lists: Ideas) -> bool:
    return any(word.rstrip(".,?!") in lists.openers for word in part[:_OPENS_WITHIN])
