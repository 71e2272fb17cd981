"""The patterns of urgent classes and follow-ups: whether they are in the syntax that is matched.

bot/language/urgency/patterns.py is what matches them; it lies above this package, so the syntax
is said here once more, and tests/content/checks/test_patterns.py holds the two together.
"""

import re
from collections.abc import Iterator, Set

from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.checks.finding import Finding
from bot.content.yaml_file import Place

_PIECES = re.compile(r"\.\.\.|[()\[\]|]|[^\s()\[\]|]+")
_BRACKETS = {"(": ")", "[": "]"}
_WORD = re.compile(r"\w{2,}\*|\w+")
_REMEDY = "usa palabras, (una|otra), [quizá], palabra*, <lista> y ... (hasta tres palabras)"


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find patterns that would never match, or are not understood."""
    for file in files.of("urgent"):
        for name in ("patterns", "doubtful", "alone", "raise_to_p1", "raise_to_p2"):
            yield from _list(file, name, lists=files.word_lists)
    for file in files.of("follow_ups"):
        yield from _list(file, "around")
        for kind in file.get("kinds") or ():
            yield from _list(file, "kinds", kind, "says")


def _list(file: CheckedFile, *where: str, lists: Set[str] = frozenset()) -> Iterator[Finding]:
    seen: set[str] = set()
    for place, pattern in file.texts(*where):
        yield from look_at_pattern(file, place, pattern, lists)
        if pattern in seen:
            yield file.finding(place, f"«{pattern}» está dos veces", "borra uno")
        seen.add(pattern)


def look_at_pattern(
    file: CheckedFile, place: Place, pattern: str, lists: Set[str] = frozenset()
) -> Iterator[Finding]:
    """Find what is not understood in one pattern; ``lists`` are those that it may name."""
    pieces = ["lista" if piece[1:-1] in lists else piece for piece in _PIECES.findall(pattern)]
    try:
        has_word = _sequence(list(pieces), outermost=True)
    except _Fault as fault:
        yield file.finding(place, f"{fault} en el patrón «{pattern}»", _REMEDY)
        return
    if not has_word or "..." in (pieces[0], pieces[-1]):
        yield file.finding(
            place,
            f"«{pattern}» no tiene palabras fijas a los dos lados",
            "empieza y termina con una palabra",
        )


class _Fault(Exception):
    """What is not understood in a pattern, in Spanish."""


def _sequence(pieces: list[str], *, outermost: bool = False) -> bool:
    """Take pieces up to the end of a choice, and tell whether one of them must be a word."""
    has_word = False
    while pieces and pieces[0] not in ")]|":
        piece = pieces.pop(0)
        if piece in _BRACKETS:
            has_word |= _group(pieces, piece)
        elif piece != "...":
            if not _WORD.fullmatch(piece):
                raise _Fault(f"«{piece}» no se entiende")
            has_word = True
    if outermost and pieces:
        raise _Fault(f"«{pieces[0]}» está suelto")
    return has_word


def _group(pieces: list[str], opening: str) -> bool:
    choices: list[bool] = []
    while not choices or (pieces and pieces[0] == "|"):
        if choices:
            pieces.pop(0)
        if not pieces or pieces[0] in ")]|":
            raise _Fault("falta una palabra entre paréntesis")
        choices.append(_sequence(pieces))
    if not pieces or pieces.pop(0) != _BRACKETS[opening]:
        raise _Fault("un paréntesis no se cierra bien")
    return opening == "(" and all(choices)
