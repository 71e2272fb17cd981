"""What data/desk.yml says: who is asked, how cases are named, when what is due."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

from bot.content.fields import Fields
from bot.content.organization import DAYS
from bot.content.yaml_file import read_document
from bot.desk.hours import Hours, Span
from bot.errors import ContentError
from bot.store.cases import MAIN_TEAM

NAME = "data/desk.yml"
PRIORITIES = ("P1", "P2", "P3")  # the gravest first
WARNINGS = ("address", "money", "meeting")  # kinds, besides telephone numbers


@dataclass(frozen=True)
class Team:
    """A team with a group of its own.

    Attributes:
        hours: when somebody is there.
        clock_name: what children are told the team's time is called.
        countries: children in these are its own ("MX", "US"); none: in any.
        languages: children whose phone speaks these are its own; none: any.
    """

    hours: Hours
    clock_name: str
    countries: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Times:
    """When what is due for a case of a priority.

    Attributes:
        is_day_and_night: all of it also holds while the team is closed.
        everyone: unclaimed for that long: everybody on duty is mentioned.
        supervisors: unclaimed for that long: the supervisors too, and the child hears it.
        again: the same again, after that long in all.
        then_every: after the last of these, the supervisors again whenever that long has passed.
        first_word: claimed for that long without a word to the child: back to the queue.
        waits_holder: a child has waited that long for an answer: the holder is mentioned.
        waits_everyone: … everybody on duty is.
        waits_supervisors: … the supervisors are, and the child hears it.
        waits_then_every: after that, the supervisors again whenever that long has passed.
    """

    is_day_and_night: bool
    everyone: timedelta
    supervisors: timedelta
    again: tuple[timedelta, ...]
    then_every: timedelta
    first_word: timedelta
    waits_holder: timedelta
    waits_everyone: timedelta
    waits_supervisors: timedelta
    waits_then_every: timedelta


@dataclass(frozen=True)
class Estimate:
    """How the wait that a child is told is computed from the last real waits.

    Attributes:
        last: how many cases of the same priority are looked at.
        within: not older than that.
        share: this share of them (0 to 1) had to wait no longer than what is told.
        fewest: with fewer cases nothing is told.
    """

    last: int
    within: timedelta
    share: float
    fewest: int


@dataclass(frozen=True)
class Canned:
    """A reply that is ready to be sent: its id, the button's label, what the child reads."""

    id: str
    label: str
    text: str


@dataclass(frozen=True)
class Outcome:
    """How a case may end: its id, and the label of its button."""

    id: str
    label: str


@dataclass(frozen=True)
class Plan:
    """The desk's own data.

    Attributes:
        human_topic: topic by which a child asks for a human; it is also the case's reason.
        human_priority: priority of such a case.
        erase_topic: topic by which a child asks for erasure.
        shelter_topic: topic after which places near the child are named.
        safe_word_class: urgent class of the safe word and of the help button.
        aliases: names to make aliases from.
        card_messages: messages shown on a card.
        conversation_messages: messages shown by «Ver conversación».
        signs: emoji of each priority.
        teams: by name; the main one is always there.
        times: by priority.
        duty_lasts: who was not seen in the group for that long is no longer on duty.
        safe_word_silence: a bare cry for help without another word for that long is a P1.
        estimate: see Estimate.
        warnings: by kind, wordings about which a caseworker is asked before they go to a child.
        canned: replies that are ready to be sent.
        reopen_within: who comes back within that time comes back to the same case.
        outcomes: how a case may end.
        false_alarm_outcome: the outcome after which a child gets a new case all the same.
    """

    human_topic: str
    human_priority: str
    erase_topic: str
    shelter_topic: str
    safe_word_class: str
    aliases: list[str]
    card_messages: int
    conversation_messages: int
    signs: Mapping[str, str]
    teams: Mapping[str, Team]
    times: Mapping[str, Times]
    duty_lasts: timedelta
    safe_word_silence: timedelta
    estimate: Estimate
    reopen_within: timedelta
    warnings: Mapping[str, tuple[str, ...]]
    canned: tuple[Canned, ...]
    outcomes: tuple[Outcome, ...]
    false_alarm_outcome: str

    def team(self, name: str) -> Team:
        """Return a team; one that the file does not describe keeps the main one's hours."""
        return self.teams.get(name) or self.teams[MAIN_TEAM]


@lru_cache(maxsize=4)
def load_plan(data_dir: Path) -> Plan:
    """Read data/desk.yml.

    Args:
        data_dir: the folder data/.

    Raises:
        ContentError: the file is missing or broken; the message names field and remedy.
    """
    path = data_dir / "desk.yml"
    if not path.exists():
        raise ContentError(f"{NAME} falta: recupera el que trae el proyecto.")
    whole = Fields(read_document(path, NAME).data, NAME)
    signs, teams, times = whole.inner("signs"), whole.inner("teams"), whole.inner("times")
    human_priority = whole.text("human_priority")
    if human_priority not in PRIORITIES:
        raise whole.wrong("human_priority", "usa P1, P2 o P3")
    if MAIN_TEAM not in teams.names():
        raise whole.wrong("teams", f"falta el equipo «{MAIN_TEAM}»; añádelo")
    return Plan(
        human_topic=whole.text("human_topic"),
        human_priority=human_priority,
        erase_topic=whole.text("erase_topic"),
        shelter_topic=whole.text("shelter_topic"),
        safe_word_class=whole.text("safe_word_class"),
        aliases=list(whole.texts("aliases")),
        card_messages=whole.number("card_messages"),
        conversation_messages=whole.number("conversation_messages"),
        signs={priority: signs.text(priority) for priority in PRIORITIES},
        teams={name: _team(teams.inner(name)) for name in teams.names()},
        times={priority: _times(times.inner(priority)) for priority in PRIORITIES},
        duty_lasts=timedelta(hours=whole.number("duty_hours")),
        safe_word_silence=_minutes(whole, "safe_word_minutes"),
        estimate=_estimate(whole.inner("estimate")),
        reopen_within=timedelta(days=whole.number("reopen_days")),
        warnings={kind: whole.inner("warnings").texts(kind) for kind in WARNINGS},
        canned=whole.items("canned", _canned),
        outcomes=whole.items("outcomes", _outcome),
        false_alarm_outcome=whole.text("false_alarm_outcome"),
    )


def _team(fields: Fields) -> Team:
    zone = fields.zone("time_zone")
    spans = fields.items("hours", _span)
    return Team(
        Hours(zone, spans, _holidays(fields)),
        fields.text("clock_name"),
        countries=_some(fields, "countries"),
        languages=_some(fields, "languages"),
    )


def _some(fields: Fields, field: str) -> frozenset[str]:
    return frozenset(fields.texts(field)) if fields.has(field) else frozenset()


def _holidays(fields: Fields) -> frozenset[date]:
    return frozenset(fields.days("holidays"))


def _span(fields: Fields) -> Span:
    names = fields.texts("days") if fields.has("days") else DAYS
    for name in names:
        if name not in DAYS:
            raise fields.wrong("days", f"«{name}» no es un día; usa: {', '.join(DAYS)}")
    days = frozenset(DAYS.index(name) for name in names)
    return Span(days, fields.hour("from"), fields.hour("to"))


def _outcome(fields: Fields) -> Outcome:
    return Outcome(fields.text("id"), fields.text("label"))


def _canned(fields: Fields) -> Canned:
    return Canned(fields.text("id"), fields.text("label"), fields.text("text"))


def _times(fields: Fields) -> Times:
    unclaimed, waits = fields.inner("nobody_takes"), fields.inner("child_waits")
    return Times(
        is_day_and_night=fields.flag("day_and_night"),
        everyone=_minutes(unclaimed, "everyone"),
        supervisors=_minutes(unclaimed, "supervisors"),
        again=tuple(timedelta(minutes=number) for number in unclaimed.numbers("again")),
        then_every=_minutes(unclaimed, "then_every"),
        first_word=_minutes(fields, "taken_without_a_word"),
        waits_holder=_minutes(waits, "holder"),
        waits_everyone=_minutes(waits, "everyone"),
        waits_supervisors=_minutes(waits, "supervisors"),
        waits_then_every=_minutes(waits, "then_every"),
    )


def _estimate(fields: Fields) -> Estimate:
    return Estimate(
        last=fields.number("last"),
        within=timedelta(days=fields.number("days")),
        share=fields.number("percent") / 100,
        fewest=fields.number("fewest"),
    )


def _minutes(fields: Fields, field: str) -> timedelta:
    return timedelta(minutes=fields.number(field))
