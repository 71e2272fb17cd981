"""The workers' own promises: nobody is forgotten, and «escribiendo…» is not sent twice."""

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.config import ROOT
from bot.conversation import worker
from bot.conversation.context import Context
from bot.conversation.rasa_client import RasaClient
from bot.conversation.worker import Workers
from bot.language.urgency.check import UrgencyCheck
from bot.store import inbox
from bot.store.engine import Store
from tests.kit.factories import child, content, make_store, plan


class Office:
    """Workers over a real store, without a Rasa: a child gets the fixed sentence."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.typing: list[str] = []
        self.wakes = 0
        self.workers = Workers(
            Context(
                store=store,
                data_dir=ROOT / "data",
                plan=plan(),
                urgency=UrgencyCheck(None, content()),
                rasa=RasaClient("http://127.0.0.1:9", "token", 0.0),
                show_typing=self.typing.append,
                wake_sender=self._wake,
            )
        )

    def write(self, number: int, text: str = "hola", chat: int = 1) -> str:
        def keep(tx: Any) -> str:
            lane = child(tx, chat)
            inbox.add(tx, number, lane, "text", {"text": text, "message_id": number})
            return lane

        lane = self.store.do(keep)
        self.workers.wake(lane)
        return lane

    async def until(self, predicate: Callable[[], bool], seconds: float = 4.0) -> None:
        async def look() -> None:
            while not predicate():
                await asyncio.sleep(0.01)

        await asyncio.wait_for(look(), seconds)

    def is_done(self) -> bool:
        return not self.store.look(inbox.waiting_lanes)

    def _wake(self) -> None:
        self.wakes += 1


async def test_a_message_that_comes_while_the_worker_leaves_is_answered_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    office = Office(make_store(tmp_path))
    leaves = office.workers._let_go
    has_come = False

    async def let_go(lane: str) -> None:
        nonlocal has_come
        if not has_come:
            has_come = True
            office.write(2)
        await leaves(lane)

    monkeypatch.setattr(office.workers, "_let_go", let_go)
    office.write(1)
    await office.until(lambda: has_come)
    await office.until(office.is_done)  # sooner than the sweep, which comes every 5 s
    await office.workers.stop()


async def test_a_turn_shows_typing_once_and_wakes_the_sender(tmp_path: Path):
    office = Office(make_store(tmp_path))
    lane = office.write(1)
    await office.until(lambda: bool(office.typing))
    office.write(2)
    await office.until(office.is_done)
    await office.until(lambda: office.wakes > 0)
    assert office.typing == [lane]
    await office.workers.stop()


async def test_with_many_children_at_once_nobody_is_shown_typing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(worker, "MOST_TYPING", 2)
    office = Office(make_store(tmp_path))
    for number in range(1, 5):
        office.write(number, chat=number)
    await office.until(lambda: office.is_done() and not office.workers._tasks)
    assert office.typing == []
    lane = office.write(5, chat=5)
    await office.until(office.is_done)
    assert office.typing == [lane]
    await office.workers.stop()
