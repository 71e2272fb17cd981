"""Typing errors as children make them, for training on more of them than the examples have."""

import unicodedata
from collections.abc import Sequence
from random import Random

from bot.understanding.evaluate.messages import Labelled

WORDS_CHANGED = 0.2
WORDS_JOINED = 0.15  # share of messages in which two words are joined
_SHORTEST = 3
_SWAPS = (
    ("que", "q"), ("que", "k"), ("qu", "k"), ("c", "k"), ("por", "x"), ("h", ""), ("b", "v"),
    ("v", "b"), ("s", "c"), ("c", "s"), ("z", "s"), ("s", "z"), ("ll", "y"), ("y", "ll"),
    ("g", "j"), ("j", "g"), ("n", "m"),
)  # fmt: skip


def mistyped(messages: Sequence[Labelled], seed: int) -> list[Labelled]:
    """Return the messages as somebody in a hurry would type them.

    Args:
        messages: any messages.
        seed: the same seed gives the same errors.
    """
    chance = Random(seed)  # noqa: S311 -- errors, not secrets
    return [
        Labelled(_mistype(message.text, chance), message.kind, message.topics)
        for message in messages
    ]


def _mistype(text: str, chance: Random) -> str:
    letters = unicodedata.normalize("NFD", text.lower())
    plain = "".join(
        letter for letter in letters if letter == "\u0303" or unicodedata.category(letter) != "Mn"
    )
    words = [_mistype_word(word, chance) for word in unicodedata.normalize("NFC", plain).split()]
    if len(words) > _SHORTEST and chance.random() < WORDS_JOINED:
        place = chance.randrange(len(words) - 1)
        words[place : place + 2] = [words[place] + words[place + 1]]
    return " ".join(words)


def _mistype_word(word: str, chance: Random) -> str:
    if len(word) < _SHORTEST or chance.random() > WORDS_CHANGED:
        return word
    place = chance.randrange(len(word) - 1)
    right, wrong = chance.choice(_SWAPS)
    return chance.choice(
        [
            word.replace(right, wrong, 1),
            word.replace(right, wrong, 1),
            word[:place] + word[place + 1 :],
            word[:place] + word[place + 1] + word[place] + word[place + 2 :],
            word[:place] + word[place] + word[place:],
        ]
    )
