"""Where the texts stand that a child reads."""

from collections.abc import Iterator
from dataclasses import dataclass

from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.yaml_file import Place


@dataclass(frozen=True)
class ChildText:
    """A text that a child reads.

    Attributes:
        file: the file that it stands in.
        place: the field.
        text: the text.
        country: ``MX``, ``US``, or another word for no country.
    """

    file: CheckedFile
    place: Place
    text: str
    country: str = "ANY"


def answers(files: ContentFiles) -> Iterator[ChildText]:
    """Yield the answers of all topics and their second messages."""
    for file in files.of("topic"):
        found = file.get("answers")
        for country in found if isinstance(found, dict) else ():
            for part in ("text", "more"):
                text = file.get("answers", country, part)
                if isinstance(text, str):
                    yield ChildText(file, ("answers", country, part), text, country)


def first_replies(files: ContentFiles) -> Iterator[ChildText]:
    """Yield the first replies of all urgent classes."""
    for file in files.of("urgent"):
        found = file.get("first_reply")
        for country in found if isinstance(found, dict) else ():
            text = found[country]
            if isinstance(text, str):
                yield ChildText(file, ("first_reply", country), text, country)


def small_talk_replies(files: ContentFiles) -> Iterator[ChildText]:
    """Yield the replies of all small talk."""
    for file in files.of("small_talk"):
        for place, text in file.texts("replies"):
            yield ChildText(file, place, text)


def questions(files: ContentFiles) -> Iterator[ChildText]:
    """Yield the safety questions of all urgent classes, and what else counts as danger."""
    for file in files.of("urgent"):
        for name in ("text", "counts"):
            text = file.get("question", name)
            if isinstance(text, str):
                yield ChildText(file, ("question", name), text)


def phrases(files: ContentFiles) -> Iterator[ChildText]:
    """Yield the phrases, those of the desk too."""
    for file in files.of("phrases"):
        for name, text in file.fields.items():
            if isinstance(text, str):
                yield ChildText(file, (name,), text)


def language_sentences(files: ContentFiles) -> Iterator[ChildText]:
    """Yield what is said to a child who writes in another language; none of it is Spanish."""
    for file in files.of("languages"):
        written = file.get("written")
        for language in written if isinstance(written, dict) else ():
            for part in ("only_spanish", "told"):
                text = file.get("written", language, part)
                if isinstance(text, str):
                    yield ChildText(file, ("written", language, part), text)


def record_lines(files: ContentFiles) -> Iterator[ChildText]:
    """Yield what is said of contacts (what they may tell migration) and of shelters."""
    for file in files.of("contacts", "shelters"):
        records = file.get(file.kind)
        for index in range(len(records) if isinstance(records, list) else 0):
            text = file.get(file.kind, index, "says")
            if isinstance(text, str):
                yield ChildText(file, (file.kind, index, "says"), text)


def content_texts(files: ContentFiles) -> Iterator[ChildText]:
    """Yield what topics, urgent classes and small talk say."""
    yield from answers(files)
    yield from first_replies(files)
    yield from questions(files)
    yield from small_talk_replies(files)
