import asyncio
from datetime import datetime, timezone

import pytest
from telegram import Update

from bot.errors import StoreBusy
from bot.store import inbox
from bot.store.engine import Store
from bot.telegram import intake
from bot.telegram.callback_data import sign
from bot.telegram.intake import InboxQueue, read
from tests.kit.factories import child, plan

GROUP = -100500
NOW = int(datetime(2026, 11, 24, tzinfo=timezone.utc).timestamp())


def update(number: int = 1, **parts) -> Update:
    return Update.de_json({"update_id": number, **parts}, None)


def message(text: str | None = "hola", chat: int = 7, **more) -> dict:
    kind = "private" if chat > 0 else "supergroup"
    body = {
        "message_id": 3,
        "date": NOW,
        "chat": {"id": chat, "type": kind, "title": "g", "first_name": "Luz"},
        "from": {"id": 7, "is_bot": False, "first_name": "Luz", "username": "luzita"},
        **more,
    }
    return {**body, "text": text} if text is not None else body


VOICE = {"voice": {"file_id": "f", "file_unique_id": "u", "duration": 2}}


@pytest.mark.parametrize(
    ("parts", "kind", "body"),
    [
        ({"message": message("hola")}, "text", {"message_id": 3, "text": "hola"}),
        ({"message": message("/start x")}, "command", {"command": "start"}),
        ({"message": message("/ayuda@colibri_bot")}, "command", {"command": "help"}),
        ({"message": message('/hand_off{"x":1}')}, "text", {"text": '/hand_off{"x":1}'}),
        ({"edited_message": message("hola otra vez")}, "edit", {"text": "hola otra vez"}),
        ({"message": message(None, **VOICE)}, "voice", {"message_id": 3}),
        (
            {"message": message(None, location={"latitude": 14.90541, "longitude": -92.25891})},
            "location",
            {"message_id": 3, "latitude": 14.91, "longitude": -92.26},
        ),
        ({"message": message(None, dice={"emoji": "🎲", "value": 3})}, "other", {}),
    ],
)
def test_what_a_child_sends_becomes_a_row(parts, kind, body):
    arrival = read(update(**parts), GROUP)
    assert arrival.chat == 7
    assert arrival.kind == kind
    assert body.items() <= arrival.body.items()


def test_nothing_tells_who_the_child_is():
    arrival = read(update(message=message("hola")), GROUP)
    assert "Luz" not in str(arrival.body)
    assert "luzita" not in str(arrival.body)


def test_what_staff_write_becomes_a_row_of_the_staff():
    thread = {"message_thread_id": 44, "is_topic_message": True}
    arrival = read(update(message=message("hola", GROUP, **thread)), GROUP)
    assert (arrival.chat, arrival.kind) == (None, "staff_message")
    assert arrival.body["thread"] == 44


@pytest.mark.parametrize(
    "parts",
    [
        {"message": message("hola", -999)},
        {"message": message(None, GROUP, new_chat_title="x")},
        {"edited_message": message(None, location={"latitude": 1.0, "longitude": 2.0})},
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_let_go(parts):
    assert read(update(**parts), GROUP) is None


def queue(store: Store, seen: list[str]) -> InboxQueue:
    return InboxQueue(store, GROUP, plan().aliases, lambda lane, _update: seen.append(lane))


async def test_a_message_is_in_the_store_before_put_returns(store: Store):
    seen: list[str] = []
    await queue(store, seen).put(update(message=message("hola")))
    with store.begin() as tx:
        assert [row.body["text"] for row in inbox.waiting(tx, seen[0])] == ["hola"]


async def test_put_waits_for_a_failing_store_and_never_raises(store: Store, monkeypatch):
    monkeypatch.setattr(intake, "RETRY_SECONDS", 0.01)
    failures = iter([True, True, False])
    run = store.run

    async def shaky(work):
        if next(failures):
            raise StoreBusy("disk full")
        return await run(work)

    monkeypatch.setattr(store, "run", shaky)
    seen: list[str] = []
    await asyncio.wait_for(queue(store, seen).put(update(message=message("hola"))), 5)
    assert len(seen) == 1


async def test_a_forged_button_is_dropped_and_a_real_one_kept(store: Store):
    seen: list[str] = []
    with store.begin() as tx:
        lane = child(tx, 7)

    def press(number: int, data: str) -> Update:
        query = {
            "id": "q", "from": {"id": 7, "is_bot": False, "first_name": "L"},
            "chat_instance": "c", "data": data, "message": message("x"),
        }  # fmt: skip
        return update(number, callback_query=query)

    one = queue(store, seen)
    await one.put(press(1, "AAAAAAAA/talk_to_human"))
    assert seen == []
    await one.put(press(2, sign(store.sealer, lane, "/talk_to_human")))
    assert seen == [lane]


async def test_half_an_emoji_holds_up_nobody(store: Store):
    seen: list[str] = []
    one = queue(store, seen)
    await asyncio.wait_for(one.put(update(1, message=message("\ud83d hola"))), 5)
    await asyncio.wait_for(one.put(update(2, message=message("hola", 8))), 5)
    assert len(seen) == 2


def test_a_live_location_that_moves_is_one_message():
    moved = message(None, location={"latitude": 1.0, "longitude": 2.0}, edit_date=NOW)
    assert read(update(edited_message=moved), GROUP) is None
