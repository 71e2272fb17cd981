"""Which messages in a child's chat are the bot's, so that it can take them away again."""

from collections.abc import Iterable
from datetime import datetime, timezone
from typing import NamedTuple

from sqlalchemy import bindparam, select, true

from bot import clock
from bot.store import conversations
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.tables import sent_messages

_KNOWN = select(sent_messages.c.message_id).where(
    sent_messages.c.conversation_id == bindparam("conversation_id"),
    sent_messages.c.message_id == bindparam("message_id"),
)
_INSERT = sent_messages.insert()


class SentMessage(NamedTuple):
    """A message of the bot: its id in the child's chat, and when it was sent."""

    message_id: int
    at: datetime


def remember(tx: Tx, conversation: ConversationId, message_ids: Iterable[int]) -> None:
    """Note messages that Telegram took; of a conversation that is erased by now, nothing is kept.

    Args:
        tx: the transaction in which the outbox row is finished.
        conversation: whose chat.
        message_ids: Telegram's ids in that chat.
    """
    if conversations.find(tx, conversation) is None:
        return
    for message_id in set(message_ids):
        row = {"conversation_id": conversation, "message_id": message_id}
        if tx.conn.execute(_KNOWN, row).first() is None:
            tx.conn.execute(_INSERT, {**row, "at": clock.now()})


def of(tx: Tx, conversation: ConversationId, since: datetime | None = None) -> list[SentMessage]:
    """Return the bot's messages in a child's chat, oldest first; they go with the conversation.

    Args:
        tx: the transaction.
        conversation: whose chat.
        since: only those sent after this moment.
    """
    recent = sent_messages.c.at > since if since else true()
    rows = tx.conn.execute(
        select(sent_messages)
        .where(sent_messages.c.conversation_id == conversation, recent)
        .order_by(sent_messages.c.message_id)
    )
    return [
        SentMessage(row.message_id, row.at.replace(tzinfo=row.at.tzinfo or timezone.utc))
        for row in rows
    ]


def forget(tx: Tx, conversation: ConversationId) -> None:
    """Forget the bot's messages in a child's chat."""
    tx.conn.execute(sent_messages.delete().where(sent_messages.c.conversation_id == conversation))
