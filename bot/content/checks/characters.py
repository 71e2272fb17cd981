"""Characters that look right and are not: invisible ones, and letters of other alphabets."""

import unicodedata
from collections.abc import Iterator

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding
from bot.content.yaml_file import places

_INVISIBLE = {"Cf", "Cc", "Co", "Cn"}
_FINE = {"\n", "\t", "\u200d", "\ufe0f"}  # the last two join and colour emojis
_ALPHABETS = ("LATIN", "MASCULINE", "FEMININE", "MODIFIER", "ZERO WIDTH")


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find them in every text of what the bot says, and in what it learns."""
    for file in files.files:
        for place, value in places(file.fields):
            if isinstance(value, str) and not value.isascii():
                for offset, character in enumerate(value):
                    if told := _strange(character):
                        yield file.finding(place, *told, offset=offset)
                        break


def _strange(character: str) -> tuple[str, str] | None:
    if character.isascii() or character in _FINE:
        return None
    category = unicodedata.category(character)
    if category in _INVISIBLE:
        return (
            f"hay un carácter invisible (U+{ord(character):04X})",
            "borra la palabra y escríbela otra vez",
        )
    name = unicodedata.name(character, "")
    if category.startswith("L") and not name.startswith(_ALPHABETS):
        return (
            f"«{character}» es una letra de otro alfabeto, aunque se parezca",
            "borra la palabra y escríbela otra vez",
        )
    if category == "Mn":
        return "hay un acento suelto, separado de su letra", "borra la letra y escríbela otra vez"
    return None
