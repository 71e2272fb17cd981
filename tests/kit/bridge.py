"""The bridge's shared parts over a running sandbox, for tests of one of its tasks."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager

from telegram import Bot

from bot.config import ROOT
from bot.desk.access import Access, Standing
from bot.store import inbox
from bot.store.cases import MAIN_TEAM
from bot.store.engine import Store
from bot.telegram.bridge import Bridge
from bot.telegram.groups import Groups
from bot.telegram.staff import StaffDesk
from bot.telegram.standing import standing_in
from bot.telegram.threads import Threads
from tests.kit.factories import plan
from tests.kit.sandbox import GROUP_ID, TOKEN, Sandbox


@asynccontextmanager
async def running_bridge(
    store: Store, sandbox: Sandbox, chats: Mapping[str, int] | None = None
) -> AsyncIterator[Bridge]:
    """Give the parts, with a real client of the sandbox's Bot API; none of the tasks runs.

    Args:
        store: the store.
        sandbox: the sandbox.
        chats: the group of each team; the sandbox's own is the main team's if left out.
    """
    async with Bot(TOKEN, base_url=f"{sandbox.base_url}/bot") as bot:
        groups = Groups(store, chats or {MAIN_TEAM: GROUP_ID}, ROOT / "data")

        async def ask(team: str, user_id: int) -> Standing | None:
            return await standing_in(bot, groups.chat(team), user_id)

        yield Bridge(
            bot=bot,
            groups=groups,
            store=store,
            data_dir=ROOT / "data",
            plan=plan(),
            threads=Threads(bot, groups, store, plan()),
            access=Access(store, ask),
            outbox_news=asyncio.Event(),
        )


async def let_staff_act(bridge: Bridge) -> None:
    """Let the staff desk handle all that waits in its lane.

    Raises:
        TimeoutError: something still waits after ten seconds.
    """
    desk = asyncio.create_task(StaffDesk(bridge).run())

    async def until_done() -> None:
        while await bridge.store.run(lambda tx: inbox.waiting(tx, inbox.STAFF)):
            await asyncio.sleep(0.01)

    try:
        await asyncio.wait_for(until_done(), 10)
    finally:
        desk.cancel()
