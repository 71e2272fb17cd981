"""Fields that are unknown, missing or of the wrong kind, by the published JSON Schemas."""

import json
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from typing import Any

from jsonschema import Draft7Validator, RefResolver

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.load import DATA
from bot.content.yaml_file import Place

SCHEMAS = DATA / "schema"
_KINDS = {
    "string": "un texto (entre comillas si es un número)",
    "array": "una lista, cada cosa en su línea con un guion",
    "object": "campos con su nombre",
    "boolean": "true o false",
    "integer": "un número",
    "null": "vacío",
}


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find what the schema of a file's kind does not allow."""
    for file in files.files:
        if file.kind != "other" and file.document and isinstance(file.document.data, dict):
            for error in _validator(file.kind).iter_errors(_plain(file.document.data)):
                yield from _findings(file, error)


@lru_cache(maxsize=16)
def _validator(kind: str) -> Any:
    path = SCHEMAS / f"{kind}.json"
    schema = json.loads(path.read_text("utf-8"))
    return Draft7Validator(schema, resolver=RefResolver(path.as_uri(), schema))


def _plain(value: Any) -> Any:
    """Turn dates into text, which is all that JSON has."""
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    return value.isoformat() if isinstance(value, date) else value


def _findings(file: CheckedFile, error: Any) -> Iterator[Finding]:
    place: Place = tuple(error.absolute_path)
    if error.instance is None or error.instance == "":
        yield file.finding(place, "está vacío", "escríbelo, o borra el campo si no hace falta")
        return
    if error.validator in {"anyOf", "oneOf"} and error.context:
        # The alternative that got furthest is the one that the editor meant.
        deepest = max(error.context, key=lambda inner: len(inner.absolute_path))
        if len(deepest.absolute_path) > len(error.absolute_path) or isinstance(
            error.instance, dict
        ):
            meant = [inner for inner in error.context if inner.validator != "type"]
            yield from _findings(file, meant[0] if meant else deepest)
            return
        yield file.finding(place, *_wrong_kind(error.instance, "string"))
    elif error.validator == "additionalProperties":
        known = list(error.schema.get("properties", ()))
        for name in error.instance:
            if name not in known:
                guess = nearest(name, known)
                yield file.finding(
                    (*place, name),
                    f"el campo «{name}» no existe aquí",
                    guess or f"usa uno de estos: {', '.join(known)}",
                )
    elif error.validator == "required":
        for name in error.validator_value:
            if name not in error.instance:
                yield file.finding(
                    (*place, name), f"falta el campo «{name}»", "añádelo como en un archivo vecino"
                )
    else:
        yield file.finding(place, *_explain(error))


def _explain(error: Any) -> tuple[str, str]:
    """Return what is wrong and the remedy."""
    value = error.validator_value
    if error.validator == "type":
        return _wrong_kind(error.instance, value if isinstance(value, str) else value[0])
    if error.validator == "enum":
        allowed = ", ".join(str(item) for item in value)
        return f"«{error.instance}» no es un valor posible", f"usa uno de estos: {allowed}"
    if error.validator == "uniqueItems":
        return "hay algo dos veces en la lista", "borra el repetido"
    if error.validator in {"minItems", "minLength", "minProperties"}:
        return "está vacío", "escríbelo o borra el campo si no hace falta"
    if error.validator in {"minimum", "maximum"}:
        bound = "menos" if error.validator == "minimum" else "más"
        return f"«{error.instance}» es {bound} de lo que puede ser", f"el límite es {value}"
    if error.validator == "pattern":
        hint = error.schema.get("description", "")
        if value == r"^[^\n]+$":
            return "debe estar en una sola línea", "quita el salto de línea o el «|»"
        return f"«{error.instance}» no tiene la forma debida", hint.rstrip(
            "."
        ) or "compara con otro"
    return f"no se entiende ({error.validator})", "compara con un archivo vecino"


def _wrong_kind(found: Any, wanted: str) -> tuple[str, str]:
    if isinstance(found, dict) and wanted == "string":
        return (
            "hay dos puntos que parten el texto en campo y valor",
            "pon todo el texto entre comillas",
        )
    return f"«{found}» no es lo que va aquí", f"pon {_KINDS.get(wanted, wanted)}"
