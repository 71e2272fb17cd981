import asyncio

import pytest

from bot.sandbox.refusal import Refusal
from bot.sandbox.updates import UpdateQueue


@pytest.fixture
def queue() -> UpdateQueue:
    return UpdateQueue(100)


async def test_updates_wait_until_a_higher_offset_confirms_them(queue: UpdateQueue) -> None:
    for text in ("a", "b", "c"):
        queue.put("message", {"text": text})
    assert [u["update_id"] for u in await queue.take({})] == [100, 101, 102]
    assert [u["update_id"] for u in await queue.take({"limit": 1})] == [100]
    assert [u["update_id"] for u in await queue.take({"offset": 102})] == [102]
    assert [u["update_id"] for u in await queue.take({"offset": 50})] == [102]


async def test_a_negative_offset_counts_from_the_end(queue: UpdateQueue) -> None:
    for text in ("a", "b", "c"):
        queue.put("message", {"text": text})
    assert [u["update_id"] for u in await queue.take({"offset": -1})] == [102]
    assert len(queue) == 1


async def test_a_poll_waits_for_the_next_update(queue: UpdateQueue) -> None:
    poll = asyncio.create_task(queue.take({"timeout": 10}))
    await asyncio.sleep(0)
    assert not poll.done()
    queue.put("message", {"text": "a"})
    assert (await asyncio.wait_for(poll, 1))[0]["message"] == {"text": "a"}


async def test_a_poll_ends_empty_when_its_time_is_over(queue: UpdateQueue) -> None:
    assert await queue.take({"timeout": 0}) == []


async def test_the_newer_of_two_polls_stays(queue: UpdateQueue) -> None:
    older = asyncio.create_task(queue.take({"timeout": 10}))
    await asyncio.sleep(0)
    newer = asyncio.create_task(queue.take({"timeout": 10}))
    with pytest.raises(Refusal, match="terminated by other getUpdates request") as refused:
        await asyncio.wait_for(older, 1)
    assert refused.value.code == 409
    queue.put("message", {"text": "a"})
    assert len(await asyncio.wait_for(newer, 1)) == 1


async def test_the_bot_gets_only_the_types_it_asked_for(queue: UpdateQueue) -> None:
    queue.put("chat_member", {})
    assert len(queue) == 0
    await queue.take({"allowed_updates": ["callback_query", "chat_member"]})
    queue.put("message", {})
    queue.put("chat_member", {})
    await queue.take({})
    queue.put("message", {})
    assert len(queue) == 1
    await queue.take({"allowed_updates": []})
    queue.put("message", {})
    assert len(queue) == 2
    assert "chat_member" not in queue.allowed


@pytest.mark.parametrize(
    "arguments",
    [{"limit": 0}, {"limit": 101}, {"timeout": -1}, {"allowed_updates": ["mensaje"]}],
)
async def test_wrong_values_are_refused(queue: UpdateQueue, arguments: dict[str, object]) -> None:
    with pytest.raises(Refusal):
        await queue.take(arguments)
