from collections.abc import AsyncIterator, Iterator

import pytest
from telegram import BotCommandScopeChat

from bot.desk.access import Worker
from bot.desk.claim import claim
from bot.sandbox.people import STAFF as PEOPLE
from bot.store import cases, staff
from bot.store.cases import MAIN_TEAM
from bot.store.engine import Store
from bot.telegram.bridge import Bridge
from bot.telegram.commands import COMMANDS
from bot.telegram.roster import Roster
from bot.telegram.standing import standing_in
from tests.kit.bridge import running_bridge
from tests.kit.factories import alerts, child, content, open_case, plan
from tests.kit.sandbox import GROUP_ID, Sandbox, running_sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    with running_sandbox() as running:
        yield running


@pytest.fixture
async def bridge(store: Store, sandbox: Sandbox) -> AsyncIterator[Bridge]:
    async with running_bridge(store, sandbox) as parts:
        yield parts


def join(store: Store, who: str, *, is_supervisor: bool = False) -> Worker:
    """Make somebody of the sandbox known to the store and on duty."""
    person = PEOPLE[who]
    key = store.sealer.pseudonym("staff", person.id)
    with store.begin() as tx:
        staff.note(tx, key, MAIN_TEAM, person.id, person.first_name, is_supervisor=is_supervisor)
        staff.set_on_duty(tx, key, MAIN_TEAM, is_on_duty=True)
    return Worker(key, person.first_name)


async def test_administrators_are_known_before_they_act(store: Store, bridge: Bridge):
    join(store, "beto", is_supervisor=True)  # he no longer is one
    await Roster(bridge).note_supervisors(MAIN_TEAM, GROUP_ID)
    with store.begin() as tx:
        known = {one.name: one.is_supervisor for one in staff.of_team(tx, MAIN_TEAM)}
    assert known == {"Ana": True, "Beto": False}


async def test_learning_who_administers_takes_nobody_for_seen(store: Store, bridge: Bridge):
    join(store, "ana")
    before = store.do(lambda tx: staff.of_team(tx, MAIN_TEAM)[0].seen_at)
    await Roster(bridge).note_supervisors(MAIN_TEAM, GROUP_ID)
    assert store.do(lambda tx: staff.of_team(tx, MAIN_TEAM)[0].seen_at) == before


async def test_who_left_the_group_holds_no_case_after_the_next_look(
    store: Store, bridge: Bridge, sandbox: Sandbox
):
    beto = join(store, "beto")
    join(store, "carla")
    with store.begin() as tx:
        case = claim(tx, open_case(tx, child(tx)).id, beto, content(), plan())
    roster = Roster(bridge)
    await roster.look_for_departed(MAIN_TEAM)
    with store.begin() as tx:
        assert cases.get(tx, case.id).holder == beto.key
    sandbox.do("leave", user="beto")
    await roster.look_for_departed(MAIN_TEAM)
    with store.begin() as tx:
        assert cases.get(tx, case.id).state == cases.OPEN
        assert [one.name for one in staff.of_team(tx, MAIN_TEAM)] == ["Carla"]
        assert "Beto ya no está" in alerts(tx, case)[-1].body["text"]


@pytest.mark.parametrize(("all_known", "left"), [(True, []), (False, ["Carla"])])
async def test_who_is_off_duty_is_looked_at_less_often(
    store: Store, bridge: Bridge, sandbox: Sandbox, all_known, left
):
    carla = join(store, "carla")
    with store.begin() as tx:
        staff.set_on_duty(tx, carla.key, MAIN_TEAM, is_on_duty=False)
    sandbox.do("leave", user="carla")
    await Roster(bridge).look_for_departed(MAIN_TEAM, all_known=all_known)
    with store.begin() as tx:
        assert [one.name for one in staff.of_team(tx, MAIN_TEAM)] == left


async def test_a_group_that_cannot_be_asked_frees_no_case(
    store: Store, bridge: Bridge, sandbox: Sandbox
):
    beto = join(store, "beto")
    with store.begin() as tx:
        case = claim(tx, open_case(tx, child(tx)).id, beto, content(), plan())
    sandbox.faults("not_found", method="getChatMember")
    with pytest.raises(Exception, match=r"(?i)not found"):
        await Roster(bridge).look_for_departed(MAIN_TEAM)
    with store.begin() as tx:
        assert cases.get(tx, case.id).holder == beto.key


async def test_telegram_says_who_is_what(bridge: Bridge):
    async def standing(who: str) -> bool | None:
        found = await standing_in(bridge.bot, GROUP_ID, PEOPLE[who].id)
        return found.is_supervisor if found else None

    assert [await standing(who) for who in ("ana", "beto", "stranger")] == [True, False, None]
    assert await standing_in(bridge.bot, GROUP_ID, 5) is None


async def test_the_commands_stand_in_the_groups_menu_only(bridge: Bridge):
    roster = Roster(bridge)
    await roster.say_commands(GROUP_ID)
    told = await bridge.bot.get_my_commands(scope=BotCommandScopeChat(GROUP_ID))
    assert [command.command for command in told] == list(COMMANDS)
    assert await bridge.bot.get_my_commands() == ()
