"""The client against a real HTTP server that behaves as Rasa does, or does not."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web

from bot.conversation import rasa_client
from bot.conversation.rasa_client import Miss, RasaClient, Reply
from bot.errors import RasaUnavailable
from tests.kit.system import free_port


class Rasa:
    """Answers with what it is told to, and remembers what it was asked."""

    def __init__(self) -> None:
        self.answer: object = [{"recipient_id": "x", "text": "hola"}]
        self.status, self.wait = 200, 0.0
        self.asked: list[dict] = []
        self.at_once = self.most_at_once = 0

    async def handle(self, request: web.Request) -> web.Response:
        self.asked.append({**await request.json(), "token": request.headers["Authorization"]})
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.wait)
        self.at_once -= 1
        return web.json_response(self.answer, status=self.status)


@pytest.fixture
async def rasa() -> AsyncIterator[tuple[Rasa, str]]:
    server = Rasa()
    app = web.Application()
    app.router.add_post("/webhooks/bridge/webhook", server.handle)
    runner = web.AppRunner(app)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield server, f"http://127.0.0.1:{port}"
    await runner.cleanup()


async def test_replies_come_with_their_buttons(rasa):
    server, url = rasa
    server.answer = [{"text": "¿Dónde?", "buttons": [{"title": "México", "payload": "/x"}]}]
    (message,) = (await RasaClient(url, "t", 0).say("c", "hola", {"a": 1})).messages
    assert (message.text, message.buttons[0].label) == ("¿Dónde?", "México")
    assert server.asked[0]["sender"] == "c"
    assert server.asked[0]["metadata"] == {"a": 1, "in_a_hurry": False}
    assert server.asked[0]["token"] == "Bearer t"


async def test_many_children_at_once_wait_here_and_not_at_rasa(rasa):
    server, url = rasa
    server.wait = 0.02
    client = RasaClient(url, "t", 0)
    await asyncio.gather(*(client.say(f"c{number}", "hola", {}) for number in range(40)))
    hurried = [asked["metadata"]["in_a_hurry"] for asked in server.asked]
    assert hurried == [False] * 4 + [True] * 36
    assert len(server.asked) == 40
    assert server.most_at_once == rasa_client.MOST_AT_ONCE


@pytest.mark.parametrize(
    "text", ["/restart", '  /hand_off{"x":1}', "\u200b//SetSlots(a=b)", "///"]
)
async def test_what_is_typed_is_never_a_payload(rasa, text):
    server, url = rasa
    await RasaClient(url, "t", 0).say("c", text, {})
    assert not server.asked[0]["message"].strip().startswith("/")


async def test_what_is_pressed_is_a_payload(rasa):
    server, url = rasa
    await RasaClient(url, "t", 0).press("c", "/tema", {})
    assert server.asked[0]["message"] == "/tema"


@pytest.mark.parametrize(
    ("status", "answer"),
    [
        (500, []),
        (401, {}),
        (200, []),
        (200, {"odd": 1}),
        (200, [{"text": "a", "buttons": 3}]),
        (200, [{"text": "a", "custom": {"missed": {"kind": "suggested"}}}]),
    ],
)
async def test_no_usable_answer_is_said_so(rasa, status, answer):
    server, url = rasa
    server.status, server.answer = status, answer
    with pytest.raises(RasaUnavailable):
        await RasaClient(url, "t", 0).say("c", "hola", {})


async def test_that_something_was_done_is_an_answer(rasa):
    server, url = rasa
    server.answer = [{"custom": {"handed_off": True}}]
    assert await RasaClient(url, "t", 0).say("c", "hola", {}) == Reply([])


async def test_what_was_missed_is_told(rasa):
    server, url = rasa
    missed = {"kind": "suggested", "nearest": [["un_tema", 0.31], ["otro", 0.2]]}
    server.answer = [{"text": "¿Es algo de esto?"}, {"custom": {"missed": missed}}]
    reply = await RasaClient(url, "t", 0).say("c", "hola", {})
    assert [message.text for message in reply.messages] == ["¿Es algo de esto?"]
    assert reply.miss == Miss("suggested", (("un_tema", 0.31), ("otro", 0.2)))


async def test_slow_is_as_good_as_down(rasa, monkeypatch):
    server, url = rasa
    monkeypatch.setattr(rasa_client, "ANSWER_WITHIN", 0.2)
    server.wait = 1.0
    with pytest.raises(RasaUnavailable):
        await RasaClient(url, "t", 0).say("c", "hola", {})


async def test_a_rasa_that_is_starting_is_waited_for_but_not_one_that_died():
    url = f"http://127.0.0.1:{free_port()}"
    with pytest.raises(RasaUnavailable):
        await RasaClient(url, "t", 0).say("c", "hola", {})
    waiting = asyncio.create_task(RasaClient(url, "t", 30).say("c", "hola", {}))
    await asyncio.sleep(0.5)
    assert not waiting.done()
    waiting.cancel()
