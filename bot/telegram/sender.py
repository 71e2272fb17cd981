"""Drains the outbox: in order for each lane, the urgent first, within Telegram's limits."""

import asyncio
from typing import Any

from telegram.error import ChatMigrated, TelegramError

from bot import metrics
from bot.content.cache import current_content
from bot.content.render import render_phrase
from bot.desk import post, relay, ring
from bot.errors import BotError
from bot.log import EventLog
from bot.store import case_messages, cases, conversations, outbox, sent_messages, trail
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.outbox import GROUP, OutboxRow
from bot.telegram.bridge import Bridge
from bot.telegram.failures import (
    BLOCKED,
    LATER,
    MOST_LOST_COPIES,
    MOST_REFUSALS,
    NOT_FOUND,
    REJECTED,
    SENT,
    THREAD_CLOSED,
    THREAD_GONE,
    Delivery,
    backoff,
    delivery_of,
    delivery_to_group,
)
from bot.telegram.parcel import Sent, Way
from bot.telegram.take_away import take_away
from bot.telegram.to_child import ToChild
from bot.telegram.to_group import NotYet, ToGroup
from bot.telegram.to_worker import ToWorker, mention_instead
from bot.telegram.turns import Turns

LOOK_EVERY_SECONDS = 0.2  # actions write rows in another process, without waking us
_TO_PERSON = {post.TO_STAFF, ring.RING_PERSON}
_COPIES = {post.COPY, relay.RELAY_COPY}
_RELAYS = {relay.RELAY, relay.RELAY_COPY, relay.RELAY_EDIT}
_log = EventLog(__name__)


class Sender:
    """Sends what the outbox holds; the only one that calls Telegram for a message."""

    def __init__(self, bridge: Bridge) -> None:
        """Make a sender over the bridge's parts."""
        self._it = bridge
        self._busy: set[str] = set()
        self._finished: set[str] = set()  # lanes of which a row was finished during this look
        self._tasks: set[asyncio.Task[None]] = set()
        self._opened: dict[int, Any] = {}  # bodies of the rows of the last look
        self._group = ToGroup(bridge, self._count)
        self._turns = Turns(self._group.calls_of)
        self._ways: dict[str, Way] = {
            **ToChild(bridge, self._is_crowded).ways,
            **ToWorker(bridge).ways,
            **self._group.ways,
            outbox.TAKE_AWAY: take_away(bridge),
        }

    async def run(self) -> None:
        """Send for ever; cancel to stop. What is on its way then may arrive twice."""
        try:
            while True:
                await asyncio.sleep(self._turns.wait(_moment()))
                self._it.outbox_news.clear()
                await self._look()
                if not self._turns.wait(_moment()):
                    await self._wait_for_news()
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _wait_for_news(self) -> None:
        """Return when something was written, or it is time to look; wait_for may lose a cancel."""
        news = asyncio.create_task(self._it.outbox_news.wait())
        try:
            await asyncio.wait([news], timeout=LOOK_EVERY_SECONDS)
        finally:
            news.cancel()

    async def _look(self) -> None:
        self._finished.clear()
        try:
            heads = await self._it.store.read(lambda tx: outbox.heads(tx, self._opened))
        except Exception as error:  # the row stays as it was and is tried again
            _log.error("outbox.not_read", error)
            return
        # What was finished meanwhile was read as the head before it was sent.
        taken = self._busy | self._finished
        free = [row for row in heads if row.lane not in taken]
        for row in self._turns.take(free, _moment()):
            self._busy.add(row.lane)
            task = asyncio.create_task(self._send(row))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _count(self, team: str) -> None:
        self._turns.count(team, _moment())

    def _is_crowded(self) -> bool:
        return self._turns.is_crowded(_moment())

    async def _send(self, row: OutboxRow) -> None:
        try:
            delivery, sent = await self._try(row)
            await self._it.store.run(lambda tx: self._record(tx, row, delivery, sent))
            metrics.SENT.labels(delivery.name).inc()
        except Exception as error:  # the row stays as it was and is tried again
            _log.error("outbox.not_recorded", error, row=row.id)
            await asyncio.sleep(1)
        finally:
            self._busy.discard(row.lane)
            self._finished.add(row.lane)
            self._it.outbox_news.set()

    async def _try(self, row: OutboxRow) -> tuple[Delivery, Sent]:
        try:
            sent = await self._ways[row.purpose](row, current_content(self._it.data_dir))
        except NotYet:
            return (LATER if row.attempts < MOST_REFUSALS else REJECTED), Sent()
        except TelegramError as error:
            return await self._after(error, row), Sent()
        except (BotError, LookupError, ValueError) as error:
            _log.error("send.impossible", error, row=row.id, purpose=row.purpose)
            return REJECTED, Sent()
        return SENT, sent

    async def _after(self, error: TelegramError, row: OutboxRow) -> Delivery:
        """Return what a refusal means, having put right what can be put right."""
        delivery = delivery_of(error)
        if delivery.wait is not None:
            self._turns.pause(row, _moment() + delivery.wait.total_seconds())
        if _is_group(row):
            delivery = delivery_to_group(delivery, row.attempts)
        if row.purpose in _COPIES and row.attempts >= MOST_LOST_COPIES and not delivery.wait:
            delivery = REJECTED
        if isinstance(error, ChatMigrated) and row.team is not None:
            await self._it.groups.follow(row.team, error.new_chat_id)
        if delivery in {THREAD_GONE, THREAD_CLOSED} and row.case_id is not None:
            await self._mend_thread(row, delivery)
        if delivery not in {SENT, THREAD_GONE, THREAD_CLOSED}:
            _log.warning("send.failed", error, row=row.id, purpose=row.purpose)
        return delivery

    async def _mend_thread(self, row: OutboxRow, delivery: Delivery) -> None:
        case = await self._it.store.run(lambda tx: cases.get(tx, row.case_id or 0))
        if case is None:
            return
        if delivery == THREAD_CLOSED:
            await self._it.threads.reopen(case)
            return
        await self._it.threads.forget(case)
        if case.state != cases.CLOSED:
            await self._it.store.run(lambda tx: post.post_new_case(tx, case))

    def _record(self, tx: Tx, row: OutboxRow, delivery: Delivery, sent: Sent) -> None:
        if not delivery.is_final:
            is_urgent = row.priority <= outbox.URGENT
            wait = delivery.wait or backoff(row.attempts, is_urgent=is_urgent)
            outbox.retry_in(tx, row, wait, delivery.name)
            return
        if row.purpose in outbox.OF_NOBODY:
            outbox.delete(tx, row)
            return
        if delivery != SENT:
            outbox.mark_failed(tx, row, delivery.name)
        for other in [row, *sent.along] if delivery == SENT else []:
            outbox.mark_sent(tx, other)
        if sent.then is not None:
            sent.then(tx)
        if row.purpose in _TO_PERSON:
            if delivery in {BLOCKED, NOT_FOUND}:
                content = current_content(self._it.data_dir)
                mention_instead(tx, row, content, self._it.plan)
        elif row.target != GROUP:
            self._record_to_child(tx, row, delivery, sent)

    def _record_to_child(self, tx: Tx, row: OutboxRow, delivery: Delivery, sent: Sent) -> None:
        conversation = ConversationId(row.target)
        sent_messages.remember(tx, conversation, sent.message_ids)
        if delivery == BLOCKED:
            conversations.set_blocked(tx, conversation, is_blocked=True)
        if row.purpose in _RELAYS:
            self._tell_holder(tx, row, delivery, sent)
        elif row.case_id is not None and delivery.tell_staff:
            self._tell_staff(tx, row, delivery)

    def _tell_holder(self, tx: Tx, row: OutboxRow, delivery: Delivery, sent: Sent) -> None:
        case = cases.get(tx, row.case_id or 0)
        if case is None:
            return
        message_id = row.body.get("staff_message_id")
        if message_id is not None:
            arrived = not delivery.tell_staff
            post.mark(tx, case.id, message_id, post.DELIVERED if arrived else post.UNDELIVERED)
            if sent.message_ids:
                case_messages.set_child_message(tx, case.team, message_id, sent.message_ids[0])
        elif delivery == SENT:
            post.line(tx, case, render_phrase("desk_arrived", current_content(self._it.data_dir)))
        kind = "undelivered" if delivery.tell_staff else "delivered"
        trail.add_event(tx, case.id, kind, detail={"delivery": delivery.name})
        if delivery.tell_staff:
            self._tell_staff(tx, row, delivery)

    def _tell_staff(self, tx: Tx, row: OutboxRow, delivery: Delivery) -> None:
        case = cases.get(tx, row.case_id or 0)
        if case is None or case.conversation_id is None:
            return
        content = current_content(self._it.data_dir)
        name = f"desk_undelivered_{delivery.name}"
        if row.purpose == relay.RELAY_EDIT:
            name = "desk_undelivered_edit"
        elif name not in content.phrases:
            name = "desk_undelivered_rejected"
        alias = conversations.get(tx, case.conversation_id).alias
        said = render_phrase(name, content, alias=alias)
        post.alert(tx, case, said, reply_to=row.body.get("staff_message_id"))


def _is_group(row: OutboxRow) -> bool:
    return row.target == GROUP


def _moment() -> float:
    """Return the seconds of the loop's own clock, which nobody can turn."""
    return asyncio.get_running_loop().time()
