"""What the staff do in a team's group: buttons, commands, and writing in a case's thread."""

import asyncio
from collections.abc import Callable

from telegram.error import TelegramError

from bot.content.cache import current_content
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post, writing
from bot.desk.access import Worker
from bot.errors import CaseConflict, NotAllowed
from bot.log import EventLog
from bot.store import case_messages, cases, inbox, trail
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.inbox import STAFF, InboxRow
from bot.telegram import callback_data
from bot.telegram.bridge import Bridge
from bot.telegram.commands import COMMANDS, Order, Reply, read_order
from bot.telegram.intake import STAFF_START
from bot.telegram.presses import PRESSES

RETRY_SECONDS = 2.0
LOOK_EVERY_SECONDS = 0.5
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
                await self._wait_for_news()

    async def _wait_for_news(self) -> None:
        try:
            await asyncio.wait_for(self._news.wait(), LOOK_EVERY_SECONDS)
        except asyncio.TimeoutError:
            return  # another bridge may have been brought something

    async def _waiting(self) -> list[InboxRow]:
        try:
            return await self._it.store.read(lambda tx: inbox.waiting(tx, STAFF))
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
            worker = await self._it.access.worker(
                row.body["user"], row.body["name"], row.kind, _team_of(row)
            )
        except NotAllowed:
            if row.kind == "press":
                await self._answer(row, render_phrase("desk_only_staff", content))
            await self._it.store.run(lambda tx: inbox.mark_done(tx, [row]))
            return
        order = read_order(row.body["text"]) if row.kind == "staff_message" else None
        if row.kind == "press":
            await self._pressed(row, worker, content)
        elif row.kind == STAFF_START:
            await self._it.store.run(lambda tx: self._started(tx, row, worker, content))
        elif order is not None:
            await self._ordered(row, order, worker, content)
        else:
            await self._it.store.run(lambda tx: self._wrote(tx, row, worker, content))
        self._it.outbox_news.set()

    async def _pressed(self, row: InboxRow, worker: Worker, content: Content) -> None:
        payload = callback_data.read(self._it.store.sealer, callback_data.STAFF, row.body["data"])
        if payload is None:
            _log.warning("button.forged")
            await self._it.store.run(lambda tx: inbox.mark_done(tx, [row]))
            return
        act, _, rest = payload.partition(":")
        number, _, argument = rest.partition(":")

        def do(tx: Tx) -> str:
            inbox.mark_done(tx, [row])
            if act not in PRESSES:  # a button of an older version of ours
                raise CaseConflict(render_phrase("desk_not_found", content))
            case_id = int(number)
            if case_id:
                _check_team(cases.get(tx, case_id), worker, content)
            return PRESSES[act](tx, self._it, case_id, argument, worker, content)

        await self._answer(row, await self._do_or_refuse(row, act, do, worker))

    async def _ordered(
        self, row: InboxRow, order: Order, worker: Worker, content: Content
    ) -> None:
        """Act on a slash command; whatever it is, it never goes to a child."""

        def done(tx: Tx) -> None:
            inbox.mark_done(tx, [row])

        if order.to and order.to.lower() != self._it.bot.username.lower():
            await self._it.store.run(done)  # for another bot of this group
            return

        def do(tx: Tx) -> str:
            done(tx)
            command = COMMANDS.get(order.name)
            if command is None:
                unknown = render_phrase("desk_unknown_command", content, name=order.name)
                reply: Reply | None = Reply(unknown)
            else:
                reply = command(tx, self._it, order, self._case_of(tx, row), worker, content)
            if reply is not None:
                _reply(tx, row, reply)
            return ""

        await self._do_or_refuse(row, order.name, do, worker)

    async def _do_or_refuse(
        self, row: InboxRow, act: str, do: Callable[[Tx], str], worker: Worker
    ) -> str:
        """Return what the act says; if it can't be done, keep nothing of it but the refusal."""
        try:
            return await self._it.store.run(do)
        except (CaseConflict, NotAllowed) as error:
            refusal = error

        def record(tx: Tx) -> None:
            inbox.mark_done(tx, [row])
            if isinstance(refusal, NotAllowed):
                trail.add_event(tx, None, "refused", actor=worker.key, detail={"act": act})
            if row.kind != "press":  # a press is told by what pops up
                _reply(tx, row, Reply(str(refusal)))

        await self._it.store.run(record)
        return str(refusal)

    def _started(self, tx: Tx, row: InboxRow, worker: Worker, content: Content) -> None:
        """Answer a caseworker who opened the bot's private chat by the link of «/guardia»."""
        inbox.mark_done(tx, [row])
        ready = render_phrase("desk_private_ready", content)
        post.to_person(tx, worker.key, worker.team, ready)

    def _wrote(self, tx: Tx, row: InboxRow, worker: Worker, content: Content) -> None:
        inbox.mark_done(tx, [row])
        case = self._case_of(tx, row)
        if case is None:
            return
        if row.kind == "staff_edit":
            writing.edited(tx, case, worker, row, content, self._it.plan)
            return
        case_messages.remember(tx, row.body["message_id"], case.id)
        writing.wrote(tx, case, worker, row, content, self._it.plan)

    def _case_of(self, tx: Tx, row: InboxRow) -> Case | None:
        if row.body["thread"] is not None:
            return cases.by_thread(tx, _team_of(row), row.body["thread"])
        if row.body["reply_to"] is not None:
            return cases.by_message(tx, _team_of(row), row.body["reply_to"])
        return None

    async def _answer(self, row: InboxRow, text: str) -> None:
        try:
            await self._it.bot.answer_callback_query(row.body["query"], text=text or None)
        except TelegramError as error:  # too late to answer; the card shows the state anyway
            _log.warning("press.not_answered", error)


def _team_of(row: InboxRow) -> str:
    return str(row.body.get("team", cases.MAIN_TEAM))


def _check_team(case: Case | None, worker: Worker, content: Content) -> None:
    if case is None:
        raise CaseConflict(render_phrase("desk_not_found", content))
    if case.team != worker.team:
        raise NotAllowed(render_phrase("desk_other_team", content))


def _reply(tx: Tx, row: InboxRow, reply: Reply) -> None:
    """Answer a command where it stands."""
    post.to_team(
        tx,
        _team_of(row),
        reply.text,
        reply.buttons,
        thread=row.body["thread"],
        reply_to=row.body["message_id"],
    )
