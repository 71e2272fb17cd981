"""Durable rows out: what must still be said, and what became of it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta, timezone
from itertools import takewhile
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import bindparam, func, select

from bot import clock
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.tables import cases, conversations, outbox

GROUP = "group"  # target of all that goes to the staff group

GOODBYE = "goodbye"  # a text that also takes the lasting keyboard away
TAKE_AWAY = "take_away"  # deletes the bot's own messages from a chat that may be gone here
FAREWELL = "farewell"  # the last message to a conversation whose row is gone; has its own chat id
UNREADABLE = "unreadable"  # purpose of what can't be opened: its conversation was erased meanwhile
OF_NOBODY = {FAREWELL, TAKE_AWAY, UNREADABLE}  # they outlive the conversation, its key and chat id

# rings · alerts and first replies of P1 · cards and alerts of P2 · answers and relays · the rest ·
# what may delay nothing else
ALARM, URGENT, SOON, REPLY, ROUTINE, SPARE = -1, 0, 1, 2, 3, 4

WAITING, HELD = "waiting", "held"  # held: until its author has confirmed that it is to go

_FIRST = (  # of each lane
    select(func.min(outbox.c.id).label("id"), func.min(outbox.c.priority).label("urgency"))
    .where(outbox.c.state == WAITING)
    .group_by(outbox.c.lane)
    .subquery()
)
_HEADS = (
    select(outbox, _FIRST.c.urgency, cases.c.team, conversations.c.chat)
    .join(_FIRST, _FIRST.c.id == outbox.c.id)
    .outerjoin(cases, cases.c.id == outbox.c.case_id)
    .outerjoin(conversations, conversations.c.id == outbox.c.target)
    .where(outbox.c.not_before <= bindparam("now"))
    .order_by(_FIRST.c.urgency, outbox.c.id)
)
_LATEST = (
    select(outbox)
    .where(outbox.c.lane == bindparam("lane"), outbox.c.state != HELD)
    .order_by(outbox.c.id.desc())
    .limit(bindparam("count"))
)
_INSERT = outbox.insert()
_FINISH = (
    outbox.update()
    .where(outbox.c.id == bindparam("row"))
    .values(
        state=bindparam("new_state"),
        delivery=bindparam("new_delivery"),
        attempts=outbox.c.attempts + 1,
        sent_at=bindparam("now"),
    )
)


@dataclass(frozen=True)
class OutboxRow:
    """One message or act that Telegram has not confirmed yet.

    Attributes:
        id: order of writing; within a lane it is the order of sending.
        lane: a conversation's id, or "case:<id>" for what goes to a case's thread.
        target: a conversation's id, or GROUP.
        case_id: the case that it belongs to, if any.
        purpose: what it is; see the table of senders in bot/telegram/sender.py.
        body: what the purpose needs.
        priority: ALARM, URGENT, SOON, REPLY, ROUTINE or SPARE.
        attempts: how often sending has been tried.
        team: for :func:`heads`, whose group it goes to, if it goes to one.
        chat: for :func:`heads`, the sealed id of the child's chat, if it goes to one.
    """

    id: int
    lane: str
    target: str
    case_id: int | None
    purpose: str
    body: dict[str, Any]
    priority: int
    attempts: int
    created_at: datetime
    team: str | None = None
    chat: str | None = None


def put(
    tx: Tx,
    target: str,
    purpose: str,
    body: dict[str, Any],
    *,
    priority: int = REPLY,
    case_id: int | None = None,
    dedupe: str | None = None,
    lane: str | None = None,
    words_of: str | None = None,
    wait: timedelta = timedelta(0),
    is_latest: bool = False,
) -> bool:
    """Add something to send.

    Args:
        tx: the transaction in which its cause is recorded too.
        target: a conversation's id, or GROUP (then ``case_id`` is needed).
        purpose: what it is.
        body: what the purpose needs.
        priority: ALARM, URGENT, SOON, REPLY, ROUTINE or SPARE.
        case_id: the case that it belongs to.
        dedupe: a name under which this is said once only, whoever says it.
        lane: another lane than the target's or case's own, for what need not keep its order.
        words_of: conversation whose words these are, when the target is the group; they are sealed
            with its key and erased with it.
        wait: it is not sent before this time has passed.
        is_latest: takes the place of what waits in ``lane`` for the same purpose, and is then no
            less urgent.

    Returns:
        False if something with the same ``dedupe`` was there already.
    """
    if dedupe is not None:
        known = tx.conn.execute(select(outbox.c.id).where(outbox.c.dedupe == dedupe)).first()
        if known is not None:
            return False
    if is_latest:
        priority = min([priority, *_take_out(tx, lane or "", purpose)])
    insert(
        tx,
        target,
        purpose,
        body,
        priority=priority,
        case_id=case_id,
        dedupe=dedupe,
        lane=lane or (f"case:{case_id}" if target == GROUP else target),
        words_of=words_of,
        not_before=clock.now() + wait,
    )
    return True


def waiting_for(tx: Tx, lane: str, most: int | None = None) -> list[OutboxRow]:
    """Return what waits to be sent in a lane, such as a child's, oldest first; all, or so many."""
    rows = tx.conn.execute(
        select(outbox)
        .where(outbox.c.lane == lane, outbox.c.state == WAITING)
        .order_by(outbox.c.id)
        .limit(most)
    )
    return [_opened(tx, row) for row in rows]


def put_messages(
    tx: Tx,
    conversation: ConversationId,
    messages: Iterable[Any],
    *,
    priority: int = REPLY,
    case_id: int | None = None,
    keyboard: bool = False,
) -> None:
    """Add messages for a child.

    Args:
        tx: the transaction.
        conversation: whose child.
        messages: objects with ``text`` and ``buttons`` (each with ``label`` and ``payload``).
        priority: URGENT or REPLY.
        case_id: the case that they belong to, if any.
        keyboard: show the lasting keyboard again.
    """
    for message in messages:
        put(
            tx,
            conversation,
            "text",
            {
                "text": message.text,
                "buttons": [[button.label, button.payload] for button in message.buttons],
                "keyboard": keyboard,
            },
            priority=priority,
            case_id=case_id,
        )


def heads(tx: Tx, opened: dict[int, Any] | None = None) -> list[OutboxRow]:
    """Return the first waiting row of each lane, if it is due, the most urgent lane first.

    A lane is as urgent as the most urgent row that waits in it, and so is its first row, which
    stands in that one's way.

    Args:
        tx: the transaction.
        opened: bodies by row number, for one who looks again and again: what was opened in an
            earlier look is taken from it, and afterwards it holds those of this look.
    """
    before = opened or {}
    rows = tx.conn.execute(_HEADS, {"now": clock.now()})
    found = []
    for row in rows:
        head = _opened(tx, row, before.get(row.id))
        team = head.body.get("team", row.team)
        found.append(replace(head, priority=row.urgency, team=team, chat=row.chat))
    if opened is not None:
        opened.clear()
        opened.update({head.id: head.body for head in found if head.purpose != UNREADABLE})
    return found


def run_of(tx: Tx, head: OutboxRow, purposes: Collection[str], most: int) -> list[OutboxRow]:
    """Return ``head`` and the waiting rows right behind it that have one of these purposes.

    Args:
        tx: the transaction.
        head: first waiting row of its lane.
        purposes: what may be sent together.
        most: how many at the most.
    """
    waiting = waiting_for(tx, head.lane, most)
    return list(takewhile(lambda row: row.purpose in purposes, waiting))


def unsent(tx: Tx) -> tuple[int, datetime | None]:
    """Return how many rows should have been sent by now, and when the oldest was written."""
    row = tx.conn.execute(
        select(func.count(), func.min(outbox.c.created_at)).where(
            outbox.c.state == WAITING, outbox.c.not_before <= clock.now()
        )
    ).one()
    oldest = row[1]
    return row[0], None if oldest is None else oldest.replace(tzinfo=oldest.tzinfo or timezone.utc)


def must_go(tx: Tx) -> int:
    """Return how many rows wait, also for their next attempt, but for what may wait for long."""
    waiting = (outbox.c.state == WAITING) & (outbox.c.priority < SPARE)
    return int(tx.conn.execute(select(func.count()).where(waiting)).scalar_one())


def mark_sent(tx: Tx, row: OutboxRow) -> None:
    """Record that Telegram took it."""
    _finish(tx, row, "sent", "sent")


def delete(tx: Tx, row: OutboxRow) -> None:
    """Delete a row, sent or not."""
    tx.conn.execute(outbox.delete().where(outbox.c.id == row.id))


def mark_failed(tx: Tx, row: OutboxRow, delivery: str) -> None:
    """Record that it will never be sent, and why."""
    _finish(tx, row, "failed", delivery)


def retry_in(tx: Tx, row: OutboxRow, wait: timedelta, delivery: str) -> None:
    """Record that it is to be tried again after ``wait``."""
    tx.conn.execute(
        outbox.update()
        .where(outbox.c.id == row.id)
        .values(attempts=outbox.c.attempts + 1, not_before=clock.now() + wait, delivery=delivery)
    )


def latest(tx: Tx, conversation: ConversationId, count: int) -> list[OutboxRow]:
    """Return the last ``count`` messages to a child, oldest first."""
    rows = tx.conn.execute(_LATEST, {"lane": conversation, "count": count})
    return [row_of(tx, row) for row in rows][::-1]


def drop_waiting(tx: Tx, lane: str) -> None:
    """Delete what still waits in a lane, such as messages to a child who blocked the bot."""
    tx.conn.execute(outbox.delete().where(outbox.c.lane == lane, outbox.c.state == WAITING))


def erase(tx: Tx, conversation: ConversationId, *, before: datetime) -> None:
    """Delete the messages to a child, and what was posted in the threads of its cases.

    Args:
        tx: the transaction.
        conversation: whose.
        before: what still waits and was written since then stays.
    """
    own_cases = select(cases.c.id).where(cases.c.conversation_id == conversation)
    tx.conn.execute(
        outbox.delete().where(
            outbox.c.lane == conversation,
            (outbox.c.state != WAITING) | (outbox.c.created_at < before),
        )
    )
    tx.conn.execute(
        outbox.delete().where(outbox.c.case_id.in_(own_cases), outbox.c.state != WAITING)
    )
    tx.conn.execute(
        outbox.delete().where(outbox.c.words_of == conversation, outbox.c.created_at < before)
    )


def erase_words(tx: Tx, conversation: ConversationId) -> None:
    """Delete all that is sealed with the key of a conversation, since the key goes."""
    tx.conn.execute(outbox.delete().where(outbox.c.words_of == conversation))


def erase_all(tx: Tx, conversation: ConversationId) -> None:
    """Delete all messages to a child, and all that was posted in the threads of its cases."""
    own_cases = select(cases.c.id).where(cases.c.conversation_id == conversation)
    tx.conn.execute(
        outbox.delete().where((outbox.c.lane == conversation) | outbox.c.case_id.in_(own_cases))
    )
    erase_words(tx, conversation)


def _opened(tx: Tx, row: Any, body: Any = None) -> OutboxRow:
    """Return the row, or what is left of one that nobody can read any more."""
    try:
        return row_of(tx, row, body)
    except InvalidToken:
        return replace(row_of(tx, row, {}), purpose=UNREADABLE)


def is_waiting(tx: Tx, lane: str) -> bool:
    """Return whether anything waits in a lane."""
    found = tx.conn.execute(
        select(outbox.c.id).where(outbox.c.lane == lane, outbox.c.state == WAITING).limit(1)
    )
    return found.first() is not None


def _take_out(tx: Tx, lane: str, purpose: str) -> list[int]:
    """Delete what waits in a lane for a purpose; return how urgent it was."""
    same = (outbox.c.lane == lane) & (outbox.c.purpose == purpose) & (outbox.c.state == WAITING)
    priorities = list(tx.conn.execute(select(outbox.c.priority).where(same)).scalars())
    tx.conn.execute(outbox.delete().where(same))
    return priorities


def insert(
    tx: Tx,
    target: str,
    purpose: str,
    body: dict[str, Any],
    *,
    lane: str,
    case_id: int | None,
    priority: int = REPLY,
    dedupe: str | None = None,
    words_of: str | None = None,
    not_before: datetime | None = None,
    state: str = WAITING,
) -> int:
    """Write a row as it is; see :func:`put`.

    Returns:
        Its number.
    """
    if words_of is None and target != GROUP and purpose not in OF_NOBODY:
        words_of = target
    row = {
        "lane": lane,
        "target": target,
        "case_id": case_id,
        "purpose": purpose,
        "body": tx.box_of(words_of).seal(body),
        "words_of": words_of,
        "priority": priority,
        "dedupe": dedupe,
        "state": state,
        "attempts": 0,
        "not_before": not_before or clock.now(),
        "created_at": clock.now(),
    }
    result = tx.conn.execute(_INSERT, row)
    return int(result.inserted_primary_key[0])


def _finish(tx: Tx, row: OutboxRow, state: str, delivery: str) -> None:
    done = {"row": row.id, "new_state": state, "new_delivery": delivery, "now": clock.now()}
    tx.conn.execute(_FINISH, done)


def row_of(tx: Tx, row: Any, body: Any = None) -> OutboxRow:
    """Return a row of the table, opened unless its ``body`` is known already."""
    return OutboxRow(
        id=row.id,
        lane=row.lane,
        target=row.target,
        case_id=row.case_id,
        purpose=row.purpose,
        body=tx.box_of(row.words_of).open(row.body) if body is None else body,
        priority=row.priority,
        attempts=row.attempts,
        created_at=row.created_at.replace(tzinfo=row.created_at.tzinfo or timezone.utc),
    )
