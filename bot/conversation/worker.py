"""One worker a conversation, in order, for as long as something waits there."""

import asyncio
import time

from bot import metrics
from bot.clock import now
from bot.conversation.context import Context
from bot.conversation.route import Route
from bot.conversation.turn import first_turn, time_left
from bot.errors import LeasesLost
from bot.log import EventLog
from bot.store import inbox
from bot.store.inbox import STAFF, InboxRow

ELSEWHERE_SECONDS = 0.3  # while another bridge works for the same conversation
RETRY_SECONDS = 2.0  # after a failure of ours, such as a locked database
TYPING_SECONDS = 4.0  # Telegram shows it for five, or until a message comes
MOST_TYPING = 20  # with more children at once, nobody sees it: it is a fifth of a message's work
GIVE_UP_AFTER = 5  # attempts; then the child is told, and the rows are let go
_log = EventLog(__name__)


class Workers:
    """Starts a worker for each conversation in which something waits."""

    def __init__(self, context: Context) -> None:
        """Make the workers' office; nothing runs before :meth:`wake`."""
        self._it = context
        self._route = Route(context)
        self._news: dict[str, asyncio.Event] = {}
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._typing_until: dict[str, float] = {}
        self.failed = asyncio.Event()

    def wake(self, lane: str) -> None:
        """Let the worker of this conversation look at the inbox."""
        self._news.setdefault(lane, asyncio.Event()).set()
        if lane not in self._tasks:
            self._tasks[lane] = asyncio.create_task(self._work(lane))

    async def wake_all(self) -> None:
        """Take up what a crash left behind."""
        for lane in await self._it.store.read(inbox.waiting_lanes):
            if lane != STAFF:
                self.wake(lane)

    async def stop(self) -> None:
        """Stop at once; what was not finished is taken up by the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, lane: str) -> None:
        try:
            await self._work_off(lane)
        finally:
            await self._let_go(lane)
            self._tasks.pop(lane, None)
            self._typing_until.pop(lane, None)
            news = self._news.pop(lane)
        if news.is_set():  # it came while the lane was given back
            self.wake(lane)

    async def _work_off(self, lane: str) -> None:
        """Return when nothing waits any more."""
        urgent_rows: dict[int, bool] = {}
        while True:
            self._news[lane].clear()
            if not await self._has(lane):
                await self._gets_news(lane, ELSEWHERE_SECONDS)
                continue
            try:
                rows = await self._it.store.read(lambda tx: inbox.waiting(tx, lane))
            except Exception as error:  # e.g. the database is locked: try again later
                _log.error("inbox.not_read", error)
                await asyncio.sleep(RETRY_SECONDS)
                continue
            if not rows:
                if not self._news[lane].is_set():
                    return
                continue
            try:
                is_all = await self._step(lane, rows, urgent_rows)
                if is_all and not self._news[lane].is_set():
                    return
            except Exception as error:  # this loop must outlive any failure
                _log.error("turn.failed", error, row=rows[0].id, attempts=rows[0].attempts + 1)
                await self._after_failure(lane, rows)

    async def _has(self, lane: str) -> bool:
        """Return whether this bridge, and no other, works for this conversation."""
        if not self._it.store.leases.is_shared:
            return True
        try:
            return await asyncio.to_thread(self._it.store.leases.take, lane)
        except LeasesLost as error:
            _log.error("leases.lost", error)
            self.failed.set()
            return False

    async def _let_go(self, lane: str) -> None:
        if not self._it.store.leases.is_shared:
            return
        try:
            await asyncio.to_thread(self._it.store.leases.give_back, lane)
        except LeasesLost:
            self.failed.set()

    async def _step(self, lane: str, rows: list[InboxRow], urgent_rows: dict[int, bool]) -> bool:
        """Do what can be done now; return whether all the rows are answered."""
        for row in rows:
            if row.id not in urgent_rows:
                urgent_rows[row.id] = await self._route.look_for_danger(row)
        turn = first_turn(rows)
        wait = time_left(turn, rows, now()).total_seconds()
        self._show_typing(lane)
        if wait > 0 and await self._gets_news(lane, wait):
            return False
        is_urgent = any(urgent_rows.pop(row.id) for row in turn)
        began = time.monotonic() + wait  # less, where the window was over before we came to it
        metrics.ANSWERS.labels(await self._route.answer(turn, is_urgent=is_urgent)).inc()
        metrics.ANSWER_SECONDS.observe(time.monotonic() - began)
        return len(turn) == len(rows) < inbox.MOST_AT_ONCE

    def _show_typing(self, lane: str) -> None:
        """Show «escribiendo…», unless it is still seen or there is too much to do."""
        moment = time.monotonic()
        if len(self._tasks) > MOST_TYPING:
            return
        if moment >= self._typing_until.get(lane, 0.0):
            self._typing_until[lane] = moment + TYPING_SECONDS
            self._it.show_typing(lane)

    async def _gets_news(self, lane: str, seconds: float) -> bool:
        """Wait so long for something new; return whether something may have come."""
        news = asyncio.create_task(self._news[lane].wait())
        try:
            await asyncio.wait([news], timeout=seconds)  # wait_for may lose a cancel
        finally:
            news.cancel()
        # What another bridge takes in wakes nobody here.
        return self._news[lane].is_set() or self._it.store.leases.is_shared

    async def _after_failure(self, lane: str, rows: list[InboxRow]) -> None:
        turn = first_turn(rows)
        try:
            if turn[0].attempts + 1 >= GIVE_UP_AFTER:
                await self._route.give_up(turn)
                metrics.ANSWERS.labels(metrics.FAILED).inc()
            else:
                await self._it.store.run(lambda tx: inbox.mark_failed(tx, turn))
        except Exception as error:  # this loop must outlive any failure
            _log.error("turn.failure_not_recorded", error, row=turn[0].id)
        await self._gets_news(lane, RETRY_SECONDS)
