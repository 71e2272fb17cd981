"""Files that are not YAML, are empty, say a field twice, or stand where nobody reads them."""

from collections.abc import Iterator

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding, field_name

_FOLDERS = ("data/topics", "data/urgent", "data/small_talk")
_TEST_FOLDERS = ("tests/topics", "tests/urgent", "tests/small_talk")


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find files that cannot be read as they are meant."""
    for file in files.files:
        if file.problem:
            yield Finding(
                file.name,
                file.problem.line,
                "",
                file.problem.what,
                "corrige esa línea o la de arriba y guarda otra vez",
            )
        elif file.document and not isinstance(file.document.data, dict):
            yield Finding(
                file.name, 1, "", "el archivo no tiene campos", "copia la forma de un vecino"
            )
        for place, line in file.document.repeated if file.document else ():
            yield Finding(
                file.name,
                line,
                field_name(place, file.fields),
                "este campo está dos veces y solo vale el segundo",
                "junta los dos en uno",
            )
    yield from _strangers(files)


def _strangers(files: ContentFiles) -> Iterator[Finding]:
    known = {file.name for file in files.files}
    for folder in _FOLDERS + _TEST_FOLDERS:
        for path in sorted((files.root / folder).rglob("*")):
            name = path.relative_to(files.root).as_posix()
            if path.is_file() and name not in known and not path.name.startswith("."):
                yield Finding(
                    name,
                    1,
                    "",
                    "nadie lee este archivo: su carpeta o su nombre no es de contenido",
                    "llámalo <id>.yml y ponlo en su carpeta (data/topics/<grupo>/<id>.yml)",
                )
