"""Checks the parameters of a call against the tables of ``api`` and gives them their types."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.sandbox.api import KINDS, METHODS, OBJECTS, Fields
from bot.sandbox.refusal import bad_request

_ARRAY = "Array of "
_IS_TRUE = {"true": True, "1": True, "false": False, "0": False}
_ABSENT = {"chat_id": "chat_id is empty", "text": "message text is empty"}


@dataclass(frozen=True)
class Upload:
    """A file that came with a multipart request; its content is not kept."""

    name: str
    size: int


def read_arguments(method: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Check the parameters of a call.

    Args:
        method: a name of ``api.METHODS``.
        raw: the parameters as they came: texts and uploads from a form or a query string,
            any JSON values from a JSON body.

    Returns:
        The parameters with the types of the table.

    Raises:
        Refusal: a parameter is missing, unknown or of another type.
    """
    table = METHODS[method]
    arguments: dict[str, Any] = {}
    for name, value in raw.items():
        type_name = table.type_of(name)
        if type_name is None:
            raise bad_request(f'method {method} has no parameter "{name}"')
        arguments[name] = _read(value, type_name, name)
    for name in table.required:
        if name not in arguments:
            raise bad_request(_ABSENT.get(name, f'parameter "{name}" is required'))
    return arguments


def _read(value: Any, type_name: str, name: str) -> Any:
    """Return a top-level value; forms carry everything as text, objects as JSON in text."""
    if isinstance(value, str) and not _takes_text(type_name):
        value = _from_text(value, type_name, name)
    return _check(value, type_name, name)


def _takes_text(type_name: str) -> bool:
    return "String" in type_name.split("|")


def _from_text(text: str, type_name: str, name: str) -> Any:
    if type_name == "Integer" and re.fullmatch(r"-?\d{1,19}", text):
        return int(text)
    if type_name == "Float" and re.fullmatch(r"-?\d+(\.\d+)?", text):
        return float(text)
    if type_name == "Boolean" and text.lower() in _IS_TRUE:
        return _IS_TRUE[text.lower()]
    if type_name in {"Integer", "Float", "Boolean", "InputFile"}:
        raise bad_request(f'parameter "{name}" must be of type {type_name}')
    try:
        return json.loads(text)
    except ValueError as error:
        raise bad_request(f"can't parse {name} JSON object") from error


def _check(value: Any, type_name: str, where: str) -> Any:
    """Return a typed value as it is used from here on, or refuse it."""
    if type_name.startswith(_ARRAY):
        if not isinstance(value, list):
            raise bad_request(f'"{where}" must be an Array')
        return [_check(item, type_name[len(_ARRAY) :], where) for item in value]
    choices = type_name.split("|")
    objects = [choice for choice in choices if choice in OBJECTS or choice in KINDS]
    if objects:
        return _check_object(value, objects, where)
    if not any(_is_scalar(value, choice) for choice in choices):
        raise bad_request(f'"{where}" must be of type {" or ".join(choices)}')
    if isinstance(value, str):
        _demand_utf8(value)
        if choices == ["Integer", "String"] and re.fullmatch(r"-?\d{1,19}", value):
            return int(value)
    return value


def _is_scalar(value: Any, type_name: str) -> bool:
    if type_name == "Integer":
        return isinstance(value, int) and not isinstance(value, bool)
    if type_name == "Float":
        return isinstance(value, (int, float)) and not isinstance(value, bool)
    if type_name == "Boolean":
        return isinstance(value, bool)
    if type_name == "InputFile":
        return isinstance(value, Upload)
    return isinstance(value, str)


def _demand_utf8(text: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error


def _check_object(value: Any, choices: list[str], where: str) -> dict[str, Any]:
    if choices == ["KeyboardButton"] and isinstance(value, str):
        value = {"text": value}
    if not isinstance(value, dict):
        raise bad_request(f"can't parse {where}: expected an Object")
    name = _choose(value, choices, where)
    table = OBJECTS[name]
    checked = {}
    for key, item in value.items():
        type_name = table.type_of(key)
        if type_name is None:
            raise bad_request(f'can\'t parse {where}: {name} has no field "{key}"')
        checked[key] = _check(item, type_name, key)
    missing = _missing(value, table)
    if missing:
        raise bad_request(f"can't parse {where}: can't find field \"{missing[0]}\"")
    return checked


def _choose(value: dict[str, Any], choices: list[str], where: str) -> str:
    """Return the type that an object is meant to be, among the types that may stand there."""
    if choices[0] in KINDS:
        kinds = KINDS[choices[0]]
        kind = value.get("type")
        if not isinstance(kind, str) or kind not in kinds:
            raise bad_request(f"can't parse {where}: unsupported type specified")
        return kinds[kind]
    fitting = [choice for choice in choices if not _missing(value, OBJECTS[choice])]
    if len(choices) > 1 and len(fitting) != 1:
        raise bad_request(f"can't parse {where}: object must be one of {', '.join(choices)}")
    return fitting[0] if fitting else choices[0]


def _missing(value: dict[str, Any], table: Fields) -> list[str]:
    return [key for key in table.required if key not in value]
