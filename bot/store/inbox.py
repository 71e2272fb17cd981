"""Durable rows in: what Telegram handed over, kept before Telegram is told that we have it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import bindparam, select

from bot import clock
from bot.store.engine import Tx
from bot.store.tables import inbox

MOST_AT_ONCE = 500  # rows of one lane that are looked at together, however many wait
STAFF = "staff"  # the lane of all that comes from the staff group
_BY_UPDATE = select(inbox.c.id).where(inbox.c.update_id == bindparam("update_id"))
_INSERT = inbox.insert()
_WAITING = (
    select(inbox)
    .where(inbox.c.lane == bindparam("lane"), inbox.c.done_at.is_(None))
    .order_by(inbox.c.update_id)
    .limit(MOST_AT_ONCE)
)
_DONE = (
    inbox.update()
    .where(inbox.c.id.in_(bindparam("ids", expanding=True)))
    .values(done_at=bindparam("now"))
)


@dataclass(frozen=True)
class InboxRow:
    """One message, press or command that waits for its answer.

    Attributes:
        id: order of arrival.
        lane: a conversation's id, or STAFF.
        kind: "text", "button", "command", "voice" …; see bot/telegram/intake.py.
        body: what the kind needs, such as {"text": …} or {"data": …}.
        received_at: when it was committed.
        attempts: how often handling it has failed.
        done_at: when it was answered; the rows of one turn have the same time.
    """

    id: int
    lane: str
    kind: str
    body: dict[str, Any]
    received_at: datetime
    attempts: int
    done_at: datetime | None = None


def add(tx: Tx, update_id: int, lane: str, kind: str, body: dict[str, Any]) -> bool:
    """Keep an update.

    Returns:
        False if the update was there already (Telegram repeats what it was not sure of).
    """
    if tx.conn.execute(_BY_UPDATE, {"update_id": update_id}).first() is not None:
        return False
    row = {
        "update_id": update_id,
        "lane": lane,
        "kind": kind,
        "body": tx.box_of(_words_of(lane)).seal(body),
        "attempts": 0,
        "received_at": clock.now(),
    }
    tx.conn.execute(_INSERT, row)
    return True


def waiting(tx: Tx, lane: str) -> list[InboxRow]:
    """Return the first rows of a lane that wait for an answer, as they were written.

    Two bridges may be brought two messages of a child at once; Telegram's numbers tell the order.
    """
    return [_row(tx, row) for row in tx.conn.execute(_WAITING, {"lane": lane})]


def waiting_lanes(tx: Tx) -> list[str]:
    """Return the lanes in which something waits."""
    return list(
        tx.conn.execute(select(inbox.c.lane).where(inbox.c.done_at.is_(None)).distinct()).scalars()
    )


def mark_done(tx: Tx, rows: Iterable[InboxRow]) -> None:
    """Record that these rows were answered; in the transaction that holds the answers."""
    tx.conn.execute(_DONE, {"ids": [row.id for row in rows], "now": clock.now()})


def mark_failed(tx: Tx, rows: Iterable[InboxRow]) -> None:
    """Record that handling these rows failed once more."""
    tx.conn.execute(
        inbox.update()
        .where(inbox.c.id.in_([row.id for row in rows]))
        .values(attempts=inbox.c.attempts + 1)
    )


def latest(tx: Tx, lane: str, count: int) -> list[InboxRow]:
    """Return the last ``count`` rows of a lane, answered or not, oldest first."""
    rows = tx.conn.execute(
        select(inbox).where(inbox.c.lane == lane).order_by(inbox.c.id.desc()).limit(count)
    )
    return [_row(tx, row) for row in rows][::-1]


def has_any_since(tx: Tx, lane: str, moment: datetime) -> bool:
    """Return whether anything came in this lane after a moment."""
    query = select(inbox.c.id).where(inbox.c.lane == lane, inbox.c.received_at > moment)
    return tx.conn.execute(query.limit(1)).first() is not None


def erase(tx: Tx, lane: str, *, up_to: int) -> None:
    """Delete the rows of a lane, answered or not, up to and with the row ``up_to``."""
    tx.conn.execute(inbox.delete().where(inbox.c.lane == lane, inbox.c.id <= up_to))


def erase_done_before(tx: Tx, lane: str, moment: datetime) -> None:
    """Delete the rows of a lane that were answered before ``moment``."""
    tx.conn.execute(inbox.delete().where(inbox.c.lane == lane, inbox.c.done_at < moment))


def erase_all(tx: Tx, lane: str) -> None:
    """Delete all rows of a lane."""
    tx.conn.execute(inbox.delete().where(inbox.c.lane == lane))


def _words_of(lane: str) -> str | None:
    return None if lane == STAFF else lane


def _row(tx: Tx, row: Any) -> InboxRow:
    return InboxRow(
        id=row.id,
        lane=row.lane,
        kind=row.kind,
        body=tx.box_of(_words_of(row.lane)).open(row.body),
        received_at=row.received_at.replace(tzinfo=row.received_at.tzinfo or timezone.utc),
        attempts=row.attempts,
        done_at=row.done_at and row.done_at.replace(tzinfo=row.done_at.tzinfo or timezone.utc),
    )
