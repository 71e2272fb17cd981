"""How old the oldest waiting things are: what a person on call looks at first."""

from dataclasses import dataclass
from datetime import datetime, timezone

from sqlalchemy import func, select

from bot import clock
from bot.store.engine import Tx
from bot.store.outbox import SPARE, WAITING
from bot.store.tables import cases, inbox, outbox


@dataclass(frozen=True)
class Waiting:
    """Ages in seconds, 0 where nothing waits, and the number of cases that nobody has taken."""

    unanswered: float
    unsent: float
    unclaimed: float
    cases: int


def waiting(tx: Tx) -> Waiting:
    """Return what waits now."""

    def oldest(column: object, condition: object) -> float:
        first = tx.conn.execute(select(func.min(column)).where(condition)).scalar()
        return _age(first)

    is_open = cases.c.state == "open"
    must_go = (outbox.c.state == WAITING) & (outbox.c.priority < SPARE)
    return Waiting(
        unanswered=oldest(inbox.c.received_at, inbox.c.done_at.is_(None)),
        unsent=oldest(outbox.c.created_at, must_go),
        unclaimed=oldest(cases.c.opened_at, is_open),
        cases=tx.conn.execute(select(func.count()).select_from(cases).where(is_open)).scalar_one(),
    )


def _age(moment: datetime | str | None) -> float:
    if moment is None:
        return 0.0
    since = datetime.fromisoformat(moment) if isinstance(moment, str) else moment
    since = since.replace(tzinfo=since.tzinfo or timezone.utc)
    return max(0.0, (clock.now() - since).total_seconds())
