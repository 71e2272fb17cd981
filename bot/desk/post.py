"""What a case's thread is to show: rows for the outbox, in the case's own order."""

from typing import Any

from bot.store import cases, outbox
from bot.store.cases import Case
from bot.store.engine import Tx

CARD, CARD_UPDATE, ALERT, LINE, COPY, THREAD_CLOSE, MARK = (
    "card", "card_update", "alert", "line", "copy", "thread_close", "mark",
)  # fmt: skip

WRITING, DELIVERED, UNDELIVERED = "✍", "👍", "👎"  # reactions that Telegram lets a bot set


def post_new_case(tx: Tx, case: Case) -> None:
    """Show the case's card; its thread is opened with it."""
    _put(tx, case, CARD, {}, outbox.ROUTINE if case.priority == "P3" else outbox.URGENT)


def refresh_card(tx: Tx, case: Case, *, is_renamed: bool = False) -> None:
    """Show the case's new state on its card.

    Args:
        tx: the transaction.
        case: the case.
        is_renamed: its thread's name changes too: it has another priority, or is closed.
    """
    _put(tx, case, CARD_UPDATE, {"is_renamed": is_renamed}, outbox.REPLY)


def close_thread(tx: Tx, case: Case) -> None:
    """Close the case's thread."""
    _put(tx, case, THREAD_CLOSE, {}, outbox.ROUTINE)


def alert(tx: Tx, case: Case, text: str) -> None:
    """Say something to the staff that can't wait."""
    _put(tx, case, ALERT, {"text": text}, outbox.URGENT)


def line(tx: Tx, case: Case, text: str) -> None:
    """Add a line to the case's thread; several are sent as one message."""
    priority = outbox.REPLY if case.state == cases.CLAIMED else outbox.ROUTINE
    _put(tx, case, LINE, {"text": text}, priority)


def copy_from_child(tx: Tx, case: Case, message_id: int) -> None:
    """Show a voice note, photo, sticker or location of the child in the thread."""
    _put(tx, case, COPY, {"message_id": message_id}, outbox.REPLY)


def mark(tx: Tx, case_id: int, message_id: int, emoji: str) -> None:
    """Mark a staff member's message by a reaction: WRITING, DELIVERED or UNDELIVERED."""
    body = {"message_id": message_id, "emoji": emoji}
    lane = f"mark:{message_id}"  # a mark need not wait for the lines of its case
    outbox.put(tx, outbox.GROUP, MARK, body, case_id=case_id, lane=lane)


def _put(tx: Tx, case: Case, purpose: str, body: dict[str, Any], priority: int) -> None:
    outbox.put(tx, outbox.GROUP, purpose, body, priority=priority, case_id=case.id)
