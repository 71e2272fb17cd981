"""How the desk did in a span of time, as figures."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from math import ceil

from bot import clock
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk.plan import PRIORITIES, Plan
from bot.desk.when import lasting
from bot.store import figures
from bot.store.engine import Tx
from bot.store.figures import CaseFigures

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Waits:
    """Waits of the cases of a priority: the median, and what nine of ten did not exceed."""

    median: timedelta | None
    most: timedelta | None


@dataclass(frozen=True)
class Report:
    """The figures of a span of time.

    Attributes:
        since: its beginning.
        until: its end.
        opened: cases by priority.
        reasons: cases by urgent class, or the topic by which a child asked for a human.
        to_claim: waits until somebody took the case, by priority.
        to_first_word: waits until a human wrote to the child, by priority.
        never_taken: cases that nobody had taken so far.
        broken_promises: how often a child was told to expect someone who did not come in time.
        outcomes: cases by outcome.
        helped: cases of which the child said that the talk helped.
        not_helped: … that it did not.
        hours: cases by the hour of the day (0–23) in which they were opened, in the team's time.
    """

    since: datetime
    until: datetime
    opened: Counter[str]
    reasons: Counter[str]
    to_claim: dict[str, Waits]
    to_first_word: dict[str, Waits]
    never_taken: int
    broken_promises: int
    outcomes: Counter[str]
    helped: int
    not_helped: int
    hours: Counter[int]


def report(
    tx: Tx, since: datetime, until: datetime, zone: tzinfo, team: str | None = None
) -> Report:
    """Count what happened between two moments.

    Args:
        tx: the transaction.
        since: the beginning.
        until: the end.
        zone: for the hours of the day.
        team: whose cases; None: of all teams.
    """
    found = figures.opened_between(tx, since, until, team)
    by_priority = {name: [one for one in found if one.priority == name] for name in PRIORITIES}
    return Report(
        since=since,
        until=until,
        opened=Counter(one.priority for one in found),
        reasons=Counter(one.reason for one in found),
        to_claim={
            name: _waits(_until(one, one.claimed_at) for one in of_it)
            for name, of_it in by_priority.items()
        },
        to_first_word={
            name: _waits(_until(one, one.first_word_at) for one in of_it)
            for name, of_it in by_priority.items()
        },
        never_taken=sum(one.claimed_at is None for one in found),
        broken_promises=sum(one.broken_promises for one in found),
        outcomes=Counter(one.outcome for one in found if one.outcome),
        helped=sum(one.has_helped is True for one in found),
        not_helped=sum(one.has_helped is False for one in found),
        hours=_hours(found, zone),
    )


def week_in_words(tx: Tx, team: str, content: Content, plan: Plan) -> str:
    """Return the last seven days of a team in a few lines for its group."""
    now = clock.now()
    week = report(tx, now - WEEK, now, plan.team(team).hours.zone, team)
    first_words = week.to_first_word[PRIORITIES[0]]
    return render_phrase(
        "desk_week",
        content,
        opened=", ".join(f"{name}: {week.opened[name]}" for name in PRIORITIES),
        median=_in_words(first_words.median, content),
        most=_in_words(first_words.most, content),
        broken=str(week.broken_promises),
        false=str(week.outcomes[plan.false_alarm_outcome]),
        helped=str(week.helped),
        asked=str(week.helped + week.not_helped),
    )


def _in_words(wait: timedelta | None, content: Content) -> str:
    return render_phrase("desk_no_wait", content) if wait is None else lasting(wait, content)


def _until(one: CaseFigures, moment: datetime | None) -> timedelta | None:
    return None if moment is None else moment - one.opened_at


def _waits(waits: Iterable[timedelta | None]) -> Waits:
    known = sorted(wait for wait in waits if wait is not None)
    return Waits(_share(known, 0.5), _share(known, 0.9))


def _share(waits: list[timedelta], share: float) -> timedelta | None:
    """Return the least wait that at least this share of the waits did not exceed."""
    return waits[max(1, ceil(share * len(waits))) - 1] if waits else None


def _hours(found: list[CaseFigures], zone: tzinfo) -> Counter[int]:
    return Counter(one.opened_at.astimezone(zone).hour for one in found)
