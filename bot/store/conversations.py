"""One row a child's chat: pseudonym, sealed chat id, alias, country, the bot's open question."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, NewType

from sqlalchemy import bindparam, select

from bot import clock
from bot.store.engine import Tx
from bot.store.tables import cases, conversations

ConversationId = NewType("ConversationId", str)
ChatId = NewType("ChatId", int)

_ITS_ROW = conversations.c.id == bindparam("identity")
_FIND = select(conversations).where(_ITS_ROW)
_TOUCH = (
    conversations.update()
    .where(_ITS_ROW)
    .values(last_message_at=bindparam("now"), is_blocked=False)
)
PENDING_LASTS = timedelta(minutes=30)  # after this, «sí» no longer answers the bot's question


@dataclass(frozen=True)
class Conversation:
    """One child's pseudonymous dialogue.

    Attributes:
        id: pseudonym of the chat; it is Rasa's ``sender_id``.
        alias: what caseworkers call the child, such as "Quetzal 27".
        country: "MX", "US" or None while it is not known.
        language: code of the phone's language, if it is not Spanish.
        pending: the bot's own open question, such as "danger:<class>"; None if there is none.
        is_blocked: Telegram said that the child blocked the bot.
    """

    id: ConversationId
    alias: str
    country: str | None
    pending: str | None
    is_blocked: bool
    language: str | None = None


def conversation_id(tx: Tx, chat: ChatId) -> ConversationId:
    """Return the pseudonym of a chat."""
    return ConversationId(tx.sealer.pseudonym("chat", chat))


def find_or_create(tx: Tx, chat: ChatId, alias_names: list[str]) -> ConversationId:
    """Return the conversation of a chat, making it on the child's first message.

    Args:
        tx: the transaction.
        chat: Telegram's chat id.
        alias_names: names to choose an alias from.
    """
    identity = conversation_id(tx, chat)
    if find(tx, identity) is None:
        tx.conn.execute(
            conversations.insert().values(
                id=identity,
                chat=tx.sealer.seal(chat),
                key=tx.sealer.new_data_key(),
                alias=_free_alias(tx, alias_names),
                is_blocked=False,
                created_at=clock.now(),
                last_message_at=clock.now(),
            )
        )
    return identity


def find(tx: Tx, identity: ConversationId) -> Conversation | None:
    """Return the conversation, or None if it is not (or no longer) there."""
    row = tx.conn.execute(_FIND, {"identity": identity}).first()
    if row is None:
        return None
    return Conversation(
        id=ConversationId(row.id),
        alias=row.alias,
        country=row.country,
        pending=row.pending if _is_fresh(row.pending_at) else None,
        is_blocked=row.is_blocked,
        language=row.language,
    )


def get(tx: Tx, identity: ConversationId | None) -> Conversation:
    """Return the conversation.

    Raises:
        LookupError: there is none with this id, or it was erased (None).
    """
    found = find(tx, identity) if identity else None
    if found is None:
        raise LookupError("no such conversation")
    return found


def chat_of(tx: Tx, identity: ConversationId) -> ChatId:
    """Return the chat id of a conversation; only the bridge's sender needs it."""
    sealed = tx.conn.execute(
        select(conversations.c.chat).where(conversations.c.id == identity)
    ).scalar_one()
    return ChatId(tx.sealer.open(sealed))


def set_country(tx: Tx, identity: ConversationId, country: str | None) -> None:
    """Remember in which country the child is ("MX", "US"), or forget it (None)."""
    _update(tx, identity, country=country)


def set_language(tx: Tx, identity: ConversationId, language: str | None) -> None:
    """Remember the language of the child's phone ("en", "pt" …); None: Spanish."""
    _update(tx, identity, language=language)


def set_pending(tx: Tx, identity: ConversationId, question: str | None) -> None:
    """Remember what the bot just asked, so that a typed «sí» can be understood without Rasa."""
    _update(tx, identity, pending=question, pending_at=clock.now())


def set_blocked(tx: Tx, identity: ConversationId, *, is_blocked: bool) -> None:
    """Record whether the child blocked the bot."""
    _update(tx, identity, is_blocked=is_blocked)


def touch(tx: Tx, identity: ConversationId) -> None:
    """Record that the child wrote just now; whoever writes has not blocked the bot."""
    tx.conn.execute(_TOUCH, {"identity": identity, "now": clock.now()})


def silent_since(tx: Tx, moment: datetime) -> list[ConversationId]:
    """Return the conversations that have no case in hand and no message since ``moment``."""
    in_hand = select(cases.c.conversation_id).where(
        cases.c.state != "closed", cases.c.conversation_id.isnot(None)
    )
    rows = tx.conn.execute(
        select(conversations.c.id).where(
            conversations.c.last_message_at < moment, conversations.c.id.notin_(in_hand)
        )
    )
    return [ConversationId(identity) for identity in rows.scalars()]


def erase(tx: Tx, identity: ConversationId) -> None:
    """Delete the row. Rows that point to it must be gone before."""
    tx.conn.execute(conversations.delete().where(conversations.c.id == identity))


def _update(tx: Tx, identity: ConversationId, **values: Any) -> None:
    tx.conn.execute(conversations.update().where(conversations.c.id == identity).values(**values))


def _free_alias(tx: Tx, names: list[str]) -> str:
    digits = 2
    while True:
        for _ in range(20):
            number = 10 ** (digits - 1) + secrets.randbelow(9 * 10 ** (digits - 1))
            alias = f"{secrets.choice(names)} {number}"
            same = select(conversations.c.id).where(conversations.c.alias == alias)
            if tx.conn.execute(same).first() is None:
                return alias
        digits += 1


def _is_fresh(asked_at: datetime | None) -> bool:
    if asked_at is None:
        return False
    if asked_at.tzinfo is None:  # SQLite gives back naive times
        asked_at = asked_at.replace(tzinfo=timezone.utc)
    return clock.now() - asked_at < PENDING_LASTS
