"""Rasa's dialogues, one sealed row a conversation, gone with the conversation."""

from typing import Any

from sqlalchemy import select

from bot import clock
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.tables import conversations, trackers


def load(tx: Tx, conversation: ConversationId) -> Any | None:
    """Return what :func:`save` kept, or None."""
    body = tx.conn.execute(
        select(trackers.c.body).where(trackers.c.conversation_id == conversation)
    ).scalar()
    return None if body is None else tx.box_of(conversation).open(body)


def save(tx: Tx, conversation: ConversationId, events: Any) -> None:
    """Keep a dialogue, unless the conversation was erased meanwhile.

    Args:
        tx: the transaction.
        conversation: whose.
        events: anything that JSON can hold.
    """
    if (
        tx.conn.execute(
            select(conversations.c.id).where(conversations.c.id == conversation)
        ).first()
        is None
    ):
        return
    values = {"body": tx.box_of(conversation).seal(events), "saved_at": clock.now()}
    result = tx.conn.execute(
        trackers.update().where(trackers.c.conversation_id == conversation).values(**values)
    )
    if result.rowcount == 0:
        tx.conn.execute(trackers.insert().values(conversation_id=conversation, **values))


def erase(tx: Tx, conversation: ConversationId) -> None:
    """Delete the dialogue of a conversation."""
    tx.conn.execute(trackers.delete().where(trackers.c.conversation_id == conversation))


def all_conversations(tx: Tx) -> list[str]:
    """Return the conversations that have a dialogue."""
    return list(tx.conn.execute(select(trackers.c.conversation_id)).scalars())
