from collections.abc import AsyncIterator, Iterator

import pytest

from bot.desk import due
from bot.store import cases, deadlines
from bot.store.engine import Store
from bot.telegram.bridge import Bridge
from bot.telegram.desk_clock import RETRY_AFTER, DeskClock
from tests.kit.bridge import running_bridge
from tests.kit.factories import child, open_case, rings
from tests.kit.sandbox import Sandbox, running_sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
async def bridge(store: Store, sandbox: Sandbox) -> AsyncIterator[Bridge]:
    async with running_bridge(store, sandbox) as parts:
        yield parts


def overdue(store: Store, chat: int) -> cases.Case:
    """Open a case for which everybody on duty should have been rung by now."""
    with store.begin() as tx:
        case = open_case(tx, child(tx, chat))
        row = next(row for row in deadlines.open_of(tx, case.id) if row.kind == "everyone")
        deadlines.drop(tx, case.id)
        deadlines.put(tx, case.id, [("everyone", row.due_at - 2 * (row.due_at - case.opened_at))])
        return case


async def test_what_fails_is_tried_again_later_and_keeps_nothing_else_from_being_done(
    store: Store, bridge: Bridge, monkeypatch: pytest.MonkeyPatch
):
    broken, fine = overdue(store, 1), overdue(store, 2)
    real = due.HANDLERS["everyone"]

    def fail_for_one(tx, case, *rest):
        if case.id == broken.id:
            raise RuntimeError
        real(tx, case, *rest)

    monkeypatch.setitem(due.HANDLERS, "everyone", fail_for_one)
    await DeskClock(bridge).work_off()
    with store.begin() as tx:
        assert rings(tx, broken) == []
        assert len(rings(tx, fine)) == 1
        (row,) = [row for row in deadlines.open_of(tx, broken.id) if row.kind == "everyone"]
        assert row not in deadlines.due(tx)
        deadlines.postpone(tx, [row], -RETRY_AFTER)
    monkeypatch.undo()
    await DeskClock(bridge).work_off()
    with store.begin() as tx:
        assert len(rings(tx, broken)) == 1


async def test_the_sender_is_woken_when_something_was_due(store: Store, bridge: Bridge):
    overdue(store, 1)
    await DeskClock(bridge).work_off()
    assert bridge.outbox_news.is_set()
