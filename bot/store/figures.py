"""What reports count: times and outcomes of cases, never a text, an id of a person or a name."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy import func, select

from bot.store.engine import Tx
from bot.store.tables import cases, events


@dataclass(frozen=True)
class CaseFigures:
    """What is counted of one case.

    Attributes:
        reason: an urgent class, or the topic by which a child asks for a human.
        priority: "P1", "P2" or "P3".
        opened_at: when.
        claimed_at: when it was first claimed; None: never.
        first_word_at: when a human first wrote to the child; None: never.
        outcome: how it ended; None: it has not, or the child ended it.
        has_helped: what the child said of it; None: nothing.
        broken_promises: how often the child was told to expect someone who did not come in time.
    """

    reason: str
    priority: str
    opened_at: datetime
    claimed_at: datetime | None
    first_word_at: datetime | None
    outcome: str | None
    has_helped: bool | None
    broken_promises: int


def opened_between(
    tx: Tx, since: datetime, until: datetime, team: str | None = None
) -> list[CaseFigures]:
    """Return the figures of the cases that were opened in a span of time, oldest first."""
    query = select(cases).where(cases.c.opened_at >= since, cases.c.opened_at < until)
    if team is not None:
        query = query.where(cases.c.team == team)
    rows = tx.conn.execute(query.order_by(cases.c.id)).all()
    wanted = select(cases.c.id).where(cases.c.opened_at >= since, cases.c.opened_at < until)
    about = select(events.c.case_id, func.min(events.c.at).label("first")).where(
        events.c.case_id.in_(wanted)
    )
    claims = {
        row.case_id: row.first
        for row in tx.conn.execute(
            about.where(events.c.kind == "claimed").group_by(events.c.case_id)
        )
    }
    broken = Counter(
        tx.conn.execute(
            select(events.c.case_id).where(
                events.c.case_id.in_(wanted), events.c.kind == "promise_broken"
            )
        ).scalars()
    )
    return [
        CaseFigures(
            reason=row.reason,
            priority=row.priority,
            opened_at=_aware(row.opened_at),
            claimed_at=_maybe_aware(claims.get(row.id)),
            first_word_at=_maybe_aware(row.first_word_at),
            outcome=row.outcome,
            has_helped=row.has_helped,
            broken_promises=broken[row.id],
        )
        for row in rows
    ]


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=moment.tzinfo or timezone.utc)


def _maybe_aware(moment: datetime | None) -> datetime | None:
    return None if moment is None else _aware(moment)
