"""The desk's clock: once a second it does what is due."""

import asyncio
from datetime import timedelta

from bot.content.cache import current_content
from bot.desk import due
from bot.desk.due import Group
from bot.log import EventLog
from bot.store import deadlines
from bot.store.engine import Tx
from bot.telegram.bridge import Bridge

LOOK_EVERY_SECONDS = 1.0
# After an outage Telegram first hands over what was written meanwhile: it may settle what is due.
CATCH_UP_SECONDS = 5.0
RETRY_AFTER = timedelta(seconds=30)
_log = EventLog(__name__)


class DeskClock:
    """Deals with deadlines, each in a transaction of its own."""

    def __init__(self, bridge: Bridge) -> None:
        """Make it over the bridge's parts."""
        self._it = bridge

    async def run(self) -> None:
        """Do what is due for ever; cancel to stop."""
        await asyncio.sleep(CATCH_UP_SECONDS)
        while True:
            await self.work_off()
            await asyncio.sleep(LOOK_EVERY_SECONDS)

    async def work_off(self) -> None:
        """Do all that is due now; what fails does not keep the rest from being done."""
        try:
            groups = due.groups(await self._it.store.run(deadlines.due))
        except Exception as error:  # the rows stay as they were and are tried again
            _log.error("deadlines.not_read", error)
            return
        for group in groups:
            await self._handle_safely(group)
        if groups:
            self._it.outbox_news.set()

    async def _handle_safely(self, group: Group) -> None:
        content = current_content(self._it.data_dir)
        row = group.rows[-1]
        try:
            await self._it.store.run(lambda tx: due.handle(tx, group, content, self._it.plan))
            _log.info("deadline.met", case=row.case_id, kind=row.kind)
        except Exception as error:  # this loop must outlive any failure
            _log.error("deadline.failed", error, case=row.case_id, kind=row.kind)
            await self._postpone(group)

    async def _postpone(self, group: Group) -> None:
        def work(tx: Tx) -> None:
            deadlines.postpone(tx, group.rows, RETRY_AFTER)

        try:
            await self._it.store.run(work)
        except Exception as error:  # then it is tried again at once
            _log.error("deadline.not_postponed", error)
