"""What in a caseworker's message to a child is worth a second look before it goes."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache

from phonenumbers import Leniency, PhoneNumberMatcher

from bot.content.model import Contact
from bot.language.plain_words import plain_words

PHONE = "phone"
MOST_BETWEEN = 4  # words that «...» stands for at the most
_REGIONS = ("MX", "US", "GT", "HN", "SV")  # whose ways of writing a number are known
_SHORTEST_SAME = 7  # digits that make two numbers the same, with or without what stands before
_DATE = re.compile(r"\d{1,2}[-/. ]\d{1,2}[-/. ](19|20)\d\d")
_SENTENCE_ENDS = re.compile(r"[.!?¡¿;:\n]+(?!\d)")
_ABBREVIATED = re.compile(r"\b(av|blvd|calz|col|depto|esq|ext|int|lt|mz|no|num)\.", re.IGNORECASE)


def warnings(
    text: str, phrases: Mapping[str, Sequence[str]], contacts: Iterable[Contact]
) -> list[str]:
    """Return what a text seems to hold that a child should rather not get.

    Args:
        text: as the caseworker wrote it.
        phrases: for each kind of warning, how it is worded; see data/desk.yml.
        contacts: whose numbers may be sent.

    Returns:
        ``phone`` and names of ``phrases``, each once; none for most messages.
    """
    known = {digits for contact in contacts for digits in _numbers_of(contact)}
    found = [PHONE] if any(not _is_known(digits, known) for digits in _numbers_in(text)) else []
    sentences = [
        plain_words(part) for part in _SENTENCE_ENDS.split(_ABBREVIATED.sub(r"\1 ", text))
    ]
    for kind, wordings in phrases.items():
        if any(_pattern(wording).search(part) for wording in wordings for part in sentences):
            found.append(kind)
    return found


def _numbers_in(text: str) -> Iterator[str]:
    """Yield the digits of each telephone number, as people of any of the regions write it."""
    for region in _REGIONS:
        for match in PhoneNumberMatcher(text, region, leniency=Leniency.POSSIBLE):
            if not _DATE.fullmatch(match.raw_string):
                yield _digits(match.raw_string)


def _numbers_of(contact: Contact) -> Iterator[str]:
    for number in (contact.phone, contact.dial, contact.text, contact.whatsapp):
        if number:
            yield _digits(number)


def _is_known(digits: str, known: Iterable[str]) -> bool:
    return any(
        digits == other
        or (
            min(len(digits), len(other)) >= _SHORTEST_SAME
            and (digits.endswith(other) or other.endswith(digits))
        )
        for other in known
    )


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


@lru_cache(maxsize=512)
def _pattern(wording: str) -> "re.Pattern[str]":
    """Turn a wording of data/desk.yml into a pattern over plain words.

    Args:
        wording: words; ``*`` ends a word in any way, ``#`` is a word with a number in it, and
            ``...`` stands for a few words or none.
    """
    written = ""
    for word in wording.split():
        if word == "...":
            written += rf"(?:\w+ ){{0,{MOST_BETWEEN}}}"
        elif word == "#":
            written += r"\w*\d\w* "
        else:
            stem = re.escape(plain_words(word))
            written += stem + (r"\w* " if word.endswith("*") else " ")
    return re.compile(rf"\b{written.rstrip()}\b")
