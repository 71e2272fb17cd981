"""What stands in a scrubbed text for what was taken out, and what is found by its signs alone."""

import re
import unicodedata

LINK, MAIL, USER, PHONE = "[enlace]", "[correo]", "[usuario]", "[teléfono]"
DATE, NUMBER, AGE = "[fecha]", "[número]", "[edad]"
NAME, PLACE, WORD = "[nombre]", "[lugar]", "[palabra]"
PLACEHOLDERS = (LINK, MAIL, USER, PHONE, DATE, NUMBER, AGE, NAME, PLACE, WORD)

_MONTHS = (
    "enero|febrero|marzo|abril|mayo|junio|julio|agosto|sep?tiembre|octubre|noviembre|diciembre"
)
_DOT = r"(?:\s*\.\s*|\s+(?:punto|dot)\s+)"
_SIGNS = (
    (re.compile(r"(?:https?://|www\.)\S+", re.I), LINK),
    (
        re.compile(rf"[\w.+-]+(?:\s*@\s*|\s+arroba\s+)[\w-]+(?:{_DOT}[a-z]{{2,}})+\b", re.I),
        MAIL,
    ),
    (re.compile(r"\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|mx|hn|gt|sv|me|io|us|gob|gov)\b\S*", re.I),
     LINK),
    (re.compile(r"(?:(?<=\s)|^)@\s?[\w.]+|(?<=\s)arroba\s+[\w.]+", re.I), USER),
    (re.compile(r"\b[\w.]*[^\W\d_][\w.]*_[\w.]*|\b_[\w.]+"), USER),
    (re.compile(r"\b\d{1,4}\s?[/.-]\s?\d{1,2}(?:\s?[/.-]\s?\d{1,4})\b"), DATE),
    (re.compile(r"\b\d{1,2}/\d{1,2}\b"), DATE),
    (re.compile(rf"\b\d{{1,2}}\s+(?:de\s+)?(?:{_MONTHS})\b(?:\s+(?:del?\s+)?\d{{4}}\b)?", re.I),
     DATE),
    (re.compile(r"\b[A-Z]{1,3}-?\d[\d -]{5,}\d\b", re.I), NUMBER),
    (re.compile(r"\+?\(?\d(?:[\s().-]{0,3}\d){6,}"), PHONE),
    (re.compile(r"\b\d{1,3}(?:[.,]\d{3})+\b|\b\d+[.,:]\d+\b"), NUMBER),
    (re.compile(r"\b(?:19|20)\d\d\b"), DATE),
)  # fmt: skip
_INVISIBLE = "\u200d"  # joins emoji; every other invisible sign may stand within a name


def hide_signs(text: str) -> str:
    """Replace links, addresses of e-mail, users, telephone numbers, dates and long numbers.

    Args:
        text: what a child wrote.

    Returns:
        The text in plain letters (no other alphabet's look-alikes of width, nothing invisible),
        with PLACEHOLDERS.
    """
    text = "".join(
        character
        for character in unicodedata.normalize("NFKC", text)
        if unicodedata.category(character) != "Cf" or character == _INVISIBLE
    )
    for pattern, placeholder in _SIGNS:
        text = pattern.sub(placeholder, text)
    return text
