"""Phone numbers, links and addresses written into a text in place of a contact's name."""

import re
from collections.abc import Iterator

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding
from bot.content.checks.texts import ChildText, content_texts, language_sentences, phrases

_LONG = re.compile(r"(?<![\w{])\+?\(?\d[\d ().–-]{5,}\d(?!\w)")
_CALL = re.compile(
    r"(?:\bal|llam\w*(?: al)?|marc\w+|n[uú]mero|l[ií]nea|tecl\w+|texto al?) "
    r"(?:al )?(\*?\d{3,6})(?!\w|[.,]\d)",
    re.IGNORECASE,
)
_LINK = re.compile(
    r"https?:|www\.|\b[\w-]+\.(?:com|org|gob|gov|net|mx|us|info|edu)\b|[\w.-]+@[\w-]+\.\w+|(?<!\w)@\w{4,}",
    re.IGNORECASE,
)
_ALWAYS = {"911", "988", "089", "079", "741741", "67676", "44357", "66008", "233733", "304304"}


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find numbers and links in texts; 911, which is one in both countries, may be in phrases."""
    for text in [*content_texts(files), *language_sentences(files)]:
        yield from _numbers(text, set())
        yield from _links(text)
    for text in phrases(files):
        yield from _numbers(text, {"911"})
        yield from _links(text)


def _numbers(text: ChildText, allowed: set[str]) -> Iterator[Finding]:
    found = {match.start(): match[0] for match in _LONG.finditer(text.text) if _is_phone(match[0])}
    found |= {match.start(1): match[1] for match in _CALL.finditer(text.text)}
    found |= {
        match.start(): match[0]
        for match in re.finditer(r"(?<![\w$.,-])\d+(?![\w]|[.,]\d)", text.text)
        if match[0] in _ALWAYS
    }
    for start, number in sorted(found.items()):
        if number not in allowed:
            yield text.file.finding(
                text.place,
                f"lleva un número escrito a mano: «{number.strip()}»",
                "pon el contacto, por ejemplo {mx_911}: el bot escribe el número",
                offset=start,
            )


def _is_phone(written: str) -> bool:
    """Tell a phone number from years, amounts and dates."""
    digits = re.sub(r"\D", "", written)
    is_date = re.fullmatch(r"\d{4}[ –-]\d{4}|\d{1,2}[ .–-]\d{1,2}[ .–-]\d{2,4}", written.strip())
    is_amount = re.fullmatch(r"\d{1,3}(?:[., ]\d{3})+(?:[.,]\d{2})?", written.strip())
    return 7 <= len(digits) <= 15 and not is_date and not is_amount


def _links(text: ChildText) -> Iterator[Finding]:
    for match in _LINK.finditer(text.text):
        yield text.file.finding(
            text.place,
            f"lleva un enlace escrito a mano: «{match[0]}»",
            "pon el contacto con su nombre entre llaves: el bot escribe la página",
            offset=match.start(),
        )
