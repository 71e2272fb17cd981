"""Reads a labelled file: a YAML list of ``{text, topic}`` or ``{text, urgent, class}``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from bot.content.checks.files import nearest
from bot.content.checks.finding import Finding, field_name
from bot.content.model import Content
from bot.content.yaml_file import Document, Place, read_document
from bot.errors import ContentError
from bot.understanding.evaluate.messages import LOOKALIKE, ORDINARY, URGENT, Kind, Labelled

_FIELDS = ("text", "topic", "urgent", "class", "also")
_SHAPE = "escribe una lista de «- {text: …, topic: …}» o «- {text: …, urgent: true, class: …}»"


def read_labelled(path: Path, content: Content) -> list[Labelled]:
    """Read a labelled file.

    ``topic`` is a topic or a small talk (an urgent class there means ``urgent: true`` and that
    class), ``urgent`` is true or false, ``class`` an urgent class, and ``also`` a list of further
    names that are right, too.

    Args:
        path: the file.
        content: says which names there are.

    Returns:
        The messages, in the file's order.

    Raises:
        ContentError: it cannot be read or has mistakes; all are named, with line and remedy.
    """
    try:
        document = read_document(path)
    except OSError as error:
        raise ContentError(f"{path} no se puede leer: comprueba que la ruta esté bien.") from error
    reader = _Reader(str(path), document, content)
    findings = list(reader.findings())
    if findings:
        raise ContentError("\n".join(["el archivo tiene errores:", *map(str, findings)]))
    return [reader.message(item) for item in document.data]


class _Reader:
    """Checks and reads the items of one document."""

    def __init__(self, name: str, document: Document, content: Content) -> None:
        self._name = name
        self._document = document
        self._topics = {*content.topics, *content.small_talk}
        self._classes = set(content.urgent)

    def findings(self) -> Iterator[Finding]:
        """Find what is wrong."""
        items = self._document.data
        if not isinstance(items, list) or not items:
            yield self._finding((), "no es una lista de mensajes", _SHAPE)
            return
        for place, _line in self._document.repeated:
            yield self._finding(place, "el campo está dos veces", "deja uno")
        for index, item in enumerate(items):
            if isinstance(item, dict):
                yield from self._of_item((index,), item)
            else:
                yield self._finding((index,), "no tiene campos", _SHAPE)

    def message(self, item: dict[str, Any]) -> Labelled:
        """Read one item without mistakes."""
        named = [item.get("topic"), item.get("class"), *item.get("also", ())]
        classes = tuple(name for name in named if name in self._classes)
        topics = tuple(name for name in named if name in self._topics)
        is_urgent = item.get("urgent", item.get("topic") in self._classes)
        kind: Kind = URGENT if is_urgent else ORDINARY if topics and not classes else LOOKALIKE
        return Labelled(item["text"], kind, topics, classes)

    def _of_item(self, place: Place, item: dict[str, Any]) -> Iterator[Finding]:
        for field in item.keys() - set(_FIELDS):
            remedy = nearest(field, _FIELDS) or f"los campos son {', '.join(_FIELDS)}"
            yield self._finding((*place, field), "el campo no existe", remedy)
        text = item.get("text")
        if not isinstance(text, str) or not text.strip():
            what = "falta el mensaje" if text in (None, "") else "no es texto"
            yield self._finding((*place, "text"), what, "escribe el mensaje entre comillas")
        if "topic" not in item and "urgent" not in item:
            yield self._finding(place, "no dice ni «topic» ni «urgent»", _SHAPE)
        if not isinstance(item.get("urgent", False), bool):
            yield self._finding((*place, "urgent"), "no es ni sí ni no", "escribe true o false")
        if "topic" in item:
            known = self._topics | self._classes
            yield from self._of_name((*place, "topic"), item["topic"], known)
        if "class" in item:
            yield from self._of_name((*place, "class"), item["class"], self._classes)
        also = item.get("also", [])
        if not isinstance(also, list):
            yield self._finding((*place, "also"), "no es una lista", "escribe also: [nombre]")
            return
        for index, name in enumerate(also):
            known = self._topics | self._classes
            yield from self._of_name((*place, "also", index), name, known)

    def _of_name(self, place: Place, name: object, known: set[str]) -> Iterator[Finding]:
        if not isinstance(name, str) or name not in known:
            what = f"«{name}» no existe" if name else "falta el nombre"
            remedy = nearest(str(name or ""), known)
            yield self._finding(place, what, remedy or "usa el nombre de un archivo de data/")

    def _finding(self, place: Place, what: str, remedy: str) -> Finding:
        line = self._document.line(place)
        return Finding(self._name, line, field_name(place, self._document.data), what, remedy)
