"""YAML with line numbers.

Scalars follow YAML 1.2 and little of it: ``No`` and ``yes`` are words, as an editor means them;
only true, false, null, numbers and ISO dates are more than text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from bot.errors import ContentError

Place = tuple[str | int, ...]
"""Where a value stands in a document: keys and list positions from the top."""

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_INTEGER = re.compile(r"[-+]?\d+")
_NUMBER = re.compile(r"[-+]?\d+\.\d+")
_WORDS: dict[str, bool | None] = {"true": True, "false": False, "null": None, "~": None, "": None}


class YamlProblem(ContentError):
    """A file is not YAML that we read.

    Attributes:
        line: the line to look at, counted from 1.
        what: what is wrong, in Spanish.
    """

    def __init__(self, name: str, line: int, what: str) -> None:
        super().__init__(f"{name}:{line}: {what}")
        self.line = line
        self.what = what


@dataclass(frozen=True)
class Document:
    """One YAML file.

    Attributes:
        data: the content as dicts, lists, str, int, float, bool, date and None.
        lines: for each value, the line of its key or list item, counted from 1.
        blocks: for each text written under a ``|``, its first line.
        repeated: keys that stand twice in one mapping, each with the line of the second.
    """

    data: Any = None
    lines: dict[Place, int] = field(default_factory=dict)
    blocks: dict[Place, int] = field(default_factory=dict)
    repeated: list[tuple[Place, int]] = field(default_factory=list)

    def line(self, place: Place) -> int:
        """Return the line of a place, or of the nearest thing around it that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_document(path: Path, name: str | None = None) -> Document:
    """Read a YAML file.

    Args:
        path: the file.
        name: what error messages call it; the path if left out.

    Returns:
        Its content with line numbers.

    Raises:
        YamlProblem: it is not UTF-8, not YAML, or more than one document.
        OSError: it cannot be read.
    """
    name = name or str(path)
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        raise YamlProblem(name, line, "el archivo no está guardado en UTF-8") from error
    return parse_document(text, name)


def parse_document(text: str, name: str = "texto") -> Document:
    """Parse YAML text; see read_document.

    Raises:
        YamlProblem: it is not YAML, or more than one document.
    """
    try:
        root = YAML(typ="safe").compose(text)
    except MarkedYAMLError as error:
        line = _line(error.problem_mark or error.context_mark, text)
        if quote := _open_quote(text, line):
            raise YamlProblem(name, quote, "una comilla se abre y no se cierra") from error
        raise YamlProblem(name, line, _in_spanish(error)) from error
    except YAMLError as error:
        what = "hay un carácter que no se puede leer (quizá se pegó de otro programa)"
        raise YamlProblem(name, 1, what) from error
    document = Document()
    if root is None:
        return document
    return replace(document, data=_value(root, (), document, name))


def _value(node: Any, place: Place, document: Document, name: str) -> Any:
    line = document.lines.setdefault(place, node.start_mark.line + 1)
    if len(place) > 20:  # our files are five deep; an alias that contains itself has no end
        raise YamlProblem(name, line, "las listas están anidadas sin fin")
    if node.id == "scalar":
        if node.style == "|":
            document.blocks[place] = node.start_mark.line + 2
        return _scalar(node)
    if node.id == "sequence":
        return [
            _value(item, (*place, index), document, name) for index, item in enumerate(node.value)
        ]
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value) if key_node.id == "scalar" else "?"
        inner = (*place, key)
        line = key_node.start_mark.line + 1
        if key in result:
            document.repeated.append((inner, line))
        document.lines[inner] = line
        result[key] = _value(value_node, inner, document, name)
    return result


def _scalar(node: Any) -> str | int | float | bool | date | None:
    text: str = node.value
    if node.style:  # quoted or a block: text, whatever it looks like
        return text
    if text.lower() in _WORDS:
        return _WORDS[text.lower()]
    if _INTEGER.fullmatch(text) and not re.match(r"[-+]?0\d", text) and text[0] != "+":
        return int(text)
    if _NUMBER.fullmatch(text):
        return float(text)
    if _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            return text
    return text


def _line(mark: Any, text: str) -> int:
    last = max(1, len(text.splitlines()))
    return min(mark.line + 1, last) if mark else 1


def _open_quote(text: str, last: int) -> int | None:
    """Return the line of a quote that is not closed within it, up to a line.

    Such a quote swallows the lines below it up to the next quote, so the parser stumbles far from
    the mistake.
    """
    for number, line in enumerate(text.splitlines()[:last], start=1):
        opened = re.match(r"""\s*(?:- )?(?:\w+:\s+)?(?:\{\w+:\s+)?(['"])(.*)""", line)
        if opened and opened[1] not in opened[2].replace("''", "").replace('\\"', ""):
            return number
    return None


_EXPLANATIONS = (
    ("mapping values are not allowed", "hay dos puntos de más: pon el texto entre comillas"),
    (
        "cannot start any token",
        "hay un tabulador o un signo al principio: usa espacios, o pon el texto entre comillas",
    ),
    ("while scanning a quoted scalar", "una comilla se abre y no se cierra"),
    (
        "parsing a flow",
        "un corchete o una llave se abre y no se cierra bien, o falta una coma",
    ),
    (
        "block (mapping|sequence|collection)|did not find expected (key|'-')",
        "el sangrado no cuadra: alinea esta línea con sus vecinas",
    ),
    (
        "could not find expected ':'",
        "faltan los dos puntos después del nombre del campo, o el sangrado no cuadra",
    ),
    ("alias", "un asterisco al principio tiene otro sentido: pon el texto entre comillas"),
    ("single document", "la línea «---» parte el archivo en dos: bórrala"),
    ("tag|directive", "un «!» o «%» al principio tiene otro sentido: pon el texto entre comillas"),
    (
        "control characters|unacceptable character",
        "hay un carácter invisible: borra la línea y escríbela otra vez",
    ),
)


def _in_spanish(error: MarkedYAMLError) -> str:
    told = f"{error.context or ''} {error.problem or ''}"
    for pattern, what in _EXPLANATIONS:
        if re.search(pattern, told):
            return what
    return "la línea no está bien escrita en YAML; compara con un archivo vecino"


def places(value: Any, place: Place = ()) -> Iterator[tuple[Place, Any]]:
    """Walk a document's data.

    Yields:
        Each place with the value that stands there, outer ones first.
    """
    yield place, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from places(inner, (*place, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from places(inner, (*place, index))
