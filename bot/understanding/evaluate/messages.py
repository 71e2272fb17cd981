"""What is evaluated: messages, each with what is right about it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from bot.content.checks.files import ContentFiles
from bot.content.yaml_file import Place

Kind = Literal["ordinary", "lookalike", "urgent"]
ORDINARY: Kind = "ordinary"
LOOKALIKE: Kind = "lookalike"
URGENT: Kind = "urgent"

_LISTS = tuple[tuple[str, str, Kind], ...]
_EXAMPLES: _LISTS = (
    ("topic", "examples", ORDINARY),
    ("small_talk", "examples", ORDINARY),
    ("urgent", "examples", URGENT),
    ("urgent", "lookalikes", LOOKALIKE),
)
_HELD_OUT: _LISTS = (
    ("topic_tests", "messages", ORDINARY),
    ("small_talk_tests", "messages", ORDINARY),
    ("urgent_tests", "urgent", URGENT),
    ("urgent_tests", "not_urgent", LOOKALIKE),
)


@dataclass(frozen=True)
class Labelled:
    """A message and what is right about it.

    Attributes:
        text: as a child would write it.
        kind: ``ordinary``: about a topic or small talk; ``urgent``: a cry for help;
            ``lookalike``: looks like one and is not.
        topics: the topics or small talk that are right, the best first; empty if not said.
        classes: the urgent classes that are right, or that a look-alike looks like; the same.
    """

    text: str
    kind: Kind
    topics: tuple[str, ...] = ()
    classes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The best label, of whatever kind."""
        return (self.classes or self.topics or ("",))[0]


@dataclass(frozen=True)
class Example:
    """A message that is trained on, and where it stands.

    Attributes:
        message: the message.
        file: path below the project.
        place: of the list's item in the file, as ``("examples", 3)``.
    """

    message: Labelled
    file: str
    place: Place


def examples(files: ContentFiles) -> list[Example]:
    """Return everything in data/ that the model is trained on, in a stable order."""
    return list(_messages(files, _EXAMPLES))


def held_out(files: ContentFiles) -> list[Labelled]:
    """Return the team's own test messages, which nothing is trained on."""
    return [example.message for example in _messages(files, _HELD_OUT)]


def _messages(files: ContentFiles, lists: _LISTS) -> Iterator[Example]:
    for kind_of_file, field, kind in lists:
        for file in files.of(kind_of_file):
            for place, text in file.texts(field):
                names = (file.id, *(file.get(*place[:2], "also") or ()))
                topics, classes = (names, ()) if kind == ORDINARY else ((), names)
                yield Example(Labelled(text, kind, topics, classes), file.name, place[:2])
