"""Forgetting in time: what data/topics/about_us tells children about how long things are kept."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.config import TOLD_DAYS
from bot.store import cases, conversations, inbox, missed, outbox, trackers, trail
from bot.store.conversations import ConversationId
from bot.store.engine import Store, Tx

STAFF_KEPT = timedelta(days=2)  # Telegram repeats an update for a day at the most
RAN = "retention"  # the event that says that the job ran


@dataclass(frozen=True)
class Kept:
    """How long things are kept.

    Attributes:
        texts: after the last message of a conversation without an open case.
        cases: after closing; then a case is reduced to figures.
        reason: why it is longer than children are told; else empty.
    """

    texts: timedelta = timedelta(days=TOLD_DAYS["TEXTS_KEPT_DAYS"])
    cases: timedelta = timedelta(days=TOLD_DAYS["CASES_KEPT_DAYS"])
    reason: str = ""


def forget_old(store: Store, now: datetime, kept: Kept = Kept()) -> int:
    """Delete old conversations with all their texts, and reduce old closed cases to figures.

    Args:
        store: the store.
        now: the present time.
        kept: how long; the row that says that the job ran says this, too.

    Returns:
        How many conversations were deleted.
    """
    old = store.do(lambda tx: conversations.silent_since(tx, now - kept.texts))
    for conversation in old:
        store.do(lambda tx, one=conversation: _forget(tx, one))  # type: ignore[misc]
    sooner = max(missed.KEPT - kept.texts, timedelta(0))
    store.do(lambda tx: missed.drop_expired(tx, now + sooner))
    store.do(lambda tx: inbox.erase_done_before(tx, inbox.STAFF, now - STAFF_KEPT))
    store.do(lambda tx: cases.reduce_closed_before(tx, now - kept.cases))
    ran = {
        "conversations": len(old),
        "texts_days": kept.texts.days,
        "cases_days": kept.cases.days,
        "reason": kept.reason,
    }
    store.do(lambda tx: trail.add_event(tx, None, RAN, detail=ran))
    store.empty_log()
    return len(old)


def last_run(tx: Tx) -> datetime | None:
    """Return when the job last ran, or None if it never did."""
    runs = [event.at for event in trail.events_of(tx, None) if event.kind == RAN]
    return max(runs, default=None)


def _forget(tx: Tx, conversation: ConversationId) -> None:
    inbox.erase_all(tx, conversation)
    outbox.erase_all(tx, conversation)
    trackers.erase(tx, conversation)
    missed.erase(tx, conversation)
    cases.forget_conversation(tx, conversation)
    conversations.erase(tx, conversation)
