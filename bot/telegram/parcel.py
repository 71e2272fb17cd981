"""What the ways of sending hand back to the sender."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from telegram import LinkPreviewOptions

from bot.content.model import Content
from bot.store.engine import Tx
from bot.store.outbox import OutboxRow

NO_PREVIEW = LinkPreviewOptions(is_disabled=True)


@dataclass(frozen=True)
class Sent:
    """What Telegram took.

    Attributes:
        message_ids: new messages in the child's chat.
        along: further outbox rows that went out in the same message.
        then: what follows, in the transaction that finishes the row.
    """

    message_ids: list[int] = field(default_factory=list)
    along: list[OutboxRow] = field(default_factory=list)
    then: Callable[[Tx], None] | None = None


Way = Callable[[OutboxRow, Content], Awaitable[Sent]]
"""Sends one row; raises telegram.error.TelegramError if Telegram did not take it."""
