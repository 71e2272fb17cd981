"""Outbox rows for a child that go out only once their author has confirmed them."""

from typing import Any

from sqlalchemy import select

from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.outbox import HELD, OutboxRow, delete, insert, row_of
from bot.store.tables import outbox


def hold(
    tx: Tx,
    conversation: ConversationId,
    purpose: str,
    body: dict[str, Any],
    case_id: int | None = None,
) -> int:
    """Keep something for a child until :func:`release` is called.

    Returns:
        Its number.
    """
    return insert(tx, conversation, purpose, body, lane=conversation, case_id=case_id, state=HELD)


def find(tx: Tx, number: int) -> OutboxRow | None:
    """Return what is held under a number, or None if it was released or deleted."""
    row = tx.conn.execute(
        select(outbox).where(outbox.c.id == number, outbox.c.state == HELD)
    ).first()
    return None if row is None else row_of(tx, row)


def of(tx: Tx, conversation: ConversationId) -> list[OutboxRow]:
    """Return all that is held for a child, oldest first."""
    rows = tx.conn.execute(
        select(outbox)
        .where(outbox.c.lane == conversation, outbox.c.state == HELD)
        .order_by(outbox.c.id)
    )
    return [row_of(tx, row) for row in rows]


def release(tx: Tx, row: OutboxRow) -> None:
    """Let a held row go out, behind what waits in its lane already."""
    delete(tx, row)
    insert(tx, row.target, row.purpose, row.body, lane=row.lane, case_id=row.case_id)
