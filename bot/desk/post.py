"""What a team's group is to show of a case: rows for the outbox.

What is said stands in the case's own lane, in order. The card's state, the thread's name, whether
the thread is closed, and marks stand in lanes of their own: only the latest of each counts, and
none of them holds up what is said.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from bot.desk.waiting import next_step
from bot.store import cases, outbox
from bot.store.cases import Case
from bot.store.engine import Tx

TEAM_LINE, TO_STAFF = "team_line", "to_staff"  # of no case: to a team's group, to one person
CARD, CARD_UPDATE, ALERT, LINE, COPY, MARK = (
    "card", "card_update", "alert", "line", "copy", "mark",
)  # fmt: skip
THREAD_NAME, THREAD_STATE = "thread_name", "thread_state"

_CARD_PRIORITIES = {"P1": outbox.URGENT, "P2": outbox.SOON}
_ALERT_PRIORITIES = {"P1": outbox.URGENT, "P2": outbox.SOON}
_QUOTING = {LINE, ALERT, COPY}  # may hold the child's own words

WRITING, DELIVERED, UNDELIVERED = "✍", "👍", "👎"  # reactions that Telegram lets a bot set

Pairs = Sequence[Sequence[str]]


def post_new_case(tx: Tx, case: Case) -> None:
    """Show the case's card; its thread is opened with it."""
    _put(tx, case, CARD, {}, _CARD_PRIORITIES.get(case.priority, outbox.ROUTINE))
    rename_later(tx, case)


def refresh_card(
    tx: Tx, case: Case, *, is_renamed: bool = False, priority: int = outbox.ROUTINE
) -> None:
    """Show the case's new state on its card.

    Args:
        tx: the transaction.
        case: the case.
        is_renamed: it has another state, holder or priority: its thread's name changes too, and
            its buttons, for which somebody waits.
        priority: how soon.
    """
    if not is_renamed and outbox.is_waiting(tx, _lane(CARD_UPDATE, case.id)):
        return  # the card is put together when it is sent; a new row would go to the end again
    _put_latest(tx, case.id, CARD_UPDATE, outbox.REPLY if is_renamed else priority)
    if is_renamed:
        _put_latest(tx, case.id, THREAD_NAME, priority)


def rename_later(tx: Tx, case: Case) -> None:
    """Show the waiting time in the thread's name at its next step, if there is one."""
    wait = next_step(case)
    if wait is not None and not outbox.is_waiting(tx, _lane(THREAD_NAME, case.id)):
        _put_latest(tx, case.id, THREAD_NAME, outbox.SPARE, wait)


def close_thread(tx: Tx, case: Case) -> None:
    """Close the case's thread, or open it again: as the case itself is by then.

    In a closed thread nobody but administrators can write, so that opening it can't wait.
    """
    priority = outbox.ROUTINE if case.state == cases.CLOSED else outbox.URGENT
    _put_latest(tx, case.id, THREAD_STATE, priority)


def alert(
    tx: Tx,
    case: Case,
    text: str,
    *,
    buttons: Pairs = (),
    mentions: Pairs = (),
    reply_to: int | None = None,
) -> None:
    """Say something to the staff that can't wait behind what is said of other cases as grave.

    Args:
        tx: the transaction.
        case: the case.
        text: what is said.
        buttons: pairs of label and payload.
        mentions: pairs of pseudonym and first name; each name stands in the text.
        reply_to: message of the group that it is about.
    """
    body: dict[str, Any] = {"text": text}
    for name, pairs in (("buttons", buttons), ("mentions", mentions)):
        if pairs:
            body[name] = [list(pair) for pair in pairs]
    if reply_to is not None:
        body["reply_to"] = reply_to
    _put(tx, case, ALERT, body, _ALERT_PRIORITIES.get(case.priority, outbox.REPLY))


def to_team(
    tx: Tx,
    team: str,
    text: str,
    buttons: Pairs = (),
    *,
    thread: int | None = None,
    reply_to: int | None = None,
) -> None:
    """Say something in a team's group that is no part of a case.

    Args:
        tx: the transaction.
        team: whose group.
        text: what is said.
        buttons: pairs of label and payload.
        thread: the thread to say it in all the same, as when somebody asked there.
        reply_to: the message that is answered.
    """
    body = {
        "team": team,
        "text": text,
        "buttons": [list(pair) for pair in buttons],
        "thread": thread,
        "reply_to": reply_to,
    }
    outbox.put(tx, outbox.GROUP, TEAM_LINE, body, lane=f"team:{team}")


def to_person(
    tx: Tx,
    worker: str,
    team: str,
    text: str,
    buttons: Pairs = (),
    *,
    case_id: int | None = None,
    is_secret: bool = False,
) -> None:
    """Write to a staff member in private, who must have a chat with the bot.

    Args:
        tx: the transaction.
        worker: pseudonym.
        team: of which she is a member here.
        text: what is said; no words of a child.
        buttons: pairs of label and payload.
        case_id: the case that it is about.
        is_secret: if it can't be delivered, the group hears that, but not what it was.
    """
    outbox.put(
        tx,
        worker,
        TO_STAFF,
        {
            "text": text,
            "team": team,
            "buttons": [list(pair) for pair in buttons],
            "is_secret": is_secret,
        },
        priority=outbox.URGENT,
        case_id=case_id,
        lane=f"worker:{worker}",
    )


def line(tx: Tx, case: Case, text: str) -> None:
    """Add a line to the case's thread; several are sent as one message."""
    priority = outbox.REPLY if case.state == cases.CLAIMED else outbox.ROUTINE
    _put(tx, case, LINE, {"text": text}, priority)


def copy_from_child(tx: Tx, case: Case, message_id: int, caption: str | None = None) -> None:
    """Show a voice note, photo, sticker or location of the child in the thread.

    Args:
        tx: the transaction.
        case: the case.
        message_id: the message in the child's chat.
        caption: what is to stand under the copy, if it is of a kind that has captions.
    """
    body: dict[str, Any] = {"message_id": message_id}
    _put(tx, case, COPY, body | ({"caption": caption} if caption else {}), outbox.REPLY)


def mark(tx: Tx, case_id: int, message_id: int, emoji: str) -> None:
    """Mark a staff member's message by a reaction: WRITING, DELIVERED or UNDELIVERED."""
    body = {"message_id": message_id, "emoji": emoji}
    lane = f"mark:{case_id}:{message_id}"
    outbox.put(tx, outbox.GROUP, MARK, body, case_id=case_id, lane=lane, is_latest=True)


def take_away(tx: Tx, team: str, message_ids: list[int]) -> None:
    """Delete messages from a team's group."""
    body = {"team": team, "message_ids": message_ids}
    outbox.put(tx, outbox.GROUP, outbox.TAKE_AWAY, body, lane=f"team:{team}")


def _put(tx: Tx, case: Case, purpose: str, body: dict[str, Any], priority: int) -> None:
    words_of = case.conversation_id if purpose in _QUOTING else None
    outbox.put(
        tx, outbox.GROUP, purpose, body, priority=priority, case_id=case.id, words_of=words_of
    )


def _put_latest(
    tx: Tx, case_id: int, purpose: str, priority: int, wait: timedelta = timedelta(0)
) -> None:
    outbox.put(
        tx,
        outbox.GROUP,
        purpose,
        {},
        priority=priority,
        case_id=case_id,
        lane=_lane(purpose, case_id),
        wait=wait,
        is_latest=True,
    )


def _lane(purpose: str, case_id: int) -> str:
    return f"{purpose}:{case_id}"
