"""Words as such, without accents, capitals or signs: for finding what somebody typed."""

import re
import unicodedata


def plain_words(text: str) -> str:
    """Return the words of a text in small letters, without accents, one space between them."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    shown = "".join(one for one in letters if not unicodedata.combining(one))
    return " ".join(re.findall(r"\w+", shown))
