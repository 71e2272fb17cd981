"""What the staff do in their group: the card's buttons, and writing in a case's thread."""

import asyncio

from telegram.error import TelegramError

from bot.content.cache import current_content
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import card, post, relay
from bot.desk.access import Worker
from bot.desk.claim import claim
from bot.desk.close import close
from bot.desk.transcript import last_messages
from bot.errors import CaseConflict, NotAllowed
from bot.log import EventLog
from bot.store import cases, conversations, inbox
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.inbox import STAFF, InboxRow
from bot.telegram import callback_data
from bot.telegram.bridge import Bridge

RETRY_SECONDS = 2.0
GIVE_UP_AFTER = 30  # attempts of about two seconds: Telegram may be unreachable for a while
_log = EventLog(__name__)


class StaffDesk:
    """Handles the staff's acts one after the other, in the order of arrival."""

    def __init__(self, bridge: Bridge) -> None:
        """Make it over the bridge's parts."""
        self._it = bridge
        self._news = asyncio.Event()

    def wake(self) -> None:
        """Look at the inbox."""
        self._news.set()

    async def run(self) -> None:
        """Handle acts for ever; cancel to stop."""
        while True:
            self._news.clear()
            rows = await self._waiting()
            failing: set[int] = set()  # users whose later acts wait for their earlier ones
            for row in rows:
                if row.body["user"] not in failing and not await self._handle_safely(row):
                    failing.add(row.body["user"])
            if failing:
                await asyncio.sleep(RETRY_SECONDS)
            elif not rows:
                await self._news.wait()

    async def _waiting(self) -> list[InboxRow]:
        try:
            return await self._it.store.run(lambda tx: inbox.waiting(tx, STAFF))
        except Exception as error:  # this loop must outlive any failure
            _log.error("staff.inbox_not_read", error)
            await asyncio.sleep(RETRY_SECONDS)
            self._news.set()
            return []

    async def _handle_safely(self, row: InboxRow) -> bool:
        try:
            await self._handle(row)
        except Exception as error:  # this loop must outlive any failure
            _log.error("staff.failed", error, row=row.id, kind=row.kind)
            return await self._note_failure(row)
        return True

    async def _note_failure(self, row: InboxRow) -> bool:
        """Record a failure; return whether the row is given up, so that others can go on."""
        gives_up = row.attempts + 1 >= GIVE_UP_AFTER
        record = self._give_up if gives_up else inbox.mark_failed
        try:
            await self._it.store.run(lambda tx: record(tx, [row]))
        except Exception as error:  # this loop must outlive any failure
            _log.error("staff.failure_not_recorded", error, row=row.id)
            return False
        return gives_up

    def _give_up(self, tx: Tx, rows: list[InboxRow]) -> None:
        """Let go of an act that fails again and again; its author sees that it did not go out."""
        inbox.mark_done(tx, rows)
        for row in rows:
            case = self._case_of(tx, row) if row.kind == "staff_message" else None
            if case is not None:
                post.mark(tx, case.id, row.body["message_id"], post.UNDELIVERED)

    async def _handle(self, row: InboxRow) -> None:
        content = current_content(self._it.data_dir)
        try:
            worker = await self._it.access.worker(row.body["user"], row.body["name"], row.kind)
        except NotAllowed:
            if row.kind == "press":
                await self._answer(row, render_phrase("desk_only_staff", content))
            await self._it.store.run(lambda tx: inbox.mark_done(tx, [row]))
            return
        if row.kind == "press":
            await self._pressed(row, worker, content)
        else:
            await self._it.store.run(lambda tx: self._wrote(tx, row, worker, content))
        self._it.outbox_news.set()

    async def _pressed(self, row: InboxRow, worker: Worker, content: Content) -> None:
        payload = callback_data.read(self._it.store.sealer, callback_data.STAFF, row.body["data"])
        if payload is None:
            _log.warning("button.forged")
            await self._it.store.run(lambda tx: inbox.mark_done(tx, [row]))
            return
        act, _, number = payload.partition(":")

        def do(tx: Tx) -> str:
            inbox.mark_done(tx, [row])
            return self._act(tx, act, int(number), worker, content)

        try:
            said = await self._it.store.run(do)
        except CaseConflict as conflict:
            said = str(conflict)
            await self._it.store.run(lambda tx: inbox.mark_done(tx, [row]))
        await self._answer(row, said)

    def _act(self, tx: Tx, act: str, number: int, worker: Worker, content: Content) -> str:
        if act == card.TAKE:
            claim(tx, number, worker, content)
            return render_phrase("desk_taken_now", content)
        if act == card.CLOSE:
            close(tx, number, worker, content)
            return render_phrase("desk_closed_now", content)
        case = cases.get(tx, number)
        if case is None or case.conversation_id is None:
            return render_phrase("desk_not_found", content)
        conversation = conversations.get(tx, case.conversation_id)
        lines = last_messages(tx, conversation, content, self._it.plan.conversation_messages)
        title = render_phrase("desk_transcript", content, alias=conversation.alias)
        post.line(tx, case, "\n".join([title, *lines]))
        cases.add_event(tx, case.id, "read", actor=worker.key)
        return ""

    def _wrote(self, tx: Tx, row: InboxRow, worker: Worker, content: Content) -> None:
        inbox.mark_done(tx, [row])
        case = self._case_of(tx, row)
        if case is None:
            return
        text = row.body["text"]
        if row.kind == "staff_edit":
            cases.add_event(tx, case.id, "note", actor=worker.key)
            return
        cases.remember_message(tx, row.body["message_id"], case.id)
        caption = row.body.get("caption")
        if relay.to_child(tx, case, worker, row.body["message_id"], text, caption):
            return
        if relay.is_internal(text or caption) or case.conversation_id is None:
            return
        alias = conversations.get(tx, case.conversation_id).alias
        phrase = {cases.OPEN: "desk_not_taken", cases.CLOSED: "desk_not_sent_closed"}.get(
            case.state
        )
        if phrase:
            post.line(tx, case, render_phrase(phrase, content, alias=alias))

    def _case_of(self, tx: Tx, row: InboxRow) -> Case | None:
        if row.body["thread"] is not None:
            return cases.by_thread(tx, cases.MAIN_TEAM, row.body["thread"])
        if row.body["reply_to"] is not None:
            return cases.by_message(tx, cases.MAIN_TEAM, row.body["reply_to"])
        return None

    async def _answer(self, row: InboxRow, text: str) -> None:
        try:
            await self._it.bot.answer_callback_query(row.body["query"], text=text or None)
        except TelegramError as error:  # too late to answer; the card shows the state anyway
            _log.warning("press.not_answered", error)
