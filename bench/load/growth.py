"""A store with many messages in it: rows that nobody waits for, and how long reads take then."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from statistics import median
from typing import Any

from sqlalchemy import DateTime, String, Table, cast, func, literal, select, true

from bot import clock
from bot.store import conversations, health, inbox, outbox
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store, Tx
from bot.store.tables import conversations as conversation_rows
from bot.store.tables import inbox as inbox_rows
from bot.store.tables import outbox as outbox_rows
from bot.store.tables import sent_messages as sent_rows
from bot.store.tables import trackers as tracker_rows

MESSAGES_EACH = 10  # of a planted conversation: five of the child, five of the bot
_HALF = MESSAGES_EACH // 2
_BODY = {"text": "¿Cuánto tarda la respuesta si pido asilo en México y tengo 15 años? " * 3}
_WAITING = 100  # messages to as many children, for the time that the sender takes to look
_TRIES = 15


@dataclass(frozen=True)
class Grown:
    """A size, and what it costs.

    Attributes:
        messages: stored messages, at least.
        reads: milliseconds, by what is read or written (the median).
        per_message: milliseconds of CPU that the bridge takes for a message.
    """

    messages: int
    reads: dict[str, float]
    per_message: float


def plant(store: Store, messages: int) -> None:
    """Bring the number of stored messages up to ``messages``; one statement a table makes them."""
    with store.begin() as tx:
        planted = tx.conn.execute(select(func.count()).where(inbox_rows.c.update_id < 0)).scalar()
        first, last = (planted or 0) // _HALF + 1, messages // MESSAGES_EACH
        if last < first:
            return
        each, five = _numbers("conversation", first, last), _numbers("message", 1, _HALF)
        number, index = each.c.number, five.c.number
        name = literal("planted") + cast(number, String)
        body, now = literal(tx.sealer.seal(_BODY)), literal(clock.now(), DateTime(timezone=True))
        rows: dict[Table, dict[str, Any]] = {
            conversation_rows: {
                "id": name, "chat": body, "alias": name, "created_at": now, "last_message_at": now,
            },
            tracker_rows: {"conversation_id": name, "body": body, "saved_at": now},
            inbox_rows: {
                "update_id": -(number * _HALF + index), "lane": name, "kind": literal("text"),
                "body": body, "received_at": now, "done_at": now,
            },
            outbox_rows: {
                "lane": name, "target": name, "purpose": literal("text"), "body": body,
                "words_of": name, "priority": literal(outbox.REPLY), "state": literal("sent"),
                "not_before": now, "created_at": now, "sent_at": now,
            },
            sent_rows: {"conversation_id": name, "message_id": index, "at": now},
        }  # fmt: skip
        for table, columns in rows.items():
            of_each = table in (conversation_rows, tracker_rows)
            source = each if of_each else each.join(five, true())
            made = select(*columns.values()).select_from(source)
            tx.conn.execute(table.insert().from_select([*columns], made))


def _numbers(name: str, first: int, last: int) -> Any:
    """Return a table expression whose column ``number`` counts from ``first`` to ``last``."""
    start = select(literal(first).label("number")).cte(name, recursive=True)
    return start.union_all(select(start.c.number + 1).where(start.c.number < last))


def read_times(store: Store) -> dict[str, float]:
    """Return how long it takes, in milliseconds, to do what the bridge does all the time."""
    alias_names = ["Sembrado"]

    opened: dict[int, Any] = {}  # the sender has looked before

    def wait(tx: Tx) -> None:
        for number in range(_WAITING):
            lane = conversations.find_or_create(tx, ChatId(-1 - number), alias_names)
            outbox.put(tx, lane, "text", _BODY)
        outbox.heads(tx, opened)

    lane = ConversationId("planted1")
    return {
        "outbox, nothing waits": _median(store, outbox.heads),
        f"outbox, {_WAITING} wait": _median(
            store, lambda tx: outbox.heads(tx, opened), before=wait
        ),
        "inbox of one child": _median(store, lambda tx: inbox.waiting(tx, lane)),
        "inbox of all": _median(store, inbox.waiting_lanes),
        "what was said last": _median(store, lambda tx: outbox.latest(tx, lane, 1)),
        "a new child": _median(
            store, lambda tx: conversations.find_or_create(tx, ChatId(-999_999), alias_names)
        ),
        "health": _median(store, health.waiting),
        "forgetting a child": _median(store, lambda tx: outbox.erase_all(tx, lane)),
    }


def _median(
    store: Store, work: Callable[[Tx], object], *, before: Callable[[Tx], None] | None = None
) -> float:
    times: list[float] = []
    for _ in range(_TRIES):
        with store.engine.connect() as connection:  # leaving it undoes everything
            tx = Tx(connection, store.sealer)
            if before is not None:
                before(tx)
            started = time.perf_counter()
            work(tx)
            times.append(time.perf_counter() - started)
    return 1000 * median(times)
