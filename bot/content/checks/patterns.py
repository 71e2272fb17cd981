"""The patterns of urgent classes: whether they are written in the syntax that is matched.

bot/language/urgency/patterns.py is what matches them; it lies above this package, so the syntax
is said here once more, and tests/content/checks/test_patterns.py holds the two together.
"""

import re
from collections.abc import Iterator

from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.checks.finding import Finding
from bot.content.yaml_file import Place

_OPTION = r"\s*(?:\w{2,}\*|\w+(?:\s+\w+)*)\s*"
_OPTIONS = rf"{_OPTION}(?:\|{_OPTION})*"
_PIECE = re.compile(rf"\w{{2,}}\*|\w+|\({_OPTIONS}\)|\[{_OPTIONS}\]|\.\.\.")


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find patterns that would never match, or are not understood."""
    for file in files.of("urgent"):
        for name in ("patterns", "raise_to_p1"):
            seen: set[str] = set()
            for place, pattern in file.texts(name):
                yield from _pattern(file, place, pattern)
                if pattern in seen:
                    yield file.finding(place, f"«{pattern}» está dos veces", "borra uno")
                seen.add(pattern)


def _pattern(file: CheckedFile, place: Place, pattern: str) -> Iterator[Finding]:
    pieces = re.findall(r"\([^()\[\]]*\)|\[[^()\[\]]*\]|[^\s()\[\]]+|\S", pattern)
    for piece in pieces:
        if not _PIECE.fullmatch(piece):
            yield file.finding(
                place,
                f"«{piece}» no se entiende en el patrón «{pattern}»",
                "usa palabras, (una|otra), [quizá], palabra* y ... (hasta tres palabras), sin "
                "paréntesis dentro de paréntesis",
            )
            return
    if "..." in (pieces[0], pieces[-1]) or all(piece[0] in "[." for piece in pieces):
        yield file.finding(
            place,
            f"«{pattern}» no tiene palabras fijas a los dos lados",
            "empieza y termina con una palabra",
        )
