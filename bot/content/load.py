"""Reads data/ into the model."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

from bot.config import ROOT
from bot.content import build
from bot.content.follow_ups import FollowUps, build_follow_ups
from bot.content.languages import Languages, build_languages
from bot.content.model import Catalogue, Content
from bot.content.yaml_file import read_document
from bot.errors import ContentError

DATA = ROOT / "data"
KINDS = ("topic", "urgent", "small_talk", "contacts", "shelters", "organization", "phrases",
         "catalogue", "follow_ups", "words", "languages")  # fmt: skip


@dataclass(frozen=True)
class ContentFile:
    """A file under data/ that the bot speaks from.

    Attributes:
        kind: one of KINDS.
        id: the topic, class or small talk that it holds; its kind for the single files.
        group: the topic's folder, else empty.
        path: where it is.
        name: its path below data/, for people.
    """

    kind: str
    id: str
    group: str
    path: Path
    name: str


def find_files(root: Path = DATA) -> Iterator[ContentFile]:
    """Find the files that the bot speaks from; a missing folder is an empty one.

    Args:
        root: the folder data/.

    Yields:
        The files, in a stable order.
    """
    for kind, pattern in (
        ("catalogue", "catalogue.yml"),
        ("contacts", "contacts.yml"),
        ("shelters", "shelters.yml"),
        ("organization", "organization.yml"),
        ("phrases", "phrases.yml"),
        ("follow_ups", "follow_ups.yml"),
        ("words", "words.yml"),
        ("languages", "languages.yml"),
        ("topic", "topics/*/*.yml"),
        ("urgent", "urgent/*.yml"),
        ("small_talk", "small_talk/*.yml"),
    ):
        for path in sorted(root.glob(pattern)):
            if not path.name.startswith("."):  # what editing programs leave lying about
                group = path.parent.name if kind == "topic" else ""
                name = path.relative_to(root).as_posix()
                yield ContentFile(kind, path.stem, group, path, name)


def read_file(file: ContentFile) -> Any:
    """Read one file into its part of the model.

    Args:
        file: what find_files found.

    Returns:
        A Topic, an UrgentClass, a SmallTalk, a Catalogue, a dict of contacts, shelters or phrases,
        the FollowUps, the Jargon, the Languages, or the name of the organization.

    Raises:
        ContentError: it is broken; the message names file, line where known, and fault.
        OSError: it is gone or unreadable.
    """
    data = read_document(file.path, file.name).data
    try:
        if file.kind == "topic":
            return build.build_topic(data, file.id, file.group)
        if file.kind == "urgent":
            return build.build_urgent(data, file.id)
        if file.kind == "small_talk":
            return build.build_small_talk(data, file.id)
        if file.kind == "contacts":
            return build.build_contacts(data)
        if file.kind == "shelters":
            return build.build_shelters(data)
        if file.kind == "organization":
            return build.build_organization_name(data)
        if file.kind == "phrases":
            return build.build_phrases(data)
        if file.kind == "follow_ups":
            return build_follow_ups(data)
        if file.kind == "words":
            return build.build_jargon(data)
        if file.kind == "languages":
            return build_languages(data)
        return build.build_catalogue(data)
    except ContentError as error:
        raise ContentError(f"{file.name}: {error}") from error


def assemble(parts: Mapping[ContentFile, Any]) -> Content:
    """Put the parts that read_file returned together."""
    by_kind: dict[str, dict[str, Any]] = {kind: {} for kind in KINDS}
    for file, part in parts.items():
        by_kind[file.kind][file.id] = part
    return Content(
        topics=by_kind["topic"],
        urgent=by_kind["urgent"],
        small_talk=by_kind["small_talk"],
        contacts=by_kind["contacts"].get("contacts", {}),
        shelters=by_kind["shelters"].get("shelters", {}),
        organization=by_kind["organization"].get("organization", ""),
        phrases=by_kind["phrases"].get("phrases", {}),
        catalogue=cast("Catalogue", by_kind["catalogue"].get("catalogue", Catalogue())),
        follow_ups=cast("FollowUps", by_kind["follow_ups"].get("follow_ups", FollowUps())),
        jargon=by_kind["words"].get("words", ()),
        languages=cast("Languages", by_kind["languages"].get("languages", Languages())),
    )


def load_content(root: Path = DATA) -> Content:
    """Read all of data/.

    Args:
        root: the folder data/.

    Returns:
        The content; what has no file or folder yet is empty.

    Raises:
        ContentError: a file is broken; the message names it.
        OSError: a file cannot be read.
    """
    return assemble({file: read_file(file) for file in find_files(root)})
