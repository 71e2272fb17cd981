import asyncio
from datetime import datetime, timezone

import pytest
from telegram import Update

from bot.config import ROOT
from bot.errors import StoreBusy
from bot.store import conversations, inbox, staff
from bot.store.engine import Store
from bot.telegram import intake
from bot.telegram.callback_data import sign
from bot.telegram.groups import Groups
from bot.telegram.intake import InboxQueue
from bot.telegram.updates import ANONYMOUS, FOREIGN, GROUP_MOVED, MEMBER, THREAD_CLOSED, read
from tests.kit.factories import child, open_case, plan

GROUP, US_GROUP = -100500, -100600
TEAMS = {"main": GROUP, "us": US_GROUP}
NOW = int(datetime(2026, 11, 24, tzinfo=timezone.utc).timestamp())


def team_of(chat: int) -> str | None:
    return next((team for team, own in TEAMS.items() if own == chat), None)


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
    arrival = read(update(**parts), team_of)
    assert arrival.chat == 7
    assert arrival.kind == kind
    assert body.items() <= arrival.body.items()


def test_nothing_tells_who_the_child_is():
    arrival = read(update(message=message("hola")), team_of)
    assert "Luz" not in str(arrival.body)
    assert "luzita" not in str(arrival.body)


def test_what_staff_write_becomes_a_row_of_the_staff():
    thread = {"message_thread_id": 44, "is_topic_message": True}
    arrival = read(update(message=message("hola", GROUP, **thread)), team_of)
    assert (arrival.chat, arrival.kind) == (None, "staff_message")
    assert arrival.body["thread"] == 44
    assert arrival.body["team"] == "main"


def test_each_teams_group_is_told_apart():
    arrival = read(update(message=message("hola", US_GROUP)), team_of)
    assert (arrival.kind, arrival.body["team"]) == ("staff_message", "us")


@pytest.mark.parametrize(
    "parts",
    [
        {"message": message(None, GROUP, new_chat_title="x")},
        {"edited_message": message(None, location={"latitude": 1.0, "longitude": 2.0})},
    ],
)  # fmt: skip
def test_what_is_not_for_us_is_let_go(parts):
    assert read(update(**parts), team_of) is None


def queue(store: Store, seen: list[str]) -> InboxQueue:
    groups = Groups(store, TEAMS, ROOT / "data")
    return InboxQueue(store, groups, plan().aliases, lambda lane, _update: seen.append(lane))


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


def supergroup(chat: int) -> dict:
    return {"id": chat, "type": "supergroup", "title": "g"}


def change(chat: dict, status: str, user: dict, **more) -> dict:
    return {
        "chat": chat, "from": user, "date": NOW,
        "old_chat_member": {"status": "member", "user": user},
        "new_chat_member": {"status": status, "user": user, **more},
    }  # fmt: skip


ANA = {"id": 9, "is_bot": False, "first_name": "Ana"}
BOT = {"id": 4, "is_bot": True, "first_name": "Colibrí"}


def anonymous(**more) -> dict:
    group = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
    return {**message("hola", GROUP, sender_chat=supergroup(GROUP)), "from": group, **more}


@pytest.mark.parametrize(
    ("parts", "kind", "body"),
    [
        ({"message": message("hola", -999)}, FOREIGN, {"chat": -999}),
        (
            {"my_chat_member": change(supergroup(-999), "member", BOT)},
            FOREIGN,
            {"chat": -999},
        ),
        (
            {"message": message(None, GROUP, migrate_to_chat_id=-100700)},
            GROUP_MOVED,
            {"team": "main", "chat": -100700},
        ),
        (
            {"message": message(None, -100700, migrate_from_chat_id=US_GROUP)},
            GROUP_MOVED,
            {"team": "us", "chat": -100700},
        ),
        (
            {"chat_member": change(supergroup(US_GROUP), "left", ANA)},
            MEMBER,
            {"user": 9, "team": "us", "is_out": True},
        ),
        (
            {"chat_member": change(supergroup(GROUP), "kicked", ANA, until_date=0)},
            MEMBER,
            {"is_out": True},
        ),
        ({"chat_member": change(supergroup(GROUP), "member", ANA)}, MEMBER, {"is_out": False}),
        ({"message": anonymous()}, ANONYMOUS, {"text": "hola", "team": "main"}),
        (
            {
                "message": message(
                    None, GROUP, forum_topic_closed={}, message_thread_id=44, is_topic_message=True
                )
            },
            THREAD_CLOSED,
            {"thread": 44},
        ),
    ],
)
def test_what_is_no_act_of_a_caseworker_has_its_kind(parts, kind, body):
    arrival = read(update(**parts), team_of)
    assert (arrival.chat, arrival.kind) == (None, kind)
    assert body.items() <= arrival.body.items()


@pytest.mark.parametrize(
    "parts",
    [
        {"my_chat_member": change(supergroup(-999), "left", BOT)},
        {"my_chat_member": change({"id": 7, "type": "private"}, "member", BOT)},
        {"message": message(None, -1, migrate_to_chat_id=GROUP)},
        {"message": message("de un canal", GROUP, sender_chat=supergroup(-5))},
        {"edited_message": anonymous()},
    ],
)
def test_what_changes_nothing_for_us_is_let_go(parts):
    assert read(update(**parts), team_of) is None


def press(number: int, data: str, user: int = 7) -> Update:
    query = {
        "id": "q", "from": {"id": user, "is_bot": False, "first_name": "L"},
        "chat_instance": "c", "data": data, "message": message("x", user),
    }  # fmt: skip
    return update(number, callback_query=query)


async def test_a_staff_button_pressed_privately_is_an_act_in_the_team_of_its_case(store: Store):
    seen: list[str] = []
    with store.begin() as tx:
        case = open_case(tx, child(tx))
    await queue(store, seen).put(press(1, sign(store.sealer, "staff", f"take:{case.id}"), 9))
    with store.begin() as tx:
        (row,) = inbox.waiting(tx, inbox.STAFF)
        assert (row.kind, row.body["user"], row.body["team"]) == ("press", 9, "main")
        private = conversations.conversation_id(tx, 9)
        assert conversations.find(tx, private) is None, "a caseworker is no child"
    assert seen == [inbox.STAFF]


async def test_a_caseworker_who_writes_privately_may_be_written_to(store: Store):
    with store.begin() as tx:
        key = tx.sealer.pseudonym("staff", 9)
        staff.note(tx, key, "main", 9, "Ana", is_supervisor=True)
    await queue(store, []).put(update(1, message=message("/start", 9)))
    with store.begin() as tx:
        assert staff.find(tx, key, "main").has_private_chat


@pytest.mark.parametrize(("code", "language"), [("en-US", "en"), ("es-MX", None), (None, None)])
async def test_the_language_of_the_phone_is_kept_if_it_is_not_spanish(store, code, language):
    seen: list[str] = []
    one = message("hola")
    if code:
        one["from"]["language_code"] = code
    await queue(store, seen).put(update(1, message=one))
    with store.begin() as tx:
        assert conversations.get(tx, seen[0]).language == language


async def test_a_foreign_chat_is_reported_and_nothing_of_it_is_kept(store: Store):
    foreign: list[int] = []
    groups = Groups(store, TEAMS, ROOT / "data")
    one = InboxQueue(
        store, groups, plan().aliases, lambda *_: None, on_foreign_chat=foreign.append
    )
    await one.put(update(1, message=message("hola", -999)))
    assert foreign == [-999]
    with store.begin() as tx:
        assert inbox.waiting_lanes(tx) == []


def known_staff(store: Store, user: int) -> str:
    with store.begin() as tx:
        key = tx.sealer.pseudonym("staff", user)
        staff.note(tx, key, "main", user, "Ana", is_supervisor=True)
        return key


@pytest.mark.parametrize("text", ["/start equipo", "/start  equipo "])
async def test_a_caseworker_who_opens_the_private_chat_by_the_link_is_no_child(
    store: Store, text: str
):
    key = known_staff(store, 7)
    lanes = []
    groups = Groups(store, TEAMS, ROOT / "data")
    queue = InboxQueue(store, groups, plan().aliases, lambda lane, _update: lanes.append(lane))
    await queue.put(update(message=message(text)))
    with store.begin() as tx:
        (row,) = inbox.waiting(tx, inbox.STAFF)
        assert row.kind == intake.STAFF_START
        assert row.body == {"user": 7, "name": "Ana", "team": "main"}
        assert staff.find(tx, key, "main").has_private_chat
        assert conversations.find(tx, conversations.conversation_id(tx, 7)) is None
    assert lanes == [inbox.STAFF]


@pytest.mark.parametrize(
    ("is_known", "text"), [(False, "/start equipo"), (True, "/start"), (True, "/start otra")]
)
async def test_any_other_start_is_a_childs(store: Store, is_known: bool, text: str):
    if is_known:
        known_staff(store, 7)
    groups = Groups(store, TEAMS, ROOT / "data")
    await InboxQueue(store, groups, plan().aliases, lambda *_: None).put(
        update(message=message(text))
    )
    with store.begin() as tx:
        assert inbox.waiting(tx, inbox.STAFF) == []
        assert len(inbox.waiting(tx, conversations.conversation_id(tx, 7))) == 1
