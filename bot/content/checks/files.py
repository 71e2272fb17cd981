"""All content files and their test messages, read once for all checks."""

import difflib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

from bot.content.checks.finding import Finding, Level, field_name
from bot.content.yaml_file import Document, Place, YamlProblem, read_document

_PATTERNS = (
    ("catalogue", "data/catalogue.yml"),
    ("contacts", "data/contacts.yml"),
    ("shelters", "data/shelters.yml"),
    ("phrases", "data/phrases.yml"),
    ("words", "data/words.yml"),
    ("follow_ups", "data/follow_ups.yml"),
    ("organization", "data/organization.yml"),
    ("languages", "data/languages.yml"),
    ("desk", "data/desk.yml"),
    ("other", "data/*.yml"),
    ("other", "data/conversations/*.yml"),
    ("topic", "data/topics/*/*.yml"),
    ("urgent", "data/urgent/*.yml"),
    ("small_talk", "data/small_talk/*.yml"),
    ("topic_tests", "tests/topics/*/*.yml"),
    ("urgent_tests", "tests/urgent/*.yml"),
    ("small_talk_tests", "tests/small_talk/*.yml"),
)


@dataclass(frozen=True)
class CheckedFile:
    """One file that the checks look at.

    Attributes:
        kind: what it holds, and the name of its schema; ``other`` for what has no checks of its
            own but must be YAML.
        name: path below the project, with slashes.
        id: the file's name without its ending.
        group: the folder that it stands in.
        document: its content, unless it is not YAML.
        problem: what is wrong with its YAML, if anything.
    """

    kind: str
    name: str
    id: str
    group: str
    document: Document | None = None
    problem: YamlProblem | None = None

    @property
    def fields(self) -> dict[str, Any]:
        """Its top-level fields; empty if it has none."""
        data = self.document.data if self.document else None
        return data if isinstance(data, dict) else {}

    def get(self, *place: str | int) -> Any:
        """Return what stands at a place, or None."""
        value: Any = self.fields
        for part in place:
            if isinstance(value, dict) and isinstance(part, str):
                value = value.get(part)
            elif isinstance(value, list) and isinstance(part, int) and part < len(value):
                value = value[part]
            else:
                return None
        return value

    def texts(self, *place: str | int) -> Iterator[tuple[Place, str]]:
        """Yield the strings of a list, or the ``text`` of its mappings, each with its place."""
        values = self.get(*place)
        for index, value in enumerate(values if isinstance(values, list) else ()):
            inner: Place = (*place, index)
            if isinstance(value, dict):
                value, inner = value.get("text"), (*inner, "text")
            if isinstance(value, str) and value.strip():
                yield inner, value

    def finding(
        self,
        place: Place,
        what: str,
        remedy: str,
        level: Level = "error",
        offset: int | None = None,
    ) -> Finding:
        """Make a finding about a place in this file.

        Args:
            place: the field.
            what: what is wrong.
            remedy: what to do.
            level: how bad it is.
            offset: position in the field's text, if it is about one place in it.
        """
        line = 1
        if self.document:
            line = self.document.line(place)
            text = self.get(*place)
            if offset is not None and place in self.document.blocks and isinstance(text, str):
                line = self.document.blocks[place] + text[:offset].count("\n")
        return Finding(self.name, line, field_name(place, self.fields), what, remedy, level)


@dataclass(frozen=True)
class ContentFiles:
    """Everything that the checks see.

    Attributes:
        root: the project.
        files: all files of all kinds, in a stable order.
        today: the date against which dates are held.
    """

    root: Path
    files: tuple[CheckedFile, ...]
    today: date

    def of(self, *kinds: str) -> list[CheckedFile]:
        """Return the files of some kinds."""
        return [file for file in self.files if file.kind in kinds]

    @cached_property
    def words(self) -> dict[str, Any]:
        """The fields of data/words.yml."""
        return next((file.fields for file in self.of("words")), {})

    @cached_property
    def word_lists(self) -> frozenset[str]:
        """The names of the word lists of data/lexicon.yml that a pattern may name."""
        lists = (file.get("lists") for file in self.of("other") if file.id == "lexicon")
        return frozenset(next((names for names in lists if isinstance(names, dict)), {}))

    @cached_property
    def contacts(self) -> dict[str, dict[str, Any]]:
        """The records of data/contacts.yml by id."""
        records = [file.get("contacts") for file in self.of("contacts")]
        return {
            record["id"]: record
            for record in (records[0] if records and isinstance(records[0], list) else [])
            if isinstance(record, dict) and isinstance(record.get("id"), str)
        }

    @cached_property
    def catalogue(self) -> dict[str, dict[str, Any]]:
        """The topics of data/catalogue.yml by id, each with its ``group``."""
        groups = next((file.get("groups") for file in self.of("catalogue")), None)
        return {
            topic["id"]: {**topic, "group": group}
            for group, topics in (groups.items() if isinstance(groups, dict) else ())
            for topic in (topics if isinstance(topics, list) else ())
            if isinstance(topic, dict) and isinstance(topic.get("id"), str)
        }

    @cached_property
    def small_talk(self) -> list[str]:
        """The small talk of data/catalogue.yml."""
        names = next((file.get("small_talk") for file in self.of("catalogue")), None)
        return [str(name) for name in names] if isinstance(names, list) else []

    @cached_property
    def written_topics(self) -> set[str]:
        """The ids of the topics that have a file."""
        return {file.id for file in self.of("topic")}


def read_content_files(root: Path, today: date) -> ContentFiles:
    """Read all content files of a project.

    Args:
        root: the project's folder, which has data/ and tests/.
        today: the present date.

    Returns:
        The files; those that are not YAML carry the problem.
    """
    files: dict[Path, CheckedFile] = {}
    for kind, pattern in _PATTERNS:
        for path in sorted(root.glob(pattern)):
            if path not in files and not path.name.startswith("."):
                files[path] = _read(root, path, kind)
    return ContentFiles(root, tuple(files.values()), today)


def _read(root: Path, path: Path, kind: str) -> CheckedFile:
    name = path.relative_to(root).as_posix()
    file = CheckedFile(kind, name, path.stem, path.parent.name)
    try:
        return replace(file, document=read_document(path, name))
    except YamlProblem as problem:
        return replace(file, problem=problem)


def nearest(word: str, known: Iterable[str]) -> str:
    """Return «¿quisiste decir «…»?» for the known word that is like it, or nothing."""
    by_small_letters = {name.lower(): name for name in known}
    close = difflib.get_close_matches(word.lower(), list(by_small_letters), n=1, cutoff=0.6)
    return f"¿quisiste decir «{by_small_letters[close[0]]}»?" if close else ""
