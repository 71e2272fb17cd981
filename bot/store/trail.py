"""The audit trail: who did what, and when. Appended to, and never changed; see audit.py."""

from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import select

from bot import clock
from bot.store import audit
from bot.store.engine import Tx
from bot.store.tables import events


@dataclass(frozen=True)
class Event:
    """One line of the audit trail."""

    id: int
    case_id: int | None
    kind: str
    actor: str | None
    detail: dict[str, Any]
    at: datetime


def add_event(
    tx: Tx,
    case_id: int | None,
    kind: str,
    actor: str | None = None,
    detail: dict[str, Any] | None = None,
) -> None:
    """Append to the audit trail; only retention empties the details of old ones."""
    values = {"case_id": case_id, "kind": kind, "actor": actor, "at": clock.now()}
    sealed = None if detail is None else tx.sealer.seal(detail)
    tx.conn.execute(
        events.insert().values(**values, detail=sealed, **audit.link(tx, values, detail))
    )


def events_of(tx: Tx, case_id: int | None) -> list[Event]:
    """Return the events of a case (None: of no case, such as refused acts), oldest first."""
    rows = tx.conn.execute(select(events).where(events.c.case_id == case_id).order_by(events.c.id))
    return [
        Event(
            row.id,
            row.case_id,
            row.kind,
            row.actor,
            {} if row.detail is None else tx.sealer.open(row.detail),
            row.at.replace(tzinfo=row.at.tzinfo or timezone.utc),
        )
        for row in rows
    ]
