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
        self.failed = asyncio.Event()

    def wake(self, lane: str) -> None:
        """Let the worker of this conversation look at the inbox."""
        self._news.setdefault(lane, asyncio.Event()).set()
        if lane not in self._tasks:
            self._tasks[lane] = asyncio.create_task(self._work(lane))

    async def wake_all(self) -> None:
        """Take up what a crash left behind."""
        for lane in await self._it.store.run(inbox.waiting_lanes):
            if lane != STAFF:
                self.wake(lane)

    async def stop(self) -> None:
        """Stop at once; what was not finished is taken up by the next start."""
        tasks = list(self._tasks.values())
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)

    async def _work(self, lane: str) -> None:
        urgent_rows: dict[int, bool] = {}
        try:
            while True:
                self._news[lane].clear()
                if not await self._has(lane):
                    await self._wait_for_news(lane, ELSEWHERE_SECONDS)
                    continue
                try:
                    rows = await self._it.store.run(lambda tx: inbox.waiting(tx, lane))
                except Exception as error:  # e.g. the database is locked: try again later
                    _log.error("inbox.not_read", error)
                    await asyncio.sleep(RETRY_SECONDS)
                    continue
                if not rows:
                    if not self._news[lane].is_set():
                        return
                    continue
                try:
                    await self._step(lane, rows, urgent_rows)
                except Exception as error:  # this loop must outlive any failure
                    _log.error("turn.failed", error, row=rows[0].id, attempts=rows[0].attempts + 1)
                    await self._after_failure(lane, rows)
        finally:
            await self._let_go(lane)
            self._tasks.pop(lane, None)
            self._news.pop(lane, None)

    async def _has(self, lane: str) -> bool:
        """Return whether this bridge, and no other, works for this conversation."""
        try:
            return await asyncio.to_thread(self._it.store.leases.take, lane)
        except LeasesLost as error:
            _log.error("leases.lost", error)
            self.failed.set()
            return False

    async def _let_go(self, lane: str) -> None:
        try:
            await asyncio.to_thread(self._it.store.leases.give_back, lane)
        except LeasesLost:
            self.failed.set()

    async def _step(self, lane: str, rows: list[InboxRow], urgent_rows: dict[int, bool]) -> None:
        for row in rows:
            if row.id not in urgent_rows:
                urgent_rows[row.id] = await self._route.look_for_danger(row)
        turn = first_turn(rows)
        wait = time_left(turn, rows, now()).total_seconds()
        if wait > 0:
            self._it.show_typing(lane)
            await self._wait_for_news(lane, wait)
            return
        self._it.show_typing(lane)
        is_urgent = any(urgent_rows.pop(row.id) for row in turn)
        began = time.monotonic() + wait  # less, where the window was over before we came to it
        metrics.ANSWERS.labels(await self._route.answer(turn, is_urgent=is_urgent)).inc()
        metrics.ANSWER_SECONDS.observe(time.monotonic() - began)

    async def _wait_for_news(self, lane: str, seconds: float) -> None:
        news = asyncio.create_task(self._news[lane].wait())
        try:
            await asyncio.wait([news], timeout=seconds)  # wait_for may lose a cancel
        finally:
            news.cancel()

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
        await self._wait_for_news(lane, RETRY_SECONDS)
