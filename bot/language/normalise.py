"""Turns what a child typed into plain words: lower case, no accents, nothing abbreviated.

Everything that is matched or learned sees a message in this form, so it must never change without
training anew.
"""

import re
import unicodedata
from functools import lru_cache

from bot.language.lexicon import InContext, Spelling, shared_lexicon
from bot.language.spelling import LONGEST, WordCorrector

_MOST_PASSES = 4
_SHORTEST_SPELLED = 3
_ENYE = "\ue000"  # a private character keeps the ñ while accents are taken off
_LOOK_ALIKES = str.maketrans(
    "аеорсхуіјѕԁһӏԛԝвкмнтαβεικνορτυχωηγßøđłıæœð",
    "aeopcxyijsdhlqwbkmhtabeiknoptuxwngsodliaod",
)
_INSIDE_SIGNS = re.compile(r"(?<=[a-zñ])[@*](?=[a-zñ])|(?<=[a-zñ])@(?![a-zñ0-9])")
_APOSTROPHES = re.compile(r"(?<=\w)['’`´ʼ](?=\w)")
_STOPS = re.compile(r"[\n\r\u2028\u2029…]+")
_PAUSES = re.compile(r"(?<=\w)[;:]+(?!\d)")
_TOKENS = re.compile(r"\d+(?:[.,:]\d+)+|[a-zñ0-9]+|[.,?!]+")
_STRETCHED = re.compile(r"([lrc])\1{2,}|([abd-kmnño-qs-z])\2+")
_END_DOUBLED = re.compile(r"([lrc])\1$")
_LAUGH = re.compile(r"(?=(?:[^jh]*[jh]){2})(?:a?[jh][ajhs]{3,}|[jh][ejhs]{3,}|[jh][ijhs]{3,})")
_SPELLED = re.compile(r"(?<![a-zñ0-9])(?:[a-zñ][ .,]+){2,}[a-zñ](?![a-zñ0-9])")


class Normaliser:
    """Normalises with the lists of one lexicon."""

    def __init__(self, spelling: Spelling) -> None:
        """Prepare the look-ups.

        Args:
            spelling: the lists.
        """
        self._doubles = spelling.doubles
        self._context = spelling.in_context
        self._corrector = WordCorrector(spelling)
        self._emoji = spelling.emoji
        signs = sorted(spelling.emoji, key=len, reverse=True)
        self._signs = re.compile("|".join(map(re.escape, signs)))

    def normalise(self, text: str) -> str:
        """Return the plain form of a message; see the module."""
        plain = self._words(self._characters(text))
        for _ in range(_MOST_PASSES):  # one correction may make room for another
            again = self._words(plain)
            if again == plain:
                break
            plain = again
        return plain

    def _characters(self, text: str) -> str:
        text = self._signs.sub(lambda match: f" {self._emoji[match.group()]} ", text)
        text = unicodedata.normalize("NFKC", text).lower().translate(_LOOK_ALIKES)
        text = unicodedata.normalize("NFC", text).replace("ñ", _ENYE)
        text = "".join(
            letter
            for letter in unicodedata.normalize("NFD", text)
            if unicodedata.category(letter) not in ("Mn", "Cf", "Cc") or letter in "\n\r\t"
        ).replace(_ENYE, "ñ")
        text = _APOSTROPHES.sub("", text.translate(_LOOK_ALIKES))
        text = _INSIDE_SIGNS.sub("a", text)
        return _PAUSES.sub(",", _STOPS.sub(".", text))

    def _words(self, text: str) -> str:
        text = _SPELLED.sub(self._joined, text)
        words: list[str] = []
        for token in _TOKENS.findall(text):
            if token[0] in ".,?!":
                if words:
                    words[-1] = words[-1].rstrip(".,?!") + _strongest(words[-1], token)
            elif token[0].isdigit() and not token.isalnum():
                words.append(token)
            else:
                words.extend(self._corrector.correct(self._unstretch(token)).split())
        return " ".join(self._in_context(words))

    def _joined(self, match: "re.Match[str]") -> str:
        """Put 'a y u d a' together, where that makes a known word."""
        letters = re.sub(r"[ .,]", "", match.group())
        parts: list[str] = []
        start = 0
        while start < len(letters):
            longest = range(min(len(letters), start + LONGEST), start + _SHORTEST_SPELLED - 1, -1)
            known = (end for end in longest if self._corrector.knows(letters[start:end]))
            end = next(known, start + 1)
            parts.append(letters[start:end])
            start = end
        return " ".join(parts) if max(map(len, parts)) > 1 else match.group()

    def _unstretch(self, word: str) -> str:
        if _LAUGH.fullmatch(word):
            return "jaja"
        if word in self._doubles:
            return word
        if len(word) > 1 and len(set(word)) == 1 and word.isalpha():
            return word[0] if word[0] in "aeiou" else ""  # mmm, zzz
        return _END_DOUBLED.sub(r"\1", _STRETCHED.sub(_shortened, word))

    def _in_context(self, words: list[str]) -> list[str]:
        result: list[str] = []
        for index, word in enumerate(words):
            core = word.rstrip(".,?!")
            rules = self._context.get(core)
            if rules:
                before = result[-1] if result else ""
                after = words[index + 1].rstrip(".,?!") if index + 1 < len(words) else ""
                after = after if core == word else ""
                for rule in rules:
                    if _fits(rule, before, after):
                        word = rule.becomes + word[len(core) :]
                        break
            result.append(word)
        return result


@lru_cache(maxsize=512)  # many parts look at the same message, and at the labels of the buttons
def normalise(text: str) -> str:
    """Return the plain form of a message with the lists of data/lexicon.yml.

    Lower case, no accents (ñ stays), abbreviations and misspellings written out, stretched
    letters shortened, signs of danger among emoji as words, other signs dropped. Of punctuation
    only ``. , ? !`` stay, at the end of the word before. Normalising twice changes nothing.

    Args:
        text: anything that a child may send.

    Returns:
        Words separated by single blanks; empty where there is no word.
    """
    return _shared().normalise(text)


@lru_cache(maxsize=1)
def _shared() -> Normaliser:
    return Normaliser(shared_lexicon().spelling)


def _strongest(word: str, marks: str) -> str:
    together = word[len(word.rstrip(".,?!")) :] + marks
    return next(mark for mark in "?!.," if mark in together)


def _shortened(match: "re.Match[str]") -> str:
    """Keep ll, rr and cc, which may be right; of any other letter, one."""
    return match.group(1) * 2 if match.group(1) else match.group(2)


def _fits(rule: InContext, before: str, after: str) -> bool:
    if rule.after and before not in rule.after and not (before.isdigit() and "#" in rule.after):
        return False
    if rule.before and after not in rule.before:
        return False
    return not rule.before_ending or after.endswith(rule.before_ending)
