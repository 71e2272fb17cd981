"""What is due for a case and when: rows, so that nothing is forgotten when nobody runs."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any

from sqlalchemy import select

from bot import clock
from bot.store.engine import Tx
from bot.store.tables import deadlines


@dataclass(frozen=True)
class Deadline:
    """Something that is to be done for a case at a moment, if it is still needed then."""

    id: int
    case_id: int
    kind: str
    due_at: datetime


def put(tx: Tx, case_id: int, rows: Iterable[tuple[str, datetime]]) -> None:
    """Add deadlines to a case, in place of its open ones of the same kinds.

    Args:
        tx: the transaction in which their cause is recorded too.
        case_id: the case.
        rows: pairs of kind and moment; several of one kind are several reminders.
    """
    wanted = list(rows)
    drop(tx, case_id, {kind for kind, _ in wanted})
    for kind, due_at in wanted:
        tx.conn.execute(deadlines.insert().values(case_id=case_id, kind=kind, due_at=due_at))


def drop(tx: Tx, case_id: int, kinds: Iterable[str] | None = None) -> None:
    """Take back the open deadlines of some kinds, or all of them."""
    query = deadlines.delete().where(deadlines.c.case_id == case_id, deadlines.c.done_at.is_(None))
    if kinds is not None:
        query = query.where(deadlines.c.kind.in_(list(kinds)))
    tx.conn.execute(query)


def due(tx: Tx) -> list[Deadline]:
    """Return all that is due now, the longest overdue first."""
    return _open(tx, deadlines.c.due_at <= clock.now())


def open_of(tx: Tx, case_id: int) -> list[Deadline]:
    """Return what is to come for a case, the next first."""
    return _open(tx, deadlines.c.case_id == case_id)


def finish(tx: Tx, row: Deadline) -> bool:
    """Record that a deadline was dealt with.

    Returns:
        False if it was dealt with, or taken back, by somebody else meanwhile.
    """
    result = tx.conn.execute(
        deadlines.update()
        .where(deadlines.c.id == row.id, deadlines.c.done_at.is_(None))
        .values(done_at=clock.now())
    )
    return bool(result.rowcount == 1)


def postpone(tx: Tx, rows: Iterable[Deadline], wait: timedelta) -> None:
    """Try again later, because dealing with them failed."""
    tx.conn.execute(
        deadlines.update()
        .where(deadlines.c.id.in_([row.id for row in rows]), deadlines.c.done_at.is_(None))
        .values(due_at=clock.now() + wait)
    )


def _open(tx: Tx, condition: Any) -> list[Deadline]:
    rows = tx.conn.execute(
        select(deadlines)
        .where(deadlines.c.done_at.is_(None), condition)
        .order_by(deadlines.c.due_at, deadlines.c.id)
    )
    return [
        Deadline(
            row.id,
            row.case_id,
            row.kind,
            row.due_at.replace(tzinfo=row.due_at.tzinfo or timezone.utc),
        )
        for row in rows
    ]
