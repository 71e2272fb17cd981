"""Who runs the bot: data/organization.yml, which ships as a sample that nobody may open with."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.content.fields import Fields
from bot.content.yaml_file import read_document
from bot.errors import ContentError

NAME = "data/organization.yml"
PRIORITIES = ("P1", "P2")
"""Priorities that must be covered day and night."""
COUNTRIES = ("MX", "US")
DAYS = ("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo")

_MARK = re.compile(r"^is_sample\s*:\s*(\S+)", re.MULTILINE)


@dataclass(frozen=True)
class Shift:
    """Hours at which somebody answers.

    Attributes:
        name: what the team calls it.
        days: weekdays on which it begins, Monday is 0.
        start: when it begins.
        end: when it ends; not after ``start`` means on the next day.
        zone: the time zone of both.
    """

    name: str
    days: frozenset[int]
    start: time
    end: time
    zone: ZoneInfo


@dataclass(frozen=True)
class DutyToReport:
    """The protocol for telling the authorities of harm to a child.

    Attributes:
        who: which role tells them, and its deputy.
        to_whom: by ``MX`` and ``US``.
        told_to_child: the words in which the child hears of it before.
    """

    who: str
    to_whom: Mapping[str, str]
    told_to_child: str


@dataclass(frozen=True)
class LegalReview:
    """A lawyer's reading of a topic."""

    topic: str
    reviewer: str
    day: date


@dataclass(frozen=True)
class Organization:
    """Who runs the bot, and what its people have looked at.

    Attributes:
        is_sample: the file is still the one that we ship.
        name: of the organization.
        country: where it is, in two letters.
        contact_for_adults: where adults ask or complain.
        who_reads: everybody who may read what a child writes.
        duty_to_report: see DutyToReport.
        rota: shifts by priority.
        legal_review_needed: ids of topics for a lawyer; ``*`` at the end is any ending.
        legal_review: the readings so far.
        privacy_review_needed: ids of topics that say what happens to what a child writes.
        privacy_reviewed: when these were last held against what is really done.
        group_checked: when somebody last looked at the bot's rights in the staff group.
    """

    is_sample: bool
    name: str
    country: str
    contact_for_adults: str
    who_reads: tuple[str, ...]
    duty_to_report: DutyToReport
    rota: Mapping[str, tuple[Shift, ...]]
    legal_review_needed: tuple[str, ...]
    legal_review: tuple[LegalReview, ...]
    privacy_review_needed: tuple[str, ...]
    privacy_reviewed: date | None
    group_checked: date | None


def refusal(data_dir: Path) -> str | None:
    """Tell why the bot may not speak to real children yet.

    Only the mark ``is_sample`` counts, and it is read as a line: a slip elsewhere in the file must
    not keep a bot silent that has answered until now.

    Args:
        data_dir: the folder data/.

    Returns:
        One sentence in Spanish with the remedy, or None if the file is the organization's own.
    """
    try:
        text = (data_dir / "organization.yml").read_text("utf-8", errors="replace")
    except OSError:
        text = ""
    marks = [mark.lower() for mark in _MARK.findall(text)]
    if marks and all(mark == "false" for mark in marks):
        return None
    return (
        f"{NAME} es todavía el ejemplo o falta: llénalo con los datos de tu organización, pon "
        "is_sample: false, y mira qué más falta con «python -m bot ready»."
    )


def load_organization(data_dir: Path) -> Organization:
    """Read data/organization.yml.

    Args:
        data_dir: the folder data/.

    Raises:
        ContentError: it is missing or broken; the message names file, field and remedy.
    """
    path = data_dir / "organization.yml"
    if not path.exists():
        raise ContentError(f"{NAME} falta: recupera el ejemplo que trae el proyecto y llénalo.")
    document = read_document(path, NAME)
    whole = Fields(document.data, NAME)
    duty = whole.inner("duty_to_report")
    to_whom, rota = duty.inner("to_whom"), whole.inner("rota")
    return Organization(
        is_sample=whole.flag("is_sample"),
        name=whole.text("name"),
        country=whole.text("country"),
        contact_for_adults=whole.text("contact_for_adults"),
        who_reads=whole.texts("who_reads"),
        duty_to_report=DutyToReport(
            who=duty.text("who"),
            to_whom={country: to_whom.text(country) for country in COUNTRIES},
            told_to_child=duty.text("told_to_child"),
        ),
        rota={priority: rota.items(priority, _shift) for priority in PRIORITIES},
        legal_review_needed=whole.texts("legal_review_needed"),
        legal_review=whole.items("legal_review", _legal_review),
        privacy_review_needed=whole.texts("privacy_review_needed"),
        privacy_reviewed=whole.day("privacy_reviewed"),
        group_checked=whole.day("group_checked"),
    )


def _shift(fields: Fields) -> Shift:
    days = fields.texts("days") if fields.has("days") else DAYS
    for day in days:
        if day not in DAYS:
            raise fields.wrong("days", f"«{day}» no es un día; usa: {', '.join(DAYS)}")
    return Shift(
        name=fields.text("name"),
        days=frozenset(DAYS.index(day) for day in days),
        start=fields.hour("from"),
        end=fields.hour("to"),
        zone=fields.zone("time_zone"),
    )


def _legal_review(fields: Fields) -> LegalReview:
    day = fields.day("date")
    if day is None:
        raise fields.wrong("date", "falta el día en que se leyó; escribe año-mes-día")
    return LegalReview(fields.text("topic"), fields.text("reviewer"), day)
