"""Buttons and references that lead nowhere."""

from collections.abc import Iterator

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.yaml_file import Place


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find follow-ups and other named topics that do not exist or are not written yet."""
    for file in files.of("topic", "small_talk"):
        listed = list(file.texts("follow_ups"))
        for place, name in listed:
            if name == file.id:
                yield file.finding(place, "lleva a este mismo tema", "pon otro tema")
            else:
                yield from _leads_somewhere(file, place, name, files)
        if file.kind == "topic" and file.document and not 2 <= len(listed) <= 4:
            yield file.finding(
                ("follow_ups",),
                f"hay {len(listed)} botones y deben ser de 2 a 4",
                "pon los temas que querría saber después",
            )
    for file in files.of("urgent"):
        for place, _ in file.texts("lookalikes"):
            topic = file.get(*place[:2], "topic") if place[-1] == "text" else None
            if isinstance(topic, str):
                yield from _leads_somewhere(file, (*place[:2], "topic"), topic, files)
    for file in files.of("topic_tests", "small_talk_tests"):
        for place, _ in file.texts("messages"):
            for at, name in file.texts(*place[:2], "also") if place[-1] == "text" else ():
                if name not in _intents(files):
                    yield _unknown(file, at, name, _intents(files))


def _leads_somewhere(
    file: CheckedFile, place: Place, name: str, files: ContentFiles
) -> Iterator[Finding]:
    known = _intents(files) if place[0] == "lookalikes" else set(files.catalogue)
    if name not in known:
        yield _unknown(file, place, name, known)
    elif name in files.catalogue and name not in files.written_topics:
        yield file.finding(
            place,
            f"el tema «{name}» todavía no está escrito: el botón no sale",
            f"escríbelo, o pon otro tema ({name} es del grupo {files.catalogue[name]['group']})",
            "warning",
        )


def _unknown(file: CheckedFile, place: Place, name: str, known: set[str]) -> Finding:
    return file.finding(
        place, f"el tema «{name}» no existe", nearest(name, known) or "usa un id del catálogo"
    )


def _intents(files: ContentFiles) -> set[str]:
    return {*files.catalogue, *files.small_talk, *(file.id for file in files.of("urgent"))}
