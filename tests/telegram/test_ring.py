"""Rings as they reach the group and the supervisors' own chats."""

from bot.desk import ring
from bot.store import staff
from bot.store.cases import MAIN_TEAM, Case
from bot.store.engine import Tx
from tests.kit.desk import Desk
from tests.kit.sandbox import JSON

ANA = 600_000_001  # the sandbox's id of her


def rung(desk: Desk) -> list[JSON]:
    return [one for one in desk.sandbox.group_messages() if one.get("text", "").startswith("⏰")]


async def ring_for(desk: Desk, *waiting: Case) -> None:
    def work(tx: Tx) -> None:
        for case in waiting:
            ring.ring_team(tx, case, staff.of_team(tx, MAIN_TEAM))

    desk.store.do(work)
    await desk.until(lambda: rung(desk))


def know_ana(desk: Desk) -> staff.Colleague:
    def work(tx: Tx) -> staff.Colleague | None:
        key = tx.sealer.pseudonym("staff", ANA)
        staff.note(tx, key, MAIN_TEAM, ANA, "Ana", is_supervisor=True)
        staff.set_private_chat(tx, key, has_private_chat=True)
        return staff.find(tx, key, MAIN_TEAM)

    known = desk.store.do(work)
    assert known is not None
    return known


async def test_one_case_rings_in_its_thread_and_many_ring_once_in_the_group(desk: Desk):
    know_ana(desk)
    first, thread = await desk.open_thread(1)
    await ring_for(desk, first)
    (said,) = rung(desk)
    assert said["message_thread_id"] == thread
    assert said["entities"][0]["user"]["id"] == ANA
    others = [(await desk.open_thread(number))[0] for number in (2, 3)]
    await ring_for(desk, first, *others)
    await desk.until(lambda: len(rung(desk)) == 2)
    many = rung(desk)[1]
    assert "message_thread_id" not in many
    assert "3 casos" in many["text"]
    assert many["entities"][0]["user"]["id"] == ANA
    labels = [button["text"] for row in many["reply_markup"]["inline_keyboard"] for button in row]
    assert len(labels) == 3
    await desk.run(desk.sandbox.staff_presses, "beto", labels[0])
    await desk.until(lambda: "claimed" in [desk.now(case).state for case in (first, *others)])


async def test_a_ring_for_a_thread_that_was_deleted_stands_in_the_group(desk: Desk):
    case, thread = await desk.open_thread(1)
    await desk.run(desk.sandbox.thread, "delete", "ana", thread)
    await ring_for(desk, case)
    assert "message_thread_id" not in rung(desk)[0]


async def test_supervisors_are_rung_once_for_many_and_in_the_group_if_they_blocked(desk: Desk):
    await desk.run(desk.sandbox.writes_privately, "ana")
    ana = know_ana(desk)
    waiting = [(await desk.open_thread(number))[0] for number in (1, 2, 3)]

    def ring_all(tx: Tx) -> None:
        for case in waiting:
            ring.ring_person(tx, case, ana)

    before = len(desk.sandbox.private_messages("ana"))
    desk.store.do(ring_all)
    await desk.until(lambda: len(desk.sandbox.private_messages("ana")) > before)
    assert "3 casos" in desk.sandbox.private_messages("ana")[-1]["text"]
    assert len(desk.sandbox.private_messages("ana")) == before + 1
    desk.sandbox.faults("forbidden", "sendMessage", chat_id=ANA)
    desk.store.do(ring_all)
    await desk.until(lambda: "no te puedo escribir en privado" in desk.group_texts())
    said = desk.group_texts().split("no te puedo escribir en privado")[1]
    assert "3 casos" in said
