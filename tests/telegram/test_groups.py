"""Several groups, groups that move, threads that are lost, rights that are lacking."""

from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from bot.desk import post
from bot.sandbox.people import STAFF as PEOPLE
from bot.store import cases, groups, outbox, staff
from bot.store.cases import MAIN_TEAM
from bot.store.engine import Store
from bot.telegram import threads
from tests.kit.desk import TAKE, Desk, hurry, running_desk
from tests.kit.factories import plan
from tests.kit.sandbox import GROUP_ID, Sandbox, running_sandbox

US_GROUP, BASIC, UPGRADED = -1001000000002, -5001, -1001000000003


@pytest.fixture
async def two_teams(
    embedded: Store, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    """Give a desk with a second team, whose children are those in the United States."""
    hurry(monkeypatch)
    sandbox.add_group("us", US_GROUP)
    chats = {MAIN_TEAM: GROUP_ID, "us": US_GROUP}
    async with running_desk(embedded, sandbox, chats) as running:
        main = plan().teams[MAIN_TEAM]
        us = replace(main, countries=frozenset({"US"}))
        running.plan = replace(plan(), teams={MAIN_TEAM: main, "us": us})
        yield running


async def upgrade(desk: Desk) -> None:
    await desk.run(desk.sandbox.do, "upgrade", chat="old", id=UPGRADED, mode="forum")


@pytest.fixture
async def basic(
    embedded: Store, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    """Give a desk whose group is no supergroup yet."""
    hurry(monkeypatch)
    sandbox.add_group("old", BASIC, mode="basic")
    async with running_desk(embedded, sandbox, {MAIN_TEAM: BASIC}) as running:
        yield running


async def card_in(desk: Desk, group: str) -> None:
    await desk.until(lambda: TAKE in str(desk.sandbox.group_messages(group)))


async def test_a_group_that_becomes_a_supergroup_is_followed(basic: Desk):
    case = await basic.open_case(1)
    await card_in(basic, "old")
    await upgrade(basic)
    await card_in(basic, "old")
    assert basic.store.do(groups.chats) == {MAIN_TEAM: UPGRADED}
    await basic.until(lambda: basic.now(case).thread_id)
    thread = basic.now(case).thread_id
    await basic.run(basic.sandbox.staff_presses, "ana", TAKE, thread, "old")
    await basic.until(lambda: basic.now(case).state == cases.CLAIMED)
    await basic.run(basic.sandbox.staff_says, "ana", "¿Sigues ahí?", thread, None, "old")
    await basic.until(lambda: "¿Sigues ahí?" in basic.child_texts(1))


async def test_a_move_that_we_only_hear_of_from_a_refusal_is_followed(
    embedded: Store, sandbox: Sandbox
):
    move_unheard(sandbox)
    async with running_desk(embedded, sandbox, {MAIN_TEAM: BASIC}) as desk:
        await desk.open_case(1)
        await card_in(desk, "old")
        assert desk.store.do(groups.chats) == {MAIN_TEAM: UPGRADED}


async def test_a_group_that_moved_unheard_is_followed_and_not_left(
    embedded: Store, sandbox: Sandbox
):
    move_unheard(sandbox)
    async with running_desk(embedded, sandbox, {MAIN_TEAM: BASIC}) as desk:
        await desk.run(sandbox.staff_says, "ana", "¿y el bot?", None, None, "old")
        await desk.until(lambda: desk.bridge.groups.chat(MAIN_TEAM) == UPGRADED)
        await desk.settle()
        assert _left(desk) == []


def move_unheard(sandbox: Sandbox) -> None:
    """Make a basic group a supergroup while no bridge listens, and lose what Telegram said."""
    sandbox.add_group("old", BASIC, mode="basic")
    sandbox.do("upgrade", chat="old", id=UPGRADED, mode="forum")
    sandbox.bot("deleteWebhook", drop_pending_updates=True)


async def test_each_team_sees_its_own_cases_and_acts_on_no_others(two_teams: Desk):
    desk = two_teams
    ours = await desk.open_case(1)
    theirs = await desk.open_case(2, country="US")
    await card_in(desk, "group")
    await card_in(desk, "us")
    assert (desk.now(ours).team, desk.now(theirs).team) == (MAIN_TEAM, "us")
    thread = desk.now(theirs).thread_id
    await desk.run(desk.sandbox.staff_presses, "ana", TAKE, thread, "us")
    await desk.until(lambda: desk.now(theirs).state == cases.CLAIMED)
    await desk.run(desk.sandbox.staff_says, "ana", "hello", thread, None, "us")
    await desk.until(lambda: "hello" in desk.child_texts(2))
    await desk.run(desk.sandbox.child_says, 2, "gracias ana")
    await desk.until(lambda: "gracias ana" in desk.texts(thread, "us"))
    assert "gracias" not in desk.group_texts()
    assert desk.now(ours).state == cases.OPEN


async def test_a_foreign_group_is_left_and_our_own_are_not(two_teams: Desk):
    desk = two_teams
    await desk.run(desk.sandbox.add_group, "stranger", -1009999)
    await desk.until(lambda: _left(desk) == [-1009999])
    await desk.run(desk.sandbox.staff_says, "ana", "hola", None, None, "us")
    await desk.settle()
    assert _left(desk) == [-1009999]


async def test_while_a_group_of_the_settings_is_out_of_reach_no_group_is_left(
    embedded: Store, sandbox: Sandbox
):
    wrong = {MAIN_TEAM: GROUP_ID, "us": -1004444}
    async with running_desk(embedded, sandbox, wrong) as desk:
        await desk.run(desk.sandbox.add_group, "perhaps", US_GROUP)
        await desk.until(lambda: desk.sandbox.calls("getChatMember"))
        await desk.settle()
        assert _left(desk) == []


def _left(desk: Desk) -> list[int]:
    return [call["arguments"]["chat_id"] for call in desk.sandbox.calls("leaveChat")]


async def test_a_thread_deleted_by_hand_is_made_again_and_the_case_survives(desk: Desk):
    case, thread = await desk.claimed_thread(1)
    await desk.run(desk.sandbox.thread, "delete", "ana", thread)
    await desk.run(desk.sandbox.child_says, 1, "sigo aqui")
    await desk.until(lambda: desk.now(case).thread_id not in {thread, None})
    new = desk.now(case).thread_id
    await desk.until(lambda: "sigo aqui" in desk.texts(new))
    first = desk.sandbox.thread_messages(new)[1]
    assert "Cerrar" in str(first["reply_markup"]), "the card stands first"
    await desk.run(desk.sandbox.staff_says, "ana", "te leo", new)
    await desk.until(lambda: "te leo" in desk.child_texts(1))
    await desk.settle()
    cards = [
        m for m in desk.sandbox.thread_messages(new) if "Cerrar" in str(m.get("reply_markup"))
    ]
    assert len(cards) == 1


async def test_a_card_deleted_by_hand_is_posted_again(desk: Desk):
    case, thread = await desk.open_thread(1)
    card = desk.now(case).card_id
    desk.sandbox.bot("deleteMessage", chat_id=GROUP_ID, message_id=card)
    desk.store.do(lambda tx: post.refresh_card(tx, case))
    await desk.until(lambda: desk.now(case).card_id not in {card, None})
    assert TAKE in str(desk.sandbox.thread_messages(thread))


async def test_a_thread_closed_by_hand_is_opened_while_the_case_is_in_hand(desk: Desk):
    case, thread = await desk.claimed_thread(1)
    await desk.run(desk.sandbox.thread, "close", "ana", thread)
    await desk.until(lambda: not desk.sandbox.threads()[0]["closed"])
    await desk.run(desk.sandbox.staff_says, "ana", "aquí sigo", thread)
    await desk.until(lambda: "aquí sigo" in desk.child_texts(1))
    assert desk.now(case).state == cases.CLAIMED


async def test_without_the_right_to_threads_cases_stand_in_the_group_itself(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
):
    desk.sandbox.do("rights", can_manage_topics=False)
    case = await desk.open_case(1)
    await card_in(desk, "group")
    assert desk.now(case).thread_id is None
    await desk.run(desk.sandbox.staff_presses, "ana", TAKE)
    await desk.until(lambda: desk.now(case).state == cases.CLAIMED)
    await desk.run(desk.sandbox.child_says, 1, "hola ana")
    line = await desk.until(lambda: _line(desk, "hola ana"))
    assert line["reply_to_message"]["message_id"] == desk.now(case).card_id
    reply = line["message_id"]
    await desk.run(desk.sandbox.staff_says, "ana", "hola", None, reply)
    await desk.until(lambda: "hola" in desk.child_texts(1))
    opened = len(desk.sandbox.calls("createForumTopic"))
    assert opened == 1, "Telegram is not asked for each message"
    monkeypatch.setattr(threads, "ASK_AGAIN_SECONDS", 0.0)
    desk.sandbox.do("rights", can_manage_topics=True)
    await desk.run(desk.sandbox.child_says, 1, "y ahora?")
    await desk.until(lambda: desk.now(case).thread_id)


def _line(desk: Desk, words: str) -> dict | None:
    """Return the newest message with these words, besides a card."""
    texts = [(m, m.get("text", "")) for m in desk.sandbox.group_messages()]
    found = [m for m, text in texts if words in text and "Últimos mensajes" not in text]
    return found[-1] if found else None


async def test_without_the_right_a_closed_thread_is_left_for_the_group(desk: Desk):
    case, thread = await desk.claimed_thread(1)
    desk.sandbox.do("rights", can_manage_topics=False)
    await desk.run(desk.sandbox.thread, "close", "ana", thread)
    await desk.run(desk.sandbox.child_says, 1, "me oyes?")
    await desk.until(lambda: _line(desk, "me oyes?"), 20)


async def test_mentions_ring_and_a_team_line_can_answer(desk: Desk):
    person = PEOPLE["beto"]
    key = desk.store.sealer.pseudonym("staff", person.id)

    def work(tx) -> None:
        staff.note(tx, key, MAIN_TEAM, person.id, "Beto", is_supervisor=False)
        body = {"team": MAIN_TEAM, "text": "⏰ Beto: mira", "mentions": [[key, "Beto"]]}
        outbox.put(tx, outbox.GROUP, post.TEAM_LINE, body, lane="team:main")

    desk.store.do(work)
    told = await desk.until(lambda: _line(desk, "mira"))
    (entity,) = told["entities"]
    assert entity["type"] == "text_mention"
    assert entity["user"]["id"] == person.id
    assert (
        told["text"].encode("utf-16-le")[entity["offset"] * 2 :].decode("utf-16-le")[:4] == "Beto"
    )


async def test_who_can_not_be_written_to_privately_is_mentioned_in_the_group(desk: Desk):
    person = PEOPLE["carla"]
    key = desk.store.sealer.pseudonym("staff", person.id)
    case, _ = await desk.open_thread(1)

    def ring(tx) -> None:
        staff.note(tx, key, MAIN_TEAM, person.id, "Carla", is_supervisor=True)
        staff.set_private_chat(tx, key, has_private_chat=True)
        post.to_person(tx, key, MAIN_TEAM, "🔴 nadie toma un caso")

    desk.store.do(ring)
    await desk.until(lambda: _line(desk, "nadie toma un caso"))
    assert not desk.store.do(lambda tx: staff.find(tx, key, MAIN_TEAM)).has_private_chat
    await desk.run(desk.sandbox.writes_privately, "carla")
    await desk.until(
        lambda: desk.store.do(lambda tx: staff.find(tx, key, MAIN_TEAM)).has_private_chat
    )
    desk.store.do(lambda tx: post.to_person(tx, key, MAIN_TEAM, "otra vez"))
    await desk.until(lambda: "otra vez" in str(desk.sandbox.private_messages("carla")))


async def test_who_left_is_out_at_once(desk: Desk):
    case, thread = await desk.claimed_thread(1)
    await desk.run(desk.sandbox.do, "leave", user="ana")
    await desk.until(lambda: desk.now(case).state == cases.OPEN)
    await card_in(desk, "group")
    await desk.run(desk.sandbox.staff_says, "ana", "una cosa más", thread)
    await desk.run(desk.sandbox.staff_presses, "ana", TAKE, thread)
    await desk.settle()
    assert desk.now(case).state == cases.OPEN
    assert "una cosa más" not in desk.child_texts(1)


async def test_a_plain_group_works_with_replies(embedded: Store, monkeypatch):
    hurry(monkeypatch)
    with running_sandbox(mode="plain") as sandbox:
        async with running_desk(embedded, sandbox) as desk:
            case = await desk.open_case(1)
            await card_in(desk, "group")
            await desk.run(sandbox.staff_presses, "ana", TAKE)
            await desk.until(lambda: desk.now(case).state == cases.CLAIMED)
            card = desk.now(case).card_id
            await desk.run(sandbox.staff_says, "ana", "estoy contigo", None, card)
            await desk.until(lambda: "estoy contigo" in desk.child_texts(1))
