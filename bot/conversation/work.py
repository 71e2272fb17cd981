"""What a turn comes to: things to be written in the one transaction that finishes it."""

from collections.abc import Callable

from bot.content.message import Message
from bot.store import outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx

Work = Callable[[Tx], None]


def nothing(_tx: Tx) -> None:
    """There is nothing to write but that the turn is done."""


def together(*works: Work) -> Work:
    """Return works as one, in their order."""

    def work(tx: Tx) -> None:
        for part in works:
            part(tx)

    return work


def say(conversation: ConversationId, messages: list[Message], *, keyboard: bool = False) -> Work:
    """Return the work of telling a child something.

    Args:
        conversation: the child's.
        messages: what it is told.
        keyboard: show the lasting keyboard again.
    """
    return lambda tx: outbox.put_messages(tx, conversation, messages, keyboard=keyboard)
