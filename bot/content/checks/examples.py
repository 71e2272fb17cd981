"""Examples: enough of them, and no two alike."""

from collections.abc import Iterator

from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.checks.finding import Finding
from bot.content.checks.likeness import LIKE, Sentence, like_pairs

_ENOUGH = {
    ("topic", "examples"): (20, 60),
    ("urgent", "examples"): (20, 60),
    ("urgent", "lookalikes"): (20, 40),
    ("small_talk", "examples"): (10, 30),
}


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find lists that are too short, and examples that repeat each other."""
    sentences = []
    for (kind, name), (least, good) in _ENOUGH.items():
        for file in files.of(kind):
            found = [Sentence(file, place, text) for place, text in file.texts(name)]
            sentences += found
            if file.document and len(found) < good:
                yield _too_few(file, name, len(found), least, good)
    for first, second, share in like_pairs(sentences):
        yield from _alike(first, second, share)


def _too_few(file: CheckedFile, name: str, count: int, least: int, good: int) -> Finding:
    return file.finding(
        (name,),
        f"hay {count} mensajes: con menos de {good} se entiende mal",
        "añade como los escriben: con faltas, cortos, de varios países",
        "error" if count < least else "warning",
    )


def _alike(first: Sentence, second: Sentence, share: float) -> Iterator[Finding]:
    identical = first.words == second.words
    if first.file.name == second.file.name and first.place[0] == second.place[0]:
        what = "está dos veces" if identical else f"casi repite a otro ({share:.0%} igual)"
        yield second.finding(f"{what}: {first.where()}", "borra uno o escríbelo distinto")
    elif _may_both_be_true(first, second):
        return
    elif identical:
        yield second.finding(f"está también en {first.where()}", "déjalo solo donde de verdad va")
    elif share > LIKE:
        yield second.finding(
            f"se parece mucho ({share:.0%}) a {first.where()}",
            "deja claro en qué se distinguen, o borra uno",
            "warning",
        )


def _may_both_be_true(first: Sentence, second: Sentence) -> bool:
    """Tell whether two lists may hold the same message.

    A look-alike is not urgent: it may be a look-alike of another class too, and an example of the
    topic that it really means.
    """
    looks = [sentence for sentence in (first, second) if sentence.place[0] == "lookalikes"]
    if len(looks) != 1:
        return len(looks) == 2
    other = second if looks[0] is first else first
    if other.file.kind == "urgent":
        return False
    place = looks[0].place
    topic = looks[0].file.get(*place[:2], "topic") if place[-1] == "text" else None
    return topic is None or topic == other.file.id
