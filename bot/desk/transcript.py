"""What was said lately, for the staff: the child by alias, the bot and the team."""

from collections.abc import Iterator
from datetime import datetime

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.store import inbox, outbox
from bot.store.conversations import Conversation
from bot.store.engine import Tx
from bot.store.inbox import InboxRow

LINE_LENGTH = 300  # characters of one message that are shown
BOT_LINE_LENGTH = 60  # the bot's own answers are long, and the staff know them


def last_messages(
    tx: Tx,
    conversation: Conversation,
    content: Content,
    count: int,
    *,
    since: datetime | None = None,
) -> list[str]:
    """Return the last ``count`` messages of each side, oldest first, each as one line.

    Args:
        tx: the transaction.
        conversation: whose.
        content: for the wording.
        count: how many of each side at the most.
        since: only those of after this moment; None: whenever.
    """
    said = sorted(_said(tx, conversation, content, count), key=lambda item: item[0])
    return [line for at, line in said if since is None or at > since]


def child_line(conversation: Conversation, text: str, content: Content) -> str:
    """Return what a child wrote, as the staff see it."""
    return render_phrase("desk_child_line", content, alias=conversation.alias, text=text)


def kind_name(kind: str, content: Content) -> str:
    """Return what a kind of media is called, such as «un audio»."""
    name = f"desk_kind_{kind}"
    return render_phrase(name if name in content.phrases else "desk_kind_other", content)


def _said(
    tx: Tx, conversation: Conversation, content: Content, count: int
) -> Iterator[tuple[datetime, str]]:
    for received in inbox.latest(tx, conversation.id, count):
        if _is_bare_command(received):
            continue
        text = received.body.get("text") or received.body.get("label")
        shown = _shorten(text) if text else f"({kind_name(received.kind, content)})"
        yield received.received_at, child_line(conversation, shown, content)
    for sent in outbox.latest(tx, conversation.id, count):
        text = sent.body.get("text")
        if text and sent.purpose == "relay":
            yield sent.created_at, render_phrase("desk_staff_line", content, text=_shorten(text))
        elif text:
            shown = _shorten(text, BOT_LINE_LENGTH)
            yield sent.created_at, render_phrase("desk_bot_line", content, text=shown)


def _is_bare_command(row: InboxRow) -> bool:
    """Return whether a child only typed or tapped such as /start, and said nothing."""
    return row.kind == "command" and len(str(row.body.get("text") or "").split()) <= 1


def _shorten(text: str, length: int = LINE_LENGTH) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= length else flat[: length - 1] + "…"
