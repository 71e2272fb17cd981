"""Adds a message to the examples or the test messages of a topic, if it teaches something new."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bot.content.checks import examples, held_out
from bot.content.checks.files import CheckedFile, ContentFiles, nearest, read_content_files
from bot.content.checks.finding import Finding, field_name
from bot.content.yaml_file import YamlProblem, parse_document
from bot.errors import ContentError

_KINDS = {False: ("topic", "small_talk"), True: ("topic_tests", "small_talk_tests")}
_LISTS = {False: "examples", True: "messages"}
_HOLE = re.compile(r"\[\w+\]")


def add_example(root: Path, target: str, text: str, today: date, *, is_test: bool = False) -> str:
    """Write a message at the end of a list, leaving every other line as it is.

    Args:
        root: the project's folder, which has data/ and tests/.
        target: a topic or a small talk.
        text: the message.
        today: the present date.
        is_test: add it to the test messages, which are never trained on.

    Returns:
        File and line where it stands now.

    Raises:
        ContentError: it teaches nothing new, says two things at once, or has a hole; in Spanish,
            with what to do.
    """
    text = " ".join(text.split())
    if hole := _HOLE.search(text):
        raise ContentError(
            f"todavía tiene {hole.group()}. Escríbelo completo con --text «…», con un dato "
            "inventado o sin él."
        )
    files = read_content_files(root, today)
    file = _file_of(files, target, is_test=is_test)
    path = root / file.name
    changed, line = _with_item(path.read_text("utf-8"), _LISTS[is_test], text, file.name)
    new = replace(file, document=parse_document(changed, file.name))
    for finding in _objections(files, new, _LISTS[is_test], line):
        raise ContentError(f"{finding.what}. {finding.remedy[0].upper()}{finding.remedy[1:]}.")
    path.write_text(changed, "utf-8")
    return f"{file.name}:{line}"


def _file_of(files: ContentFiles, target: str, *, is_test: bool) -> CheckedFile:
    """Return the file of a topic or small talk.

    Raises:
        ContentError: there is none.
    """
    if any(file.id == target for file in files.of("urgent")):
        raise ContentError(
            f"«{target}» es un peligro. Sus mensajes se cambian a mano y entre dos personas, en "
            f"data/urgent/{target}.yml."
        )
    known = {file.id: file for file in files.of(*_KINDS[is_test])}
    if target not in known:
        raise ContentError(
            f"No hay un tema «{target}». "
            + (nearest(target, known) or "Los temas: python -m bot content list.")
        )
    return known[target]


def _with_item(text: str, name: str, item: str, file_name: str) -> tuple[str, int]:
    """Return a document with one more item in a list, and the item's line.

    Raises:
        ContentError: the list has no items below each other yet.
    """
    values = _list_node(text, name)
    if values is None or values.flow_style or not values.value:
        raise ContentError(f"{file_name}: escribe primero a mano un mensaje en «{name}».")
    last = values.value[-1]
    end = last.end_mark.line + (
        last.end_mark.column > 0
    )  # a block ends where the next line starts
    lines = text.splitlines(keepends=True)
    if not lines[end - 1].endswith("\n"):
        lines[end - 1] += "\n"
    indent = lines[values.value[0].start_mark.line].partition("-")[0]
    lines.insert(end, f"{indent}- {_scalar(item)}\n")
    return "".join(lines), end + 1


def _list_node(text: str, name: str) -> Any:
    root = YAML(typ="safe").compose(text)
    pairs = root.value if root is not None and root.id == "mapping" else ()
    found = (value for key, value in pairs if key.value == name and value.id == "sequence")
    return next(found, None)


def _scalar(text: str) -> str:
    """Write a text as YAML: bare if it is read back as it is, else in quotes."""
    try:
        if parse_document(f"- {text}\n- x").data == [text, "x"]:
            return text
    except YamlProblem:
        pass
    return "'" + text.replace("'", "''") + "'"


def _objections(files: ContentFiles, new: CheckedFile, name: str, line: int) -> list[Finding]:
    """Return what the checks of examples say about the new item, and about nothing else."""
    changed = replace(
        files, files=tuple(new if file.name == new.name else file for file in files.files)
    )
    field = field_name((name, len(new.get(name)) - 1))
    return [
        finding
        for check in (examples.check, held_out.check)
        for finding in check(changed)
        if (finding.file == new.name and finding.field == field)
        or f"{new.name}:{line} «" in finding.what
    ]
