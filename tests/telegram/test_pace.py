"""Thirty cases at once within Telegram's real limits, with a minute that lasts five seconds."""

import time
from collections.abc import AsyncIterator
from datetime import datetime, timedelta

import pytest

from bot.sandbox import limits as telegrams_limits
from bot.store.engine import Store
from bot.telegram import limits
from tests.kit.desk import TAKE, Desk, running_desk
from tests.kit.sandbox import GROUP_ID, Sandbox

MINUTE = 5.0
TRACES = {"sendMessage", "createForumTopic", "editForumTopic", "editMessageText", "copyMessage"}


@pytest.fixture
async def hurried(
    embedded: Store, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    """Give a desk whose minute, and Telegram's, is over in five seconds.

    Ours is a little longer: what a busy machine sends late arrives together with what comes after.
    """
    monkeypatch.setattr(limits, "GROUP_WINDOW_SECONDS", MINUTE * 1.6)
    monkeypatch.setattr(limits, "PER_CHAT_SECONDS", MINUTE / 60)
    monkeypatch.setattr(telegrams_limits, "_GROUP_SECONDS", MINUTE)
    monkeypatch.setattr(telegrams_limits, "_BURST", 80)
    async with running_desk(embedded, sandbox) as running:
        sandbox.limits()
        yield running


async def test_the_gravest_go_first_and_telegram_never_has_to_refuse(hurried: Desk):
    desk = hurried
    routine = [await desk.open_case(number, "P3") for number in range(1, 16)]
    first = next(case for case in routine)
    await desk.until(lambda: desk.now(first).card_id)
    grave = [await desk.open_case(number, "P1") for number in range(16, 31)]
    began = time.monotonic()
    await desk.until(lambda: all(desk.now(case).card_id for case in grave), 60)
    minutes = (time.monotonic() - began) / MINUTE
    shown = [case for case in routine if desk.now(case).card_id]
    assert len(shown) < len(routine), "what can wait has waited"
    assert minutes < 4, "fifteen threads with their cards are thirty messages"
    await desk.until(lambda: all(desk.now(case).card_id for case in routine), 60)
    assert _refused(desk) is None


async def test_a_holder_and_her_child_hear_each_other_through_the_rush(hurried: Desk):
    desk = hurried
    _, thread = await desk.claimed_thread(1)
    for number in range(2, 25):
        await desk.open_case(number, "P3")
    began = time.monotonic()
    await desk.run(desk.sandbox.staff_says, "ana", "¿Dónde estás?", thread)
    await desk.until(lambda: "¿Dónde estás?" in desk.child_texts(1))
    for number in range(12):
        await desk.run(desk.sandbox.child_says, 1, f"mensaje {number}.")
    await desk.until(lambda: "mensaje 11." in desk.texts(thread))
    assert (time.monotonic() - began) / MINUTE < 2.5
    written = [m for m in desk.sandbox.thread_messages(thread) if "mensaje" in m.get("text", "")]
    lines = [m for m in written if m["from"]["is_bot"] and "Últimos mensajes" not in m["text"]]
    assert len(lines) < 12, "lines are put together"
    assert _refused(desk) is None


async def test_names_and_cards_that_show_the_wait_delay_nobody(hurried: Desk):
    desk = hurried
    for number in range(1, 11):
        await desk.open_case(number, "P2")
    await desk.until(
        lambda: (
            sum(TAKE in str(m.get("reply_markup")) for m in desk.sandbox.group_messages()) == 10
        ),
        60,
    )
    counted = [call["method"] for call in desk.sandbox.calls() if call["method"] in TRACES]
    assert counted.count("createForumTopic") == 10
    assert counted.count("editForumTopic") == 0


async def test_a_child_who_sends_stickers_without_end_does_not_silence_another(hurried: Desk):
    desk = hurried
    _, loud = await desk.claimed_thread(1)
    _, quiet = await desk.claimed_thread(2, "beto")
    for _ in range(40):
        await desk.run(desk.sandbox.child_sends, 1, "sticker")
    await desk.run(desk.sandbox.child_says, 2, "sigo aqui")
    await desk.until(lambda: _line(desk, quiet, "sigo aqui"), 60)
    copied = sum("sticker" in message for message in desk.sandbox.thread_messages(loud))
    assert copied < 30, "the others came first"


async def test_telegrams_own_wait_is_kept_for_the_group_alone(hurried: Desk):
    desk = hurried
    _, thread = await desk.claimed_thread(1)
    await desk.until(lambda: "tomó el caso" in desk.texts(thread))
    desk.sandbox.faults("too_many", "sendMessage", seconds=3, chat_id=GROUP_ID)
    await desk.run(desk.sandbox.child_says, 1, "hola")
    refused = await desk.until(lambda: _refused(desk))
    await desk.run(desk.sandbox.staff_says, "ana", "te leo", thread)
    await desk.until(lambda: "te leo" in desk.child_texts(1))
    assert not _line(desk, thread, "hola"), "the child's chat is not the group"
    await desk.until(lambda: _line(desk, thread, "hola"))
    ended = datetime.fromisoformat(refused["ended_at"])
    for call in desk.sandbox.calls():
        began = datetime.fromisoformat(call["began_at"])
        is_to_group = str(call["arguments"].get("chat_id")) == str(GROUP_ID)
        if is_to_group and began > ended + timedelta(seconds=0.2):
            assert began - ended > timedelta(seconds=2.9), call["method"]


def _refused(desk: Desk) -> dict | None:
    """Return the first call for the group that Telegram refused for coming too soon."""
    refused = [one for one in desk.sandbox.calls() if one.get("error_code") == 429]
    to_group = [one for one in refused if str(one["arguments"]["chat_id"]) == str(GROUP_ID)]
    return to_group[0] if to_group else None


def _line(desk: Desk, thread: int, words: str) -> bool:
    """Return whether the bot says something in a thread, besides on the card."""
    return any(
        words in message.get("text", "") and message["from"]["is_bot"]
        for message in desk.sandbox.thread_messages(thread)[2:]
    )
