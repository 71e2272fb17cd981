"""The parts that the bridge's tasks share."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from telegram import Bot

from bot.desk.access import Access
from bot.desk.plan import Plan
from bot.store.engine import Store
from bot.telegram.groups import Groups
from bot.telegram.threads import Threads


@dataclass
class LastSeen:
    """The state of the other processes, as last seen.

    Attributes:
        is_rasa_up: whether Rasa answered when last asked; None: not asked yet.
    """

    is_rasa_up: bool | None = None


@dataclass(frozen=True)
class Bridge:
    """What sender and staff handlers use.

    Attributes:
        bot: calls Telegram.
        groups: the teams' groups.
        store: the shared state.
        data_dir: the folder data/.
        plan: the desk's data.
        threads: the threads of cases.
        access: the door of the desk.
        outbox_news: set when something was written to the outbox.
        last_seen: what was last seen of the other processes.
    """

    bot: Bot
    groups: Groups
    store: Store
    data_dir: Path
    plan: Plan
    threads: Threads
    access: Access
    outbox_news: asyncio.Event
    last_seen: LastSeen = field(default_factory=LastSeen)
