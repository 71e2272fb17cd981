"""The desk at work over a sandbox: updates come in, acts are done, the outbox is sent.

What a child writes goes to the team as if the bot had answered it; there is no model here.
"""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram import Update
from telegram.ext import Updater

from bot.desk import relay
from bot.desk.hand_off import Reason, hand_off
from bot.store import cases, conversations, inbox
from bot.store.cases import Case
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store, Tx
from bot.telegram import limits
from bot.telegram.bridge import Bridge
from bot.telegram.foreign import ForeignChats
from bot.telegram.housekeeping import Housekeeping
from bot.telegram.intake import InboxQueue
from bot.telegram.sender import Sender
from bot.telegram.staff import StaffDesk
from bot.telegram.updates import ALLOWED_UPDATES
from tests.kit.bridge import running_bridge
from tests.kit.factories import content, plan, urgent_class
from tests.kit.sandbox import JSON, Sandbox

TAKE = "✋ Tomar"
_CHILDREN = 700_000_000  # the sandbox's ids of children


class Desk:
    """A running desk, and its people.

    Attributes:
        sandbox: where everybody writes.
        bridge: the bridge's parts.
        store: the store.
        plan: by which children are handed off.
    """

    def __init__(self, sandbox: Sandbox, bridge: Bridge) -> None:
        self.sandbox = sandbox
        self.plan = plan()
        self.bridge = bridge
        self.store = bridge.store

    async def open_case(
        self, number: int, priority: str = "P1", country: str | None = None
    ) -> Case:
        """Hand a child off who has just started the bot; return the case."""
        await self.run(self.sandbox.start, number)
        await self.until(lambda: self.store.do(lambda tx: self._child(tx, number)))

        def work(tx: Tx) -> Case:
            child = conversations.conversation_id(tx, ChatId(_CHILDREN + number))
            if country:
                conversations.set_country(tx, child, country)
            reason = Reason(urgent_class(priority), priority, "por la prueba")
            hand_off(tx, child, reason, content(), self.plan)
            case = cases.current(tx, child)
            assert case is not None
            return case

        case = self.store.do(work)
        self.bridge.outbox_news.set()
        return case

    async def open_thread(self, number: int, priority: str = "P1") -> tuple[Case, int]:
        """Like :meth:`open_case`, and wait for the card; return the thread too."""
        case = await self.open_case(number, priority)
        await self.until(lambda: self.now(case).card_id)
        return case, self.now(case).thread_id or 0

    async def claimed_thread(self, number: int, who: str = "ana") -> tuple[Case, int]:
        """Like :meth:`open_thread`, and let somebody take the case."""
        case, thread = await self.open_thread(number)
        await self.run(self.sandbox.staff_presses, who, TAKE, thread)
        await self.until(lambda: self.now(case).state == cases.CLAIMED)
        return self.now(case), thread

    def now(self, case: Case) -> Case:
        """Return a case as it is now."""
        found = self.store.do(lambda tx: cases.get(tx, case.id))
        assert found is not None
        return found

    def texts(self, thread: int, group: str = "group") -> str:
        """Return all that is written in a thread."""
        return _texts(self.sandbox.thread_messages(thread, group))

    def group_texts(self, group: str = "group") -> str:
        """Return all that is written in a group."""
        return _texts(self.sandbox.group_messages(group))

    def child_texts(self, number: int) -> str:
        """Return all that a child reads and has written."""
        return _texts(self.sandbox.child_messages(number))

    async def run(self, act: Callable[..., Any], *arguments: Any, **more: Any) -> Any:
        """Do something with the sandbox, off the event loop on which the bridge runs."""
        return await asyncio.to_thread(act, *arguments, **more)

    async def until(self, predicate: Callable[[], Any], seconds: float = 20) -> Any:
        """Return the first true value of a predicate.

        Raises:
            AssertionError: there was none in time.
        """
        for _ in range(int(seconds / 0.05)):
            found = await asyncio.to_thread(predicate)
            if found:
                return found
            await asyncio.sleep(0.05)
        raise AssertionError(f"nothing in {seconds} s; in the group: {self.group_texts()}")

    async def settle(self) -> None:
        """Wait until the desk has dealt with all that has arrived, and a little more."""
        await self.until(lambda: not self.store.do(inbox.waiting_lanes))
        await asyncio.sleep(0.5)

    def _child(self, tx: Tx, number: int) -> object:
        child = conversations.conversation_id(tx, ChatId(_CHILDREN + number))
        return conversations.find(tx, child)


@asynccontextmanager
async def running_desk(
    store: Store, sandbox: Sandbox, chats: Mapping[str, int] | None = None
) -> AsyncIterator[Desk]:
    """Run intake, staff desk and sender over a sandbox.

    Args:
        store: the store.
        sandbox: the sandbox.
        chats: the group of each team; the sandbox's own is the main team's if left out.
    """
    async with running_bridge(store, sandbox, chats) as bridge:
        staff = StaffDesk(bridge)
        foreign = ForeignChats(bridge.bot, bridge.groups, wait_seconds=0.3)

        def arrived(lane: str, _update: Update) -> None:
            if lane == inbox.STAFF:
                staff.wake()
            else:
                store.do(lambda tx: _pass_on(tx, lane))
            bridge.outbox_news.set()

        queue = InboxQueue(
            store, bridge.groups, plan().aliases, arrived,
            on_foreign_chat=foreign.suspect, at_once=Housekeeping(bridge).at_once,
        )  # fmt: skip
        updater = Updater(bridge.bot, queue)
        tasks = [asyncio.create_task(work) for work in (staff.run(), Sender(bridge).run())]
        await updater.initialize()
        await updater.start_polling(timeout=5, allowed_updates=ALLOWED_UPDATES)
        try:
            yield Desk(sandbox, bridge)
        finally:
            await updater.stop()
            await foreign.stop()
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await updater.shutdown()


def _pass_on(tx: Tx, lane: str) -> None:
    rows = inbox.waiting(tx, lane)
    case = cases.current(tx, ConversationId(lane))
    for row in rows if case is not None else []:
        relay.to_staff(tx, case, row, content(), plan())
    inbox.mark_done(tx, rows)


def _texts(messages: list[JSON]) -> str:
    return "\n".join(str(one.get("text") or one.get("caption") or "") for one in messages)


def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let Telegram's second and minute be over at once, where a test is not about them."""
    monkeypatch.setattr(limits, "PER_CHAT_SECONDS", 0.05)
    monkeypatch.setattr(limits, "GROUP_WINDOW_SECONDS", 1.0)
