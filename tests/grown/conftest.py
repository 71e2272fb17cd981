"""Two bridges of one bot, on PostgreSQL, behind a proxy that brings them updates in turn."""

import asyncio
import os
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path

import httpx
import pytest
from aiohttp import web
from cryptography.fernet import Fernet

from bot.cli.train import rasa_environment
from bot.config import SANDBOX_GROUP, SANDBOX_TOKEN, load_settings
from tests.kit.postgres import Postgres
from tests.kit.redis import RedisServer, running_redis
from tests.kit.sandbox import Sandbox, running_sandbox
from tests.kit.system import System, free_port


class Grown:
    """A sandbox and two bridges."""

    def __init__(self, sandbox: Sandbox, bridges: list[System]) -> None:
        self.sandbox = sandbox
        self.bridges = bridges


class Proxy:
    """A reverse proxy in a thread: each request to the next bridge that answers."""

    def __init__(self, ports: list[int]) -> None:
        self._ports = ports
        self._turns = count()
        self.port = free_port()
        self._loop = asyncio.new_event_loop()
        threading.Thread(target=self._loop.run_forever, daemon=True).start()
        asyncio.run_coroutine_threadsafe(self._listen(), self._loop).result(10)

    async def _listen(self) -> None:
        app = web.Application()
        app.router.add_post("/{rest:.*}", self._pass_on)
        runner = web.AppRunner(app)
        await runner.setup()
        await web.TCPSite(runner, "127.0.0.1", self.port).start()

    async def _pass_on(self, request: web.Request) -> web.Response:
        body, turn = await request.read(), next(self._turns)
        async with httpx.AsyncClient(timeout=20) as client:
            for step in range(len(self._ports)):
                port = self._ports[(turn + step) % len(self._ports)]
                try:
                    answer = await client.post(
                        f"http://127.0.0.1:{port}{request.path}",
                        content=body,
                        headers={
                            name: value
                            for name, value in request.headers.items()
                            if name in {"Content-Type", "X-Telegram-Bot-Api-Secret-Token"}
                        },
                    )
                except httpx.HTTPError:
                    continue  # this bridge is down
                return web.Response(status=answer.status_code)
        return web.Response(status=502)


@pytest.fixture
def grown(tmp_path: Path, postgres: Postgres) -> Iterator[Grown]:
    """Give two bridges that share one store, without Rasa: each turn is answered all the same."""
    with _running(tmp_path, postgres, tmp_path / "models", "bridge") as running:
        yield running


@pytest.fixture
def redis_server(tmp_path: Path) -> Iterator[RedisServer]:
    """Give a Redis server."""
    if shutil.which("redis-server") is None:
        pytest.skip("no Redis server here (Debian: redis-server)")
    with running_redis(tmp_path) as server:
        yield server


@pytest.fixture
def fully_grown(
    tmp_path: Path, postgres: Postgres, redis_server: RedisServer, model_dir: Path
) -> Iterator[Grown]:
    """Give two bridges, each with a Rasa and actions of its own; Rasa's locks are in Redis."""
    processes = ("actions", "rasa", "bridge")
    with _running(
        tmp_path, postgres, model_dir, *processes, REDIS_URL=redis_server.url
    ) as running:
        yield running


@contextmanager
def _running(
    folder: Path, postgres: Postgres, model_dir: Path, *processes: str, **more: str
) -> Iterator[Grown]:
    ports = [free_port(), free_port()]
    proxy = Proxy(ports)
    shared = {
        "TELEGRAM_BOT_TOKEN": SANDBOX_TOKEN,
        "STAFF_GROUP_ID": str(SANDBOX_GROUP),
        "DATABASE_URL": postgres.new_database(),
        "STORE_KEY": Fernet.generate_key().decode(),
        "WEBHOOK_URL": f"http://127.0.0.1:{proxy.port}",
        "WEBHOOK_SECRET": "a-secret-that-both-know",
        "MODEL_DIR": str(model_dir),
        "RASA_START_SECONDS": "0",
        **more,
    }
    with running_sandbox() as sandbox:
        bridges = []
        for number, port in enumerate(ports):
            given = {
                **shared,
                "TELEGRAM_API_URL": sandbox.base_url,
                "VAR_DIR": str(folder / f"bridge{number}"),
                "WEBHOOK_PORT": str(port),
                "HEALTH_PORT": str(free_port()),
                "RASA_URL": f"http://127.0.0.1:{free_port()}",
                "ACTIONS_URL": f"http://127.0.0.1:{free_port()}",
            }
            settings = load_settings(given)
            full = {**os.environ, **rasa_environment(settings), **given, "PYTHONUNBUFFERED": "1"}
            bridges.append(System(sandbox, settings, full))
        try:
            for name in processes:
                for bridge in bridges:
                    bridge.start(name)
            yield Grown(sandbox, bridges)
        finally:
            for bridge in bridges:
                bridge.stop_all()
