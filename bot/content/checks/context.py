"""data/follow_ups.yml: what answers a question that leans on the topic before leads somewhere."""

from collections.abc import Iterator
from typing import Any

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.follow_ups import ANY_GROUP
from bot.content.yaml_file import Place

_COUNTRIES = ("MX", "US")


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find topics, groups, kinds and small talk that do not exist, and quotes of no answer."""
    for file in files.of("follow_ups"):
        kinds = {*_fields(file, "kinds"), *_COUNTRIES}
        groups = {topic["group"] for topic in files.catalogue.values()}
        for kind in _fields(file, "kinds"):
            talk = file.get("kinds", kind, "small_talk")
            if talk is not None and talk not in files.small_talk:
                yield _unknown(
                    file, ("kinds", kind, "small_talk"), "la charla", talk, files.small_talk
                )
        for part, known in (("groups", {*groups, ANY_GROUP}), ("topics", set(files.catalogue))):
            for about in _fields(file, part):
                if about not in known:
                    yield _unknown(file, (part, about), "el grupo o tema", about, known)
                for kind in _fields(file, part, about):
                    place = (part, about, kind)
                    if kind not in kinds:
                        yield _unknown(file, place, "la clase", kind, kinds)
                    yield from _target(file, place, file.get(*place), files)


def _target(
    file: CheckedFile, place: Place, target: Any, files: ContentFiles
) -> Iterator[Finding]:
    values = target if isinstance(target, list) else [target]
    if isinstance(target, dict):
        for country in target:
            if country not in _COUNTRIES:
                yield _unknown(file, (*place, country), "el país", country, _COUNTRIES)
        values = list(target.values())
    for value in map(str, values):
        if value.startswith("«"):
            if not _is_quoted(value.strip("«»"), str(place[1]), files):
                yield file.finding(
                    place,
                    f"«{value.strip('«»')}» no está en la respuesta de {place[1]}",
                    "copia unas palabras del párrafo que lo dice",
                )
        elif value not in files.catalogue:
            yield _unknown(file, place, "el tema", value, files.catalogue)


def _is_quoted(quote: str, topic: str, files: ContentFiles) -> bool:
    answers = next((file.get("answers") for file in files.of("topic") if file.id == topic), None)
    texts = answers.values() if isinstance(answers, dict) else ()
    return any(quote in str(text) for answer in texts for text in dict(answer or {}).values())


def _unknown(file: CheckedFile, place: Place, what: str, name: str, known: Any) -> Finding:
    return file.finding(
        place, f"{what} «{name}» no existe", nearest(str(name), known) or "usa uno que exista"
    )


def _fields(file: CheckedFile, *place: str) -> dict[str, Any]:
    found = file.get(*place)
    return found if isinstance(found, dict) else {}
