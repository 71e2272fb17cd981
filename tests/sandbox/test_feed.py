import asyncio

from bot.sandbox.feed import Feed


async def test_a_reader_gets_what_came_since() -> None:
    feed = Feed(1000)
    assert feed.after(1000) == []
    feed.publish("message", chat="group")
    feed.publish("typing", chat="group")
    assert feed.after(1000) == [
        {"seq": 1001, "kind": "message", "chat": "group"},
        {"seq": 1002, "kind": "typing", "chat": "group"},
    ]
    assert feed.after(1002) == []


async def test_a_reader_of_another_run_has_to_begin_anew() -> None:
    feed = Feed(1000)
    feed.publish("message")
    assert feed.after(900) is None
    assert feed.after(5000) is None


async def test_waiting_ends_with_the_next_event() -> None:
    feed = Feed(0)
    waiting = asyncio.create_task(feed.wait(0, 10))
    await asyncio.sleep(0)
    feed.publish("message")
    await asyncio.wait_for(waiting, 1)
    await asyncio.wait_for(feed.wait(0, 10), 1)
    await feed.wait(feed.seq, 0.01)
