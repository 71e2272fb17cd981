"""What the staff do in the group: buttons and commands, from inbox row to answer."""

import itertools
from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from bot.desk import post
from bot.desk.access import Worker
from bot.desk.claim import claim
from bot.sandbox.people import STAFF as PEOPLE
from bot.store import cases, inbox, outbox, staff, trail
from bot.store.cases import MAIN_TEAM
from bot.store.engine import Store, Tx
from bot.telegram import callback_data
from bot.telegram.bridge import Bridge
from tests.kit.bridge import let_staff_act, running_bridge
from tests.kit.factories import child, content, open_case, plan, told
from tests.kit.sandbox import Sandbox, running_sandbox

_updates = itertools.count(1)


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
async def bridge(store: Store, sandbox: Sandbox) -> AsyncIterator[Bridge]:
    async with running_bridge(store, sandbox) as parts:
        yield parts


def key(store: Store, who: str) -> str:
    return store.sealer.pseudonym("staff", PEOPLE[who].id)


def worker(store: Store, who: str) -> Worker:
    return Worker(key(store, who), PEOPLE[who].first_name)


def arrive(store: Store, who: str, kind: str, team: str = MAIN_TEAM, **body: Any) -> None:
    person = PEOPLE[who]
    whole = {"user": person.id, "name": person.first_name, "team": team, **body}
    store.do(lambda tx: inbox.add(tx, next(_updates), inbox.STAFF, kind, whole))


async def press(bridge: Bridge, who: str, payload: str, team: str = MAIN_TEAM) -> None:
    data = callback_data.sign(bridge.store.sealer, callback_data.STAFF, payload)
    arrive(bridge.store, who, "press", team, query="1", data=data)
    await let_staff_act(bridge)


async def say(bridge: Bridge, who: str, text: str, thread: int | None = None) -> None:
    arrive(
        bridge.store, who, "staff_message",
        message_id=next(_updates), thread=thread, reply_to=None, text=text, caption=None,
    )  # fmt: skip
    await let_staff_act(bridge)


def in_team(tx: Tx, team: str = MAIN_TEAM) -> list[dict[str, Any]]:
    rows = outbox.latest(tx, f"team:{team}", 50)
    return [row.body for row in rows if row.purpose == post.TEAM_LINE]


def new_case(store: Store, chat: int = 1001, thread: int | None = None) -> cases.Case:
    with store.begin() as tx:
        case = open_case(tx, child(tx, chat))
        cases.set_thread(tx, case.id, thread)
        return case


def now(store: Store, case: cases.Case) -> cases.Case:
    found = store.do(lambda tx: cases.get(tx, case.id))
    assert found is not None
    return found


async def test_who_acts_is_known_from_then_on_and_ana_supervises(store: Store, bridge: Bridge):
    await say(bridge, "beto", "/guardia")
    await say(bridge, "ana", "/guardia")
    with store.begin() as tx:
        known = {one.name: one.is_supervisor for one in staff.of_team(tx, MAIN_TEAM)}
    assert known == {"Ana": True, "Beto": False}


async def test_a_stranger_is_refused_by_button_and_by_command(store: Store, bridge: Bridge):
    case = new_case(store)
    await press(bridge, "stranger", f"take:{case.id}")
    await say(bridge, "stranger", "/cola")
    assert now(store, case).state == cases.OPEN
    with store.begin() as tx:
        assert in_team(tx) == []
        refused = [event for event in trail.events_of(tx, None) if event.kind == "refused"]
        assert len(refused) == 2


async def test_a_press_from_another_teams_group_is_refused(store: Store, bridge: Bridge):
    case = new_case(store)
    await press(bridge, "ana", f"take:{case.id}", team="norte")
    assert now(store, case).state == cases.OPEN
    with store.begin() as tx:
        assert [event.kind for event in trail.events_of(tx, None)] == ["refused"]


async def test_a_case_is_passed_by_buttons(store: Store, bridge: Bridge):
    case = new_case(store)
    await say(bridge, "carla", "/guardia")
    await press(bridge, "beto", f"take:{case.id}")
    await press(bridge, "beto", f"pass:{case.id}")
    with store.begin() as tx:
        labels = dict(in_team(tx)[-1]["buttons"])
    await press(bridge, "beto", labels["Carla"])
    assert now(store, case).holder == key(store, "carla")


async def test_a_case_is_passed_by_name_in_its_thread(store: Store, bridge: Bridge):
    case = new_case(store, thread=77)
    await say(bridge, "carla", "/guardia")
    await press(bridge, "beto", f"take:{case.id}")
    await say(bridge, "beto", "/pasar@colibri_prueba_bot carla", thread=77)
    assert now(store, case).holder == key(store, "carla")


async def test_who_does_not_hold_it_can_not_pass_it_on_but_a_supervisor_can(
    store: Store, bridge: Bridge
):
    case = new_case(store, thread=77)
    await press(bridge, "beto", f"take:{case.id}")
    await say(bridge, "carla", "/pasar Carla", thread=77)
    assert now(store, case).holder == key(store, "beto")
    with store.begin() as tx:
        assert "Ya lo tiene Beto" in in_team(tx)[-1]["text"]
    await say(bridge, "ana", "/pasar Ana", thread=77)
    assert now(store, case).holder == key(store, "ana")


async def test_duty_is_a_matter_of_two_buttons(store: Store, bridge: Bridge):
    for way, is_on_duty in (("on", True), ("off", False)):
        await press(bridge, "beto", f"duty:0:{way}")
        with store.begin() as tx:
            found = staff.find(tx, key(store, "beto"), MAIN_TEAM)
            assert found is not None
            assert found.is_on_duty is is_on_duty


async def test_no_command_ever_reaches_a_child_known_or_not(store: Store, bridge: Bridge):
    case = new_case(store, thread=77)
    await press(bridge, "beto", f"take:{case.id}")
    before = store.do(lambda tx: told(tx, case.conversation_id))
    for text in ("/cola", "/ola que tal", "/pasar@otro_bot Carla", "/mio@colibri_prueba_bot"):
        await say(bridge, "beto", text, thread=77)
    with store.begin() as tx:
        assert told(tx, case.conversation_id) == before
        texts = [body["text"] for body in in_team(tx)]
        assert [body["thread"] for body in in_team(tx)] == [77, 77, 77]
    assert any("No conozco la orden /ola" in text for text in texts)


async def test_a_case_is_put_back_and_taken_up_again_by_buttons(store: Store, bridge: Bridge):
    case = new_case(store)
    await press(bridge, "beto", f"take:{case.id}")
    await press(bridge, "beto", f"release:{case.id}")
    assert now(store, case).state == cases.OPEN
    await press(bridge, "beto", f"take:{case.id}")
    await press(bridge, "beto", f"close:{case.id}")
    with store.begin() as tx:
        how_it_ended = in_team(tx)[-1]["buttons"][0][1]
    await press(bridge, "beto", how_it_ended)
    assert now(store, case).state == cases.CLOSED
    await press(bridge, "carla", f"reopen:{case.id}")
    assert now(store, case).holder == key(store, "carla")


async def test_a_button_of_an_older_version_is_let_go(store: Store, bridge: Bridge):
    await press(bridge, "beto", "dance:1")
    assert store.do(lambda tx: inbox.waiting(tx, inbox.STAFF)) == []


async def test_a_caseworker_opens_the_private_chat_by_the_link(store: Store, bridge: Bridge):
    await say(bridge, "beto", "/guardia")
    with store.begin() as tx:
        assert "https://t.me/colibri_prueba_bot?start=equipo" in in_team(tx)[-1]["text"]
    arrive(store, "beto", "staff_start")
    await let_staff_act(bridge)
    with store.begin() as tx:
        (row,) = outbox.latest(tx, f"worker:{key(store, 'beto')}", 10)
        assert row.purpose == post.TO_STAFF


async def test_lists_tell_what_waits_and_who_has_what(store: Store, bridge: Bridge):
    mine, free = new_case(store, 1, 77), new_case(store, 2, 78)
    with store.begin() as tx:
        claim(tx, mine.id, worker(store, "beto"), content(), plan())
    for text in ("/cola", "/mio", "/turno", "/estado"):
        await say(bridge, "beto", text)
    with store.begin() as tx:
        queue, own, shift, health = in_team(tx)
    assert queue["buttons"][0][1] == f"take:{free.id}"
    assert len(queue["text"].splitlines()) == 2
    assert "Tienes 1" in own["text"]
    assert "con Beto" in shift["text"]
    assert "se llama a la guardia" in shift["text"]
    assert "Casos que nadie ha tomado: 1" in health["text"]
