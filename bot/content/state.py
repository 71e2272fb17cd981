"""How far each topic is: for the list that the content team looks at."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.render import OVERDUE_SHOWN_DAYS

COMPLETE = "completo"
OVERDUE = "vencido"
THIN = "delgado"
BROKEN = "roto"
UNWRITTEN = "sin escribir"
GOOD_EXAMPLES = 60
GOOD_TESTS = 5


@dataclass(frozen=True)
class TopicState:
    """A topic and how far it is.

    Attributes:
        group: the group.
        id: the topic.
        title: what it is called.
        state: one of the words above.
        note: what is lacking, in Spanish, in brackets; empty if nothing.
    """

    group: str
    id: str
    title: str
    state: str
    note: str = ""


def topic_states(files: ContentFiles) -> list[TopicState]:
    """Tell the state of every topic of the catalogue, and of files that it does not know.

    Args:
        files: the content files.

    Returns:
        In the order of the catalogue.
    """
    written = {file.id: file for file in files.of("topic")}
    tests = {file.id: file for file in files.of("topic_tests")}
    known = files.catalogue
    states = [
        TopicState(
            str(topic["group"]),
            name,
            str(topic.get("title", "")),
            *_state(written.get(name), tests.get(name), files.today),
        )
        for name, topic in known.items()
    ]
    strangers = (file for file in written.values() if file.id not in known)
    return states + _strangers(strangers, tests, files.today)


def _strangers(
    strangers: Iterable[CheckedFile], tests: dict[str, CheckedFile], today: date
) -> list[TopicState]:
    return [
        TopicState(
            file.group, file.id, str(file.get("title")), *_state(file, tests.get(file.id), today)
        )
        for file in strangers
    ]


def _state(file: CheckedFile | None, tests: CheckedFile | None, today: date) -> tuple[str, str]:
    if file is None:
        return UNWRITTEN, ""
    due = file.get("review_after")
    if not file.get("answers") or not isinstance(due, date):
        return BROKEN, " (mira content check)"
    if due < today:
        shown = today - due
        hidden = shown.days > OVERDUE_SHOWN_DAYS
        return OVERDUE, f" ({'ya no se muestra' if hidden else 'se muestra con aviso'}: {due})"
    lacking = []
    examples = len(list(file.texts("examples")))
    if examples < GOOD_EXAMPLES:
        lacking.append(f"{examples} ejemplos de {GOOD_EXAMPLES}")
    messages = len(list(tests.texts("messages"))) if tests else 0
    if messages < GOOD_TESTS:
        lacking.append(f"{messages} mensajes de prueba de {GOOD_TESTS}")
    return (THIN, f" ({', '.join(lacking)})") if lacking else (COMPLETE, "")
