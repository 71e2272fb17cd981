"""The desk's clock in tests: time that passes, and what it rang."""

from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

from time_machine import Traveller

from bot.desk.hours import Hours, Span
from bot.desk.plan import Plan
from bot.desk.promise import TOLD_LATE
from bot.store import outbox, trail
from bot.store.engine import Store
from tests.kit.factories import (
    plan,
    rings,
    send_rings,
    work_off,
)

NOON = datetime(2026, 11, 24, 18, tzinfo=timezone.utc)  # Tuesday, noon in Mexico


def after(clock: Traveller, minutes: float, store: Store, with_plan: Plan | None = None) -> None:
    clock.shift(timedelta(minutes=minutes))
    store.do(send_rings)  # those of before
    work_off(store, with_plan)


def rung(tx, case) -> list[list[str]]:
    """Return whom each ring about a case was for."""
    return [[name for _, name in row.body["mentions"]] for row in rings(tx, case)]


def private(tx, worker) -> list[outbox.OutboxRow]:
    return outbox.latest(tx, f"ring:{worker.key}:main", 50)


def late(tx, case) -> int:
    return [event.kind for event in trail.events_of(tx, case.id)].count(TOLD_LATE)


def office_hours(start: int = 9, end: int = 18) -> Plan:
    """Return a plan whose team is there from Monday to Friday."""
    team = plan().team("main")
    spans = (Span(frozenset(range(5)), time(start), time(end)),)
    hours = Hours(team.hours.zone, spans, frozenset())
    return replace(plan(), teams={"main": replace(team, hours=hours)})
