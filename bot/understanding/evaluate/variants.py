"""The same message as another child would type it."""

import random
import re
from collections.abc import Callable, Mapping

_NO_ACCENTS = str.maketrans("áéíóúüÁÉÍÓÚÜ", "aeiouuAEIOUU")
_SHORT = {
    "que": "q", "porque": "xq", "por": "x", "para": "pa", "también": "tmb", "tambien": "tmb",
    "de": "d", "te": "t", "me": "m", "estoy": "toy", "con": "cn", "donde": "dnd", "dónde": "dnd",
    "cuando": "cdo", "cuándo": "cdo", "mucho": "mxo", "ahora": "aora", "bien": "bn", "nada": "nd",
    "hoy": "oy", "quiero": "kiero", "qué": "q", "hermano": "hno", "hermana": "hna",
}  # fmt: skip
_SHORTENED = re.compile(rf"\b({'|'.join(_SHORT)})\b", re.IGNORECASE)
_WORDS = re.compile(r"[a-zñ]{4,}", re.IGNORECASE)  # in shorter ones few would be readable
_LETTERS_PER_ERROR = 12  # so that a usual message gets one to three; our choice
_KEYBOARD = ("qwertyuiop", "asdfghjklñ", "zxcvbnm")
_EMOJI = ("😭", "🙏", "😢", "❤️", "😔", "🥺", "👍", "😅", "🤔", "😰")


def without_accents(text: str) -> str:
    """Take off the accents; ñ stays."""
    return text.translate(_NO_ACCENTS)


def abbreviated(text: str) -> str:
    """Write common words short: q, xq, tmb."""
    return _SHORTENED.sub(lambda match: _SHORT[match[1].lower()], text)


def upper_case(text: str) -> str:
    """Write all of it in capitals."""
    return text.upper()


def with_emoji(text: str) -> str:
    """Put one or two emoji at the end."""
    chance = _chance(text)
    return " ".join([text, *chance.sample(_EMOJI, chance.randint(1, 2))])


def mistyped(text: str) -> str:
    """Make typing errors: a letter left out, doubled, swapped or hit beside, in longer words."""
    chance = _chance(text)
    letters = [
        place
        for word in _WORDS.finditer(text)
        for place in range(word.start(), word.end() - 1)  # the last has none to swap with
    ]
    if not letters:
        return text
    errors = max(1, round(len(letters) / _LETTERS_PER_ERROR))
    for place in sorted(chance.sample(letters, errors), reverse=True):
        letter, following = text[place], text[place + 1]
        wrong = chance.choice(
            (following, letter * 2 + following, following + letter, _beside(letter) + following)
        )
        text = text[:place] + wrong + text[place + 2 :]
    return text


VARIANTS: Mapping[str, Callable[[str], str]] = {
    "without accents": without_accents,
    "typing errors": mistyped,
    "abbreviations": abbreviated,
    "upper case": upper_case,
    "emoji": with_emoji,
}


def _chance(text: str) -> random.Random:
    return random.Random(text)  # noqa: S311 -- the same text is always changed alike


def _beside(letter: str) -> str:
    """Return the key to the right of a letter's, or to the left at the row's end."""
    for row in _KEYBOARD:
        place = row.find(letter.lower())
        if place >= 0:
            return row[place + 1] if place + 1 < len(row) else row[place - 1]
    return letter
