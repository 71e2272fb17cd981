"""data/desk.yml: topics, classes and time zones that exist, and times that grow."""

from collections.abc import Collection, Iterator
from zoneinfo import available_timezones

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.fields import find_zone
from bot.content.yaml_file import Place

_TOPICS = ("human_topic", "erase_topic", "shelter_topic")
_STEPS = {
    "nobody_takes": ("everyone", "supervisors"),
    "child_waits": ("holder", "everyone", "supervisors"),
}


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find what would make the desk fail, or ring for people in the wrong order."""
    for file in files.of("desk"):
        classes = {urgent.id for urgent in files.of("urgent")}
        for field in _TOPICS:
            yield from _unknown(file, field, "el tema", files.catalogue)
        yield from _unknown(file, "safe_word_class", "la clase urgente", classes)
        yield from _zones(file)
        yield from _times(file)


def _unknown(
    file: CheckedFile, field: str, what: str, known: Collection[str]
) -> Iterator[Finding]:
    name = file.get(field)
    if isinstance(name, str) and name not in known:
        remedy = nearest(name, known) or "usa un id que exista"
        yield file.finding((field,), f"{what} «{name}» no existe", remedy)


def _zones(file: CheckedFile) -> Iterator[Finding]:
    teams = file.get("teams")
    for team in teams if isinstance(teams, dict) else ():
        name = file.get("teams", str(team), "time_zone")
        if isinstance(name, str) and find_zone(name) is None:
            remedy = nearest(name, available_timezones()) or "usa una como America/Mexico_City"
            place: Place = ("teams", str(team), "time_zone")
            yield file.finding(place, f"no hay una zona horaria «{name}»", remedy)


def _times(file: CheckedFile) -> Iterator[Finding]:
    """Find steps that come before the milder step that they follow."""
    times = file.get("times")
    for priority in times if isinstance(times, dict) else ():
        for chain, steps in _STEPS.items():
            places: list[Place] = [("times", str(priority), chain, step) for step in steps]
            again = file.get("times", str(priority), chain, "again")
            if isinstance(again, list):
                places += [(*places[0][:3], "again", index) for index in range(len(again))]
            yield from _falling(file, places)


def _falling(file: CheckedFile, places: list[Place]) -> Iterator[Finding]:
    last = 0
    for place in places:
        minutes = file.get(*place)
        if not isinstance(minutes, int):
            continue  # the schema says what is wrong
        if minutes < last:
            yield file.finding(
                place,
                f"a los {minutes} minutos es antes que el paso anterior ({last})",
                "pon los pasos en orden: cada uno más tarde",
            )
        last = max(last, minutes)
