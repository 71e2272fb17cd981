"""A Redis server of our own for the tests; Debian's package is enough."""

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import redis

from tests.kit.system import free_port

STARTS_WITHIN = 10


class RedisServer:
    """A server that keeps nothing, and may be stopped and started again at the same address."""

    def __init__(self, folder: Path) -> None:
        """Use :func:`running_redis` instead."""
        self._folder = folder
        self._port = free_port()
        self.url = f"redis://127.0.0.1:{self._port}/0"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._process = subprocess.Popen(
            ["redis-server", "--port", str(self._port), "--bind", "127.0.0.1", "--save", "",
             "--dir", str(self._folder)],
            stdout=subprocess.DEVNULL,
        )  # fmt: skip
        end = time.monotonic() + STARTS_WITHIN
        while True:
            try:
                redis.Redis.from_url(self.url).ping()
            except redis.ConnectionError:
                assert time.monotonic() < end, "Redis does not start"
                time.sleep(0.05)
            else:
                return

    def stop(self) -> None:
        """Stop it."""
        if self._process is not None:
            self._process.kill()
            self._process.wait(10)
            self._process = None

    def calls(self, command: str) -> int:
        """Return how often a command was called since the start."""
        found = redis.Redis.from_url(self.url).info("commandstats")
        return int(found.get(f"cmdstat_{command}", {}).get("calls", 0))


@contextmanager
def running_redis(folder: Path) -> Iterator[RedisServer]:
    """Run a server, and stop it at the end."""
    server = RedisServer(folder)
    server.start()
    try:
        yield server
    finally:
        server.stop()
