"""How easy a Spanish text is to read: Fernández Huerta's formula on the INFLESZ scale.

206.84 - 60 * (syllables / words) - 1.02 * (words / sentences); 70 and more is what a twelve-year-
old reads with ease. Fernández Huerta (1959) in the corrected form; scale: Barrio-Cantalejo (2008).
"""

import re
from itertools import pairwise

EASY = 70.0
_LEVELS = (
    (80.0, "muy fácil"), (65.0, "bastante fácil"), (55.0, "normal"), (40.0, "algo difícil"),
)  # fmt: skip
_WORD = re.compile(r"[a-záéíóúüñ]+", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_SENTENCE_END = re.compile(r"(?:[.!?…:;]+[»\"')\]]*\s)|\n+")
_VOWELS = re.compile(r"[aeiouáéíóúüy]+")


def syllables(word: str) -> int:
    """Count the syllables of a Spanish word.

    Args:
        word: one word, in any case, with its accents.

    Returns:
        At least 1. An «h» between vowels separates nothing («ahijado» has three syllables).
    """
    word = word.lower()
    word = re.sub(r"(?<=q)u(?=[eiéí])|(?<=g)u(?=[eiéí])", "", word)  # the silent u of que and gue
    word = re.sub(r"hu(?=[aeoáéó])", "b", word)  # the «hu» of cacahuate is a consonant
    word = re.sub(r"(?<=[aeiouáéíóúü])h(?=[aeiouáéíóúü])", "", word)
    word = re.sub(r"y(?=[aeiouáéíóú])", "j", word)  # a consonant before a vowel
    return max(1, sum(_nuclei(group) for group in _VOWELS.findall(word)))


def _nuclei(vowels: str) -> int:
    """Count the syllables in a run of vowels: two strong ones, or an accented weak one, part."""
    count = 1
    for left, right in pairwise(vowels):
        both_strong = left in "aeoáéó" and right in "aeoáéó"
        accented = left in "íú" or right in "íú"
        both_same = left == right
        if both_strong or (accented and not _is_weak_pair(left, right)) or both_same:
            count += 1
    return count


def _is_weak_pair(left: str, right: str) -> bool:
    """Tell whether two weak vowels meet; they stay one syllable, accent or not («cuídate»)."""
    return left in "iuíúüy" and right in "iuíúüy" and left != right


def readability(text: str) -> float:
    """Rate a text.

    Args:
        text: Spanish prose; names in braces count as two short words, as a contact's name does.

    Returns:
        The Fernández Huerta score, about 0 to 120; 120 for a text without words.
    """
    text = re.sub(r"\{\w+\}", "la casa", text)
    words = _WORD.findall(_NUMBER.sub(" diez ", text))
    sentences = [part for part in _SENTENCE_END.split(text + " ") if re.search(r"\w", part)]
    if not words:
        return 120.0
    per_word = sum(map(syllables, words)) / len(words)
    return 206.84 - 60 * per_word - 1.02 * len(words) / len(sentences)


def level(score: float) -> str:
    """Return the INFLESZ name of a score, in Spanish."""
    return next((name for least, name in _LEVELS if score > least), "muy difícil")
