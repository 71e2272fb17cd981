"""The sender's own promises: once, in order, and it stops when it is told to."""

import asyncio
import time
from typing import Any

import pytest

from bot.content.message import Button, Message
from bot.store import outbox
from bot.store.engine import Tx
from bot.store.tables import outbox as rows
from bot.telegram import limits, sender
from bot.telegram.sender import Sender
from tests.kit.desk import Desk


def say(desk: Desk, case, text: str) -> None:
    desk.store.do(
        lambda tx: outbox.put(tx, case.conversation_id, "text", {"text": text, "buttons": []})
    )
    desk.bridge.outbox_news.set()


async def test_what_was_sent_while_the_outbox_was_read_is_not_sent_again(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    case, _ = await desk.open_thread(1)
    await desk.settle()
    read = outbox.heads
    is_slow = False

    def heads(tx: Tx, opened: dict[int, Any]) -> list[outbox.OutboxRow]:
        nonlocal is_slow
        found = read(tx, opened)
        is_slow = any(row.body.get("text") == "una vez" for row in found)
        return found

    async def run(work):
        nonlocal is_slow
        result = await asyncio.to_thread(desk.store.do, work)
        if is_slow:
            is_slow = False
            desk.bridge.outbox_news.set()
            await asyncio.sleep(0.4)  # what it has read is old by now
        return result

    monkeypatch.setattr(outbox, "heads", heads)
    monkeypatch.setattr(desk.store, "read", run)
    say(desk, case, "una vez")
    await desk.until(lambda: "una vez" in desk.child_texts(1))
    await asyncio.sleep(1.5)
    assert desk.child_texts(1).count("una vez") == 1


async def test_one_childs_messages_keep_their_order_whatever_fails(desk: Desk):
    case, _ = await desk.open_thread(1)
    await desk.settle()
    for kind in ("server_error", "bad_gateway", "drop_before"):
        desk.sandbox.faults(kind, "sendMessage", chat_id=700000001)
    for number in range(5):
        say(desk, case, f"mensaje {number}.")
    await desk.until(lambda: "mensaje 4." in desk.child_texts(1), 40)
    said = [m["text"] for m in desk.sandbox.child_messages(1) if "mensaje" in m.get("text", "")]
    assert said == [f"mensaje {number}." for number in range(5)]


async def test_it_stops_when_it_is_told_to_however_much_news_there_is(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(sender, "LOOK_EVERY_SECONDS", 0.001)
    for _ in range(20):
        other = asyncio.create_task(Sender(desk.bridge).run())
        await asyncio.sleep(0.01)
        desk.bridge.outbox_news.set()
        other.cancel()
        began = time.monotonic()
        await asyncio.wait([other], timeout=5)
        assert other.cancelled() or other.done()
        assert time.monotonic() - began < 5


ANSWER = [
    Message("La respuesta."),
    Message("El teléfono."),
    Message("¿Dónde estás?", [Button("México", "/in_mexico")]),
    Message("Otra cosa."),
]


@pytest.mark.parametrize(
    ("crowded", "expected"),
    [
        (limits.CROWDED, [message.text for message in ANSWER]),
        (0, ["La respuesta.\n\nEl teléfono.\n\n¿Dónde estás?", "Otra cosa."]),
    ],
)
async def test_an_answer_is_one_message_only_when_many_wait_and_loses_nothing(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, crowded: int, expected: list[str]
):
    case, _ = await desk.open_thread(1)
    await desk.settle()
    monkeypatch.setattr(limits, "CROWDED", crowded)
    desk.store.do(lambda tx: outbox.put_messages(tx, case.conversation_id, ANSWER))
    desk.bridge.outbox_news.set()
    await desk.until(lambda: "Otra cosa." in desk.child_texts(1))
    said = desk.sandbox.child_messages(1)[-len(expected) :]
    assert [message["text"] for message in said] == expected
    buttons = [message["text"] for message in said if message.get("reply_markup")]
    assert buttons == [text for text in expected if text.endswith("¿Dónde estás?")]
    await desk.settle()
    assert desk.store.do(outbox.must_go) == 0


async def test_what_is_of_a_case_does_not_stand_in_one_message_with_what_is_not(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    case, _ = await desk.open_thread(1)
    await desk.settle()
    monkeypatch.setattr(limits, "CROWDED", 0)

    def put(tx: Tx) -> None:
        outbox.put_messages(tx, case.conversation_id, ANSWER[:1])
        outbox.put_messages(tx, case.conversation_id, ANSWER[1:2], case_id=case.id)

    desk.store.do(put)
    desk.bridge.outbox_news.set()
    await desk.until(lambda: "El teléfono." in desk.child_texts(1))
    assert "La respuesta." in desk.child_texts(1)


async def test_what_nobody_can_open_stands_in_nobodys_way(desk: Desk):
    case, _ = await desk.open_thread(1)
    await desk.settle()

    def put(tx: Tx) -> None:
        outbox.put_messages(tx, case.conversation_id, ANSWER[:1])
        broken = rows.c.lane == case.conversation_id, rows.c.state == outbox.WAITING
        tx.conn.execute(rows.update().where(*broken).values(body="kaputt"))
        outbox.put_messages(tx, case.conversation_id, ANSWER[1:2])

    desk.store.do(put)
    desk.bridge.outbox_news.set()
    await desk.until(lambda: "El teléfono." in desk.child_texts(1))
    assert "La respuesta." not in desk.child_texts(1)
    assert desk.store.do(outbox.must_go) == 0
