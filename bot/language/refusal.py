"""Reads «no quiero hablar con nadie», which names a person and wants none."""

from functools import lru_cache

from bot.language.lexicon import shared_lexicon
from bot.language.normalise import normalise
from bot.language.urgency.patterns import PatternSet, Words

_MOST_WORDS = 10  # a longer message says more than that


def refuses_human(text: str) -> bool:
    """Tell whether a child says that it wants no human.

    Args:
        text: what the child typed.
    """
    words = Words.of(normalise(text))
    return len(words.words) <= _MOST_WORDS and any(_patterns().find(words))


@lru_cache(maxsize=1)
def _patterns() -> PatternSet:
    return PatternSet(("refusal", pattern) for pattern in shared_lexicon().refuses_human)
