"""What the bot got wrong, scrubbed, so that whoever writes the content can teach it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, NewType

from sqlalchemy import select

from bot import clock
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.tables import missed

MissedId = NewType("MissedId", int)
Scrubbed = NewType("Scrubbed", str)
"""A text without names, numbers and places; bot/language/scrub.py makes it."""

NOT_UNDERSTOOD = "not_understood"  # nothing was near enough
SUGGESTED = "suggested"  # the bot was half sure, and offered choices
THUMBS_DOWN = "thumbs_down"  # an answer did not help
WRONG_URGENT = "wrong_urgent"  # there was no danger where the bot saw some

KEPT = timedelta(days=30)  # as long as the texts themselves, see bot/conversation/retention.py


@dataclass(frozen=True)
class Missed:
    """One message that the bot got wrong.

    Attributes:
        id: its number.
        kind: NOT_UNDERSTOOD, SUGGESTED, THUMBS_DOWN or WRONG_URGENT.
        text: what the child wrote; empty if an answer that was reached by buttons did not help.
        nearest: the likeliest topics and small talk with their confidence (0 to 1), best first.
        answered: the topic or urgent class that was answered, if one was.
        at: when.
    """

    id: MissedId
    kind: str
    text: Scrubbed
    nearest: tuple[tuple[str, float], ...]
    answered: str | None
    at: datetime


def keep(
    tx: Tx,
    conversation: ConversationId,
    kind: str,
    text: Scrubbed,
    *,
    nearest: Iterable[tuple[str, float]] = (),
    answered: str | None = None,
) -> None:
    """Keep a message that was got wrong, for KEPT.

    Args:
        tx: the transaction of the turn.
        conversation: whose message; it is erased with it.
        kind: see Missed.
        text: what the child wrote.
        nearest: topics with their confidence, best first.
        answered: the topic or urgent class that was answered.
    """
    box = tx.box_of(conversation)
    tx.conn.execute(
        missed.insert().values(
            conversation_id=conversation,
            kind=kind,
            text=box.seal(text),
            nearest=box.seal(list(nearest)),
            answered=answered,
            at=clock.now(),
            expires_at=clock.now() + KEPT,
        )
    )


def all_kept(tx: Tx) -> list[Missed]:
    """Return what is kept and not expired, oldest first."""
    rows = tx.conn.execute(
        select(missed).where(missed.c.expires_at > clock.now()).order_by(missed.c.id)
    )
    return [_missed(tx, row) for row in rows]


def drop(tx: Tx, identities: Iterable[MissedId]) -> None:
    """Delete messages that somebody has dealt with."""
    tx.conn.execute(missed.delete().where(missed.c.id.in_(list(identities))))


def drop_expired(tx: Tx, moment: datetime) -> None:
    """Delete what has expired at ``moment``."""
    tx.conn.execute(missed.delete().where(missed.c.expires_at <= moment))


def erase(tx: Tx, conversation: ConversationId) -> None:
    """Delete all that was kept of a conversation."""
    tx.conn.execute(missed.delete().where(missed.c.conversation_id == conversation))


def _missed(tx: Tx, row: Any) -> Missed:
    box = tx.box_of(row.conversation_id)
    return Missed(
        id=MissedId(row.id),
        kind=row.kind,
        text=Scrubbed(box.open(row.text)),
        nearest=tuple((name, value) for name, value in box.open(row.nearest)),
        answered=row.answered,
        at=row.at.replace(tzinfo=row.at.tzinfo or timezone.utc),
    )
