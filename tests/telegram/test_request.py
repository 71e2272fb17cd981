"""Calls to Telegram against a real HTTP server that answers, dawdles, or hangs up."""

import asyncio
import time
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram.error import NetworkError, TimedOut
from telegram.request import RequestData
from telegram.request._requestparameter import RequestParameter

from bot.telegram import request as ours
from bot.telegram.request import AiohttpRequest
from tests.kit.system import free_port

SECRET = "bot123:geheim"


class Api:
    """Answers as it is told to, and remembers what came."""

    def __init__(self) -> None:
        self.status, self.wait, self.hangs_up = 200, 0.0, False
        self.urls: list[str] = []
        self.fields: list[dict[str, str]] = []
        self.at_once = self.most_at_once = 0

    async def handle(self, request: web.Request) -> web.Response:
        self.urls.append(request.raw_path)
        self.fields.append({key: str(value) for key, value in (await request.post()).items()})
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        await asyncio.sleep(self.wait)
        self.at_once -= 1
        if self.hangs_up and request.transport is not None:
            request.transport.abort()
        return web.Response(status=self.status, text='{"ok": true}')


@pytest.fixture
async def api() -> AsyncIterator[tuple[Api, str]]:
    server = Api()
    app = web.Application()
    app.router.add_post("/{any:.*}", server.handle)
    runner = web.AppRunner(app, shutdown_timeout=0.1)
    await runner.setup()
    port = free_port()
    await web.TCPSite(runner, "127.0.0.1", port).start()
    yield server, f"http://127.0.0.1:{port}/{SECRET}/sendMessage"
    await runner.cleanup()


@pytest.fixture
async def request_() -> AsyncIterator[AiohttpRequest]:
    made = AiohttpRequest(connections=2, read_timeout=0.3, connect_timeout=0.5)
    await made.initialize()
    yield made
    await made.shutdown()


async def test_fields_go_out_as_a_form_and_the_answer_comes_back(api, request_):
    server, url = api
    data = RequestData([RequestParameter.from_input("chat_id", 7),
                        RequestParameter.from_input("text", "¿Dónde estás?")])  # fmt: skip
    assert await request_.do_request(url, "POST", data) == (200, b'{"ok": true}')
    assert server.fields == [{"chat_id": "7", "text": "¿Dónde estás?"}]


async def test_a_refusal_is_an_answer(api, request_):
    server, url = api
    server.status = 429
    assert (await request_.do_request(url, "POST"))[0] == 429


async def test_an_answer_that_does_not_come_is_timed_out(api, request_):
    server, url = api
    server.wait = 5.0
    began = time.monotonic()
    with pytest.raises(TimedOut):
        await request_.do_request(url, "POST")
    assert time.monotonic() - began < 3


async def test_a_call_may_wait_longer_than_others(api, request_):
    server, url = api
    server.wait = 0.6
    assert (await request_.do_request(url, "POST", read_timeout=5.0))[0] == 200
    assert (await request_.do_request(url, "POST", read_timeout=None))[0] == 200


async def test_a_connection_that_is_lost_or_refused_is_told_without_the_token(api, request_):
    server, url = api
    server.hangs_up = True
    nobody = f"http://127.0.0.1:{free_port()}/{SECRET}/sendMessage"
    for where in (url, nobody):
        with pytest.raises(NetworkError) as failure:
            await request_.do_request(where, "POST")
        assert not isinstance(failure.value, TimedOut)
        assert SECRET not in str(failure.value)


async def test_no_more_than_so_many_at_once_and_the_others_wait(api, request_):
    server, url = api
    server.wait = 0.05
    answers = await asyncio.gather(*(request_.do_request(url, "POST") for _ in range(10)))
    assert [status for status, _ in answers] == [200] * 10
    assert server.most_at_once == 2


async def test_who_finds_no_place_in_time_is_timed_out(api, request_):
    server, url = api
    server.wait = 2.0
    busy = [
        asyncio.create_task(request_.do_request(url, "POST", read_timeout=5.0)) for _ in range(2)
    ]
    await asyncio.sleep(0.1)
    with pytest.raises(TimedOut):
        await request_.do_request(url, "POST")
    await asyncio.gather(*busy)


@pytest.mark.parametrize(("bypassed", "is_proxied"), [("", True), ("telegram.invalid", False)])
async def test_the_proxy_of_the_environment_is_used(
    api, request_, monkeypatch: pytest.MonkeyPatch, bypassed: str, is_proxied: bool
):
    server, url = api
    monkeypatch.setenv("http_proxy", url[: -len(f"/{SECRET}/sendMessage")])
    monkeypatch.setenv("no_proxy", bypassed)
    ours._proxy_for.cache_clear()
    try:
        called = request_.do_request("http://telegram.invalid/getMe", "POST")
        if is_proxied:
            assert (await called)[0] == 200
            assert server.urls == ["http://telegram.invalid/getMe"]
        else:
            with pytest.raises(NetworkError):
                await called
            assert not server.urls
    finally:
        ours._proxy_for.cache_clear()


async def test_nothing_is_called_before_it_was_made_ready():
    with pytest.raises(RuntimeError):
        await AiohttpRequest(connections=1, read_timeout=1, connect_timeout=1).do_request(
            "http://127.0.0.1:1/x", "POST"
        )
