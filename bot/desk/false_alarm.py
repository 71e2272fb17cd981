"""Danger that was none: the message is kept, scrubbed, so that the content can be made better."""

from bot.store import inbox, missed, trail
from bot.store.cases import Case
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.missed import Scrubbed

_LOOKED_AT = 60  # messages of a conversation; an alarm that lies further back is not kept


def alarming_text(tx: Tx, conversation: ConversationId, case: Case | None) -> str:
    """Return what the child wrote before the bot last saw danger.

    Args:
        tx: the transaction.
        conversation: whose.
        case: the case that was opened for it; None if the bot only asked.

    Returns:
        The message, as it was written: scrub it before keeping it. Empty if there is none, as
        after the button for help.
    """
    rows = inbox.latest(tx, conversation, _LOOKED_AT)
    if case is None:
        return _last_typed_turn(rows)
    cause = _cause(tx, case)
    return next((str(row.body.get("text") or "") for row in rows if row.id == cause), "")


def keep_false_alarm(
    tx: Tx, conversation: ConversationId, text: Scrubbed, urgent_class: str
) -> None:
    """Keep the message that looked like danger.

    Args:
        tx: the transaction of the act that found it out: the child's press, or a caseworker's.
        conversation: whose message.
        text: what :func:`alarming_text` returned, scrubbed; nothing is kept of an empty one.
        urgent_class: the class that the bot took it for.
    """
    if text:
        missed.keep(tx, conversation, missed.WRONG_URGENT, text, answered=urgent_class)


def _cause(tx: Tx, case: Case) -> int | None:
    """Return the inbox row in which danger was last seen; presses have none."""
    causes = [event.detail.get("cause") for event in trail.events_of(tx, case.id)]
    return next((cause for cause in reversed(causes) if cause is not None), None)


def _last_typed_turn(rows: list[inbox.InboxRow]) -> str:
    done = [row for row in rows if row.done_at and row.body.get("text")]
    turn = [row for row in done if row.done_at == done[-1].done_at]
    return "\n".join(str(row.body["text"]) for row in turn)
