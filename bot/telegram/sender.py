"""Drains the outbox: in order for each lane, the urgent first, within Telegram's limits."""

import asyncio
from collections.abc import Awaitable, Callable

from telegram import LinkPreviewOptions, Message
from telegram.error import TelegramError

from bot.content.cache import current_content
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post, relay
from bot.desk.card import render_card
from bot.errors import BotError
from bot.log import EventLog
from bot.store import cases, conversations, outbox
from bot.store.cases import Case
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Tx
from bot.store.outbox import FAREWELL, GROUP, OutboxRow
from bot.telegram import keyboards
from bot.telegram.bridge import Bridge
from bot.telegram.callback_data import STAFF
from bot.telegram.failures import (
    BLOCKED,
    MOST_LOST_COPIES,
    NOT_FOUND,
    REJECTED,
    SENT,
    THREAD_GONE,
    Delivery,
    backoff,
    delivery_of,
    delivery_to_group,
)
from bot.telegram.limits import Limits
from bot.telegram.text import join_lines, pieces

LOOK_EVERY_SECONDS = 0.2  # actions write rows in another process, without waking us
MOST_LINES = 40  # rows of a transcript that are sent as one message
_NO_PREVIEW = LinkPreviewOptions(is_disabled=True)
_UNCOUNTED = {post.MARK}  # reactions are no messages
_COPIES = {post.COPY, relay.RELAY_COPY}
_log = EventLog(__name__)


class Sender:
    """Sends what the outbox holds; the only one that calls Telegram for a message."""

    def __init__(self, bridge: Bridge) -> None:
        """Make a sender over the bridge's parts."""
        self._it = bridge
        self._limits = Limits()
        self._busy: set[str] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._ways: dict[str, Callable[[OutboxRow, Content], Awaitable[None]]] = {
            "text": self._send_text,
            FAREWELL: self._send_text,
            relay.RELAY: self._send_relay,
            relay.RELAY_COPY: self._send_copy_to_child,
            post.CARD: self._send_card,
            post.CARD_UPDATE: self._update_card,
            post.ALERT: self._send_lines,
            post.LINE: self._send_lines,
            post.COPY: self._send_copy_to_group,
            post.THREAD_CLOSE: self._close_thread,
            post.MARK: self._set_mark,
        }

    async def run(self) -> None:
        """Send for ever; cancel to stop. What is on its way then may arrive twice."""
        try:
            while True:
                self._it.outbox_news.clear()
                await self._look()
                try:
                    await asyncio.wait_for(self._it.outbox_news.wait(), LOOK_EVERY_SECONDS)
                except asyncio.TimeoutError:
                    continue
        finally:
            for task in self._tasks:
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    async def _look(self) -> None:
        try:
            heads = await self._it.store.run(outbox.heads)
        except Exception as error:  # the row stays as it was and is tried again
            _log.error("outbox.not_read", error)
            return
        for row in heads:
            if row.lane not in self._busy and self._may_send(row):
                self._busy.add(row.lane)
                task = asyncio.create_task(self._send(row))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    def _may_send(self, row: OutboxRow) -> bool:
        if row.purpose in _UNCOUNTED:
            return True
        now, is_group = asyncio.get_running_loop().time(), row.target == GROUP
        is_alert = row.priority == outbox.URGENT
        if not self._limits.may_send(row.target, now, is_group=is_group, is_alert=is_alert):
            return False
        self._limits.sent(row.target, now, is_group=is_group)
        return True

    async def _send(self, row: OutboxRow) -> None:
        try:
            delivery = await self._try(row)
            await self._it.store.run(lambda tx: self._record(tx, row, delivery))
        except Exception as error:  # the row stays as it was and is tried again
            _log.error("outbox.not_recorded", error, row=row.id)
            await asyncio.sleep(1)
        finally:
            self._busy.discard(row.lane)
            self._it.outbox_news.set()

    async def _try(self, row: OutboxRow) -> Delivery:
        try:
            await self._ways[row.purpose](row, current_content(self._it.data_dir))
        except TelegramError as error:
            delivery = delivery_of(error)
            if delivery.wait is not None:
                until = asyncio.get_running_loop().time() + delivery.wait.total_seconds()
                self._limits.pause(row.target, until)
            if row.target == GROUP:
                delivery = delivery_to_group(delivery, row.attempts)
            if row.purpose in _COPIES and row.attempts >= MOST_LOST_COPIES and not delivery.wait:
                delivery = REJECTED
            if delivery == THREAD_GONE and row.case_id is not None:
                await self._it.threads.forget(await self._case(row))
            if delivery not in {SENT, THREAD_GONE}:
                _log.warning("send.failed", error, row=row.id, purpose=row.purpose)
            return delivery
        except (BotError, LookupError, ValueError) as error:
            _log.error("send.impossible", error, row=row.id, purpose=row.purpose)
            return REJECTED
        return SENT

    def _record(self, tx: Tx, row: OutboxRow, delivery: Delivery) -> None:
        if not delivery.is_final:
            outbox.retry_in(tx, row, delivery.wait or backoff(row.attempts), delivery.name)
            return
        if row.purpose == FAREWELL:
            outbox.delete(tx, row)
            return
        if delivery == SENT:
            outbox.mark_sent(tx, row)
        else:
            outbox.mark_failed(tx, row, delivery.name)
        if delivery == BLOCKED and row.target != GROUP:
            conversations.set_blocked(tx, ConversationId(row.target), is_blocked=True)
        if row.purpose in {relay.RELAY, relay.RELAY_COPY}:
            self._tell_holder(tx, row, delivery)
        elif row.target != GROUP and row.case_id is not None and delivery.tell_staff:
            self._tell_staff(tx, row, delivery)

    def _tell_holder(self, tx: Tx, row: OutboxRow, delivery: Delivery) -> None:
        case = cases.get(tx, row.case_id or 0)
        if case is None:
            return
        emoji = post.DELIVERED if delivery == SENT else post.UNDELIVERED
        post.mark(tx, case.id, row.body["staff_message_id"], emoji)
        kind = "delivered" if delivery == SENT else "undelivered"
        cases.add_event(tx, case.id, kind, detail={"delivery": delivery.name})
        if delivery.tell_staff:
            self._tell_staff(tx, row, delivery)

    def _tell_staff(self, tx: Tx, row: OutboxRow, delivery: Delivery) -> None:
        case = cases.get(tx, row.case_id or 0)
        if case is None or case.conversation_id is None:
            return
        content = current_content(self._it.data_dir)
        name = {BLOCKED: "blocked", NOT_FOUND: "not_found"}.get(delivery, "rejected")
        alias = conversations.get(tx, case.conversation_id).alias
        post.alert(tx, case, render_phrase(f"desk_undelivered_{name}", content, alias=alias))

    # --- one way of sending for each purpose ---

    async def _send_text(self, row: OutboxRow, content: Content) -> None:
        buttons = row.body.get("buttons") or []
        markup = keyboards.inline(self._it.store.sealer, row.target, buttons)
        if markup is None and row.body.get("keyboard"):
            await self._text_to_child(row, keyboards.lasting(content))
        else:
            await self._text_to_child(row, markup)

    async def _send_relay(self, row: OutboxRow, _content: Content) -> None:
        await self._text_to_child(row, None)

    async def _text_to_child(self, row: OutboxRow, markup: object) -> None:
        chat = await self._chat(row)
        parts = pieces(str(row.body["text"]))
        for index, part in enumerate(parts):
            is_last = index == len(parts) - 1
            await self._it.bot.send_message(
                chat,
                part,
                reply_markup=markup if is_last else None,  # type: ignore[arg-type]
                link_preview_options=_NO_PREVIEW,
            )

    async def _send_copy_to_child(self, row: OutboxRow, _content: Content) -> None:
        await self._it.bot.copy_message(
            await self._chat(row), self._it.group, row.body["staff_message_id"]
        )

    async def _send_copy_to_group(self, row: OutboxRow, content: Content) -> None:
        case = await self._case(row)
        identity = case.conversation_id
        if identity is None:
            return
        chat = await self._it.store.run(lambda tx: conversations.chat_of(tx, identity))
        copied = await self._it.bot.copy_message(
            self._it.group,
            chat,
            row.body["message_id"],
            message_thread_id=await self._thread_with_card(case, content),
        )
        await self._it.store.run(lambda tx: cases.remember_message(tx, copied.message_id, case.id))

    async def _send_card(self, row: OutboxRow, content: Content) -> None:
        case = await self._case(row)
        await self._post_card(case, await self._it.threads.of(case, content), content)

    async def _post_card(self, case: Case, thread: int | None, content: Content) -> None:
        card = await self._it.store.run(lambda tx: render_card(tx, case, content, self._it.plan))
        sent = await self._it.bot.send_message(
            self._it.group,
            card.text,
            message_thread_id=thread,
            reply_markup=keyboards.inline(self._it.store.sealer, STAFF, card.buttons),
            link_preview_options=_NO_PREVIEW,
        )

        def remember(tx: Tx) -> None:
            cases.set_card(tx, case.id, sent.message_id)
            cases.remember_message(tx, sent.message_id, case.id)

        await self._it.store.run(remember)

    async def _update_card(self, row: OutboxRow, content: Content) -> None:
        case = await self._case(row)
        if case.card_id is None:
            return
        card = await self._it.store.run(lambda tx: render_card(tx, case, content, self._it.plan))
        try:
            await self._it.bot.edit_message_text(
                card.text,
                chat_id=self._it.group,
                message_id=case.card_id,
                reply_markup=keyboards.inline(self._it.store.sealer, STAFF, card.buttons),
                link_preview_options=_NO_PREVIEW,
            )
        except TelegramError as error:
            if not delivery_of(error).is_final:
                raise
        if row.body["is_renamed"]:
            await self._it.threads.rename(case, content)

    async def _send_lines(self, row: OutboxRow, content: Content) -> None:
        case = await self._case(row)
        rows = await self._it.store.run(lambda tx: outbox.run_of(tx, row, MOST_LINES))
        together, text = join_lines(rows or [row])
        thread = await self._thread_with_card(case, content)
        for part in pieces(text):
            sent = await self._to_thread(part, thread)
            await self._it.store.run(
                lambda tx, sent=sent: cases.remember_message(tx, sent.message_id, case.id)  # type: ignore[misc]
            )

        def mark_rest(tx: Tx) -> None:
            for other in together[1:]:
                outbox.mark_sent(tx, other)

        await self._it.store.run(mark_rest)

    async def _to_thread(self, text: str, thread: int | None) -> Message:
        return await self._it.bot.send_message(
            self._it.group, text, message_thread_id=thread, link_preview_options=_NO_PREVIEW
        )

    async def _close_thread(self, row: OutboxRow, _content: Content) -> None:
        await self._it.threads.close(await self._case(row))

    async def _set_mark(self, row: OutboxRow, _content: Content) -> None:
        await self._it.bot.set_message_reaction(
            self._it.group, row.body["message_id"], row.body["emoji"]
        )

    # --- what the ways need ---

    async def _thread_with_card(self, case: Case, content: Content) -> int | None:
        """Return the case's thread; one that was opened anew shows the card first."""
        thread = await self._it.threads.of(case, content)
        if case.card_id is None:
            await self._post_card(case, thread, content)
        return thread

    async def _chat(self, row: OutboxRow) -> ChatId:
        if row.purpose == FAREWELL:
            return ChatId(row.body["chat"])
        identity = ConversationId(row.target)
        return await self._it.store.run(lambda tx: conversations.chat_of(tx, identity))

    async def _case(self, row: OutboxRow) -> Case:
        case = await self._it.store.run(lambda tx: cases.get(tx, row.case_id or 0))
        if case is None:
            raise LookupError("the case is gone")
        return case
