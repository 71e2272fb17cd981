"""Languages that the bot does not speak: how they are known, and what is said in them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from bot.content.fields import Fields

_FILE = "el archivo"  # who reads it puts the name before


@dataclass(frozen=True)
class Language:
    """A language in which the bot has a few fixed sentences and understands nothing.

    Attributes:
        id: its code: ``en``, ``pt``, ``fr``, ``ht``.
        name: what the team calls it.
        only_spanish: that the bot knows Spanish only, and how a person is reached.
        told: that the team knows of the danger, and what to do now.
        button_danger: label of the button «I am in danger».
        button_human: label of the button that asks for a person.
        read_by_speaker: when somebody whose language it is read the sentences; None: nobody yet.
        words: plain words that Spanish does not have; ``*`` is any letters.
        shared: plain words that it shares with Spanish.
        cries: patterns of danger by urgent class.
    """

    id: str
    name: str
    only_spanish: str
    told: str
    button_danger: str
    button_human: str
    read_by_speaker: date | None
    words: tuple[str, ...]
    shared: tuple[str, ...]
    cries: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Languages:
    """All of data/languages.yml.

    Attributes:
        topic: the topic about languages that the bot does not speak.
        written: languages that are known by their words, by id.
        speaking: beginnings of words about speaking («habl», «lengua»).
        named: spellings of the languages that a child may only name, by what they are called.
    """

    topic: str = ""
    written: Mapping[str, Language] = field(default_factory=dict)
    speaking: tuple[str, ...] = ()
    named: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def texts(self) -> Iterator[str]:
        """Yield what a child is told."""
        for language in self.written.values():
            yield language.only_spanish
            yield language.told


def build_languages(data: Any) -> Languages:
    """Make the languages from the data of their file.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    fields = Fields(data, _FILE)
    written, named = fields.inner("written"), fields.inner("named")
    return Languages(
        topic=fields.text("topic"),
        written={name: _language(name, written.inner(name)) for name in written.names()},
        speaking=fields.texts("speaking"),
        named={name: named.texts(name) for name in named.names()},
    )


def _language(name: str, fields: Fields) -> Language:
    cries = fields.inner("cries")
    return Language(
        id=name,
        name=fields.text("name"),
        only_spanish=fields.text("only_spanish"),
        told=fields.text("told"),
        button_danger=fields.text("button_danger"),
        button_human=fields.text("button_human"),
        read_by_speaker=fields.day("read_by_speaker"),
        words=fields.texts("words"),
        shared=fields.texts("shared"),
        cries={urgent: cries.texts(urgent) for urgent in cries.names()},
    )
