"""Names of threads and cards, as they change while nobody comes, and when somebody does."""

from datetime import timedelta

import time_machine

from bot import clock
from bot.desk import post
from bot.desk.claim import claim
from bot.store import cases
from bot.store.engine import Tx
from tests.kit.desk import Desk
from tests.kit.factories import ANA, content, plan


def name(desk: Desk) -> str:
    return str(desk.sandbox.threads()[0]["name"])


async def test_the_name_counts_the_minutes_then_names_the_holder_then_says_closed(desk: Desk):
    case, _ = await desk.open_thread(1)
    alias = name(desk).removeprefix("🔴 P1 · ")
    for minutes in (1, 5):
        later = clock.now() + timedelta(minutes=minutes, seconds=2)
        with time_machine.travel(later, tick=True):
            await desk.until(lambda: " min" in name(desk))
    assert name(desk).startswith(f"🔴 P1 · {alias} · ")
    desk.store.do(lambda tx: claim(tx, case.id, ANA, content(), plan()))
    await desk.until(lambda: name(desk) == f"✋ P1 · {alias} · Ana")

    def close(tx: Tx) -> None:
        cases.close(tx, case.id)
        post.refresh_card(tx, case, is_renamed=True)
        post.close_thread(tx, case)

    desk.store.do(close)
    await desk.until(lambda: name(desk) == f"⚪ {alias} · cerrado")
    await desk.until(lambda: desk.sandbox.threads()[0]["closed"])


async def test_the_card_is_changed_in_place(desk: Desk):
    case, thread = await desk.open_thread(1)
    await desk.run(desk.sandbox.child_says, 1, "estan afuera")
    card = desk.now(case).card_id

    def shown() -> str:
        found = [m for m in desk.sandbox.thread_messages(thread) if m["message_id"] == card]
        return str(found[0]["text"])

    await desk.until(lambda: "estan afuera" in shown())
    desk.store.do(lambda tx: claim(tx, case.id, ANA, content(), plan()))
    await desk.until(lambda: "Ana lo tiene" in shown())
    assert desk.now(case).card_id == card
    assert desk.now(case).state == cases.CLAIMED


async def test_many_changes_at_once_are_few_calls(desk: Desk):
    case, _ = await desk.open_thread(1)
    desk.sandbox.faults("delay", "editMessageText", seconds=1)
    for number in range(8):
        await desk.run(desk.sandbox.child_says, 1, f"mensaje {number}.")
    await desk.until(lambda: "mensaje 7." in str(desk.sandbox.group_messages()))
    await desk.settle()
    await desk.until(lambda: len(desk.sandbox.calls("editMessageText")) > 0)
    assert len(desk.sandbox.calls("editMessageText")) < 6
    assert desk.now(case).card_id
