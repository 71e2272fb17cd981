"""Topics and small talk against the catalogue."""

from collections.abc import Iterator

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding

_NAMES = {"MX": "México", "US": "Estados Unidos", "ANY": "todos (ANY)"}


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find topics that the catalogue does not know, or knows otherwise, and those missing."""
    if not files.of("catalogue"):
        return
    for file in files.of("topic"):
        if file.id in files.catalogue:
            yield from _compare(file, files)
        else:
            yield Finding(
                file.name,
                1,
                "",
                f"el tema «{file.id}» no está en data/catalogue.yml",
                nearest(file.id, files.catalogue) or "corrige el nombre, o añádelo al catálogo",
            )
    for file in files.of("small_talk"):
        if file.id not in files.small_talk:
            yield Finding(
                file.name,
                1,
                "",
                f"«{file.id}» no está en small_talk de data/catalogue.yml",
                nearest(file.id, files.small_talk) or "corrige el nombre, o añádelo al catálogo",
            )
    yield from _not_written(files)


def _compare(file: CheckedFile, files: ContentFiles) -> Iterator[Finding]:
    wanted = files.catalogue[file.id]
    if file.group != wanted["group"]:
        yield Finding(
            file.name,
            1,
            "",
            f"el tema «{file.id}» es del grupo «{wanted['group']}» según el catálogo",
            f"muévelo a data/topics/{wanted['group']}/",
        )
    title = file.get("title")
    if isinstance(title, str) and title.strip() != wanted.get("title"):
        yield file.finding(
            ("title",),
            f"el catálogo lo llama «{wanted.get('title')}»",
            "pon el mismo título en los dos",
            "warning",
        )
    answers = file.get("answers")
    if not isinstance(answers, dict):
        return
    countries = {"MX", "US"} if wanted.get("by_country") else {"ANY"}
    for country in sorted(countries - set(answers)):
        yield file.finding(
            ("answers", country),
            f"falta la respuesta para {_NAMES[country]}",
            f"escríbela bajo answers, {country}",
        )
    for country in sorted(set(answers) & set(_NAMES) - countries):
        yield file.finding(
            ("answers", country),
            f"este tema no lleva respuesta para {_NAMES[country]}",
            f"usa {' y '.join(sorted(countries))}, o cambia by_country en el catálogo",
        )


def _not_written(files: ContentFiles) -> Iterator[Finding]:
    catalogue = files.of("catalogue")[0]
    written = {file.id for file in files.of("topic")}
    groups = catalogue.get("groups")
    for group, topics in groups.items() if isinstance(groups, dict) else ():
        for index, topic in enumerate(topics if isinstance(topics, list) else ()):
            name = topic.get("id") if isinstance(topic, dict) else None
            if isinstance(name, str) and name not in written:
                yield catalogue.finding(
                    ("groups", group, index),
                    f"el tema «{name}» todavía no está escrito",
                    f"python -m bot content new {group} {name}",
                    "warning",
                )
    spoken = {file.id for file in files.of("small_talk")}
    for index, name in enumerate(files.small_talk):
        if name not in spoken:
            yield catalogue.finding(
                ("small_talk", index),
                f"la charla «{name}» todavía no está escrita",
                f"escribe data/small_talk/{name}.yml",
                "warning",
            )
