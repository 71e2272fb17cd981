"""The parts that the bridge's tasks share."""

import asyncio
from dataclasses import dataclass
from pathlib import Path

from telegram import Bot

from bot.desk.access import Access
from bot.desk.plan import Plan
from bot.store.engine import Store
from bot.telegram.threads import Threads


@dataclass(frozen=True)
class Bridge:
    """What sender and staff handlers use.

    Attributes:
        bot: calls Telegram.
        group: id of the staff group.
        store: the shared state.
        data_dir: the folder data/.
        plan: the desk's data.
        threads: the threads of cases.
        access: the door of the desk.
        outbox_news: set when something was written to the outbox.
    """

    bot: Bot
    group: int
    store: Store
    data_dir: Path
    plan: Plan
    threads: Threads
    access: Access
    outbox_news: asyncio.Event
