"""The real processes, driven over the sandbox: bridge alone, or with Rasa and the actions."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import httpx

from bot.cli.train import rasa_environment
from bot.config import ROOT, SANDBOX_GROUP, SANDBOX_TOKEN, Settings, load_settings
from bot.store.engine import Store, open_store
from tests.kit.sandbox import Sandbox, running_sandbox

STARTS_WITHIN = 90


class System:
    """Processes of one start, each of which may be killed and started again."""

    def __init__(self, sandbox: Sandbox, settings: Settings, environment: Mapping[str, str]):
        self.sandbox = sandbox
        self.settings = settings
        self.environment = dict(environment)
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    @property
    def store(self) -> Store:
        """Open the store that the processes use."""
        return open_store(self.settings.database_url, self.settings.store_key)

    def start(self, name: str) -> None:
        """Start "bridge", "rasa" or "actions", and wait until it is up."""
        python = sys.executable
        port = self.settings.rasa_url.rsplit(":", 1)[1]
        endpoints = "endpoints.redis.yml" if self.settings.redis_url else "endpoints.yml"
        command = {
            "bridge": [python, "-m", "bot", "bridge"],
            "actions": [python, "-m", "actions.server"],
            "rasa": [python, "-m", "rasa", "run", "--model", str(self.settings.model_dir),
                     "--endpoints", endpoints, "--credentials", "credentials.yml",
                     "--interface", "127.0.0.1", "--port", port],
        }[name]  # fmt: skip
        log = (self.settings.var_dir / f"{name}.log").open("ab")
        said_before = self._listening_count() if name == "bridge" else 0
        self._running[name] = subprocess.Popen(
            command, cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT
        )
        self._wait_until_up(name, said_before)

    def pid(self, name: str) -> int:
        """Return the number of a process."""
        return self._running[name].pid

    def kill(self, name: str) -> None:
        """Kill a process as a crash would (kill -9)."""
        self._end(name, signal.SIGKILL)

    def stop(self, name: str) -> None:
        """Ask a process to stop."""
        self._end(name, signal.SIGTERM)

    def stop_all(self) -> None:
        """Stop everything that runs."""
        for name in list(self._running):
            self.stop(name)

    def logs(self) -> str:
        """Return all that the processes printed."""
        return "".join(path.read_text() for path in self.settings.var_dir.glob("*.log"))

    def _end(self, name: str, number: signal.Signals) -> None:
        process = self._running.pop(name)
        process.send_signal(number)
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(15)

    def _listening_count(self) -> int:
        path = self.settings.var_dir / "bridge.log"
        return path.read_text().count("bridge.listening") if path.exists() else 0

    def _wait_until_up(self, name: str, said_before: int) -> None:
        urls = {
            "rasa": f"{self.settings.rasa_url}/webhooks/bridge/",
            "actions": f"{self.settings.actions_url}/health",
        }
        end = time.monotonic() + STARTS_WITHIN
        while time.monotonic() < end:
            assert self._running[name].poll() is None, f"{name} ended: {self.logs()[-3000:]}"
            if name == "bridge":
                if self._listening_count() > said_before:
                    return
            elif _answers(urls[name]):
                return
            time.sleep(0.1)
        raise AssertionError(f"{name} is not up: {self.logs()[-3000:]}")


@contextmanager
def running_system(
    folder: Path, model_dir: Path, *processes: str, mode: str = "forum", **environment: str
) -> Iterator[System]:
    """Run a sandbox and some of the processes on it.

    Args:
        folder: for all that they write.
        model_dir: where the trained model is.
        *processes: "actions", "rasa", "bridge", in this order.
        mode: kind of the staff group, "forum" or "plain".
        **environment: further settings.

    Yields:
        The running system.
    """
    with running_sandbox(mode=mode) as sandbox:
        given = {
            "VAR_DIR": str(folder),
            "MODEL_DIR": str(model_dir),
            "TELEGRAM_BOT_TOKEN": SANDBOX_TOKEN,
            "STAFF_GROUP_ID": str(SANDBOX_GROUP),
            "TELEGRAM_API_URL": sandbox.base_url,
            "RASA_URL": f"http://127.0.0.1:{free_port()}",
            "ACTIONS_URL": f"http://127.0.0.1:{free_port()}",
            "HEALTH_PORT": str(free_port()),
            **environment,
        }
        settings = load_settings(given)
        full = {**os.environ, **rasa_environment(settings), **given, "PYTHONUNBUFFERED": "1"}
        system = System(sandbox, settings, full)
        try:
            for name in processes:
                system.start(name)
            yield system
        finally:
            system.stop_all()


def free_port() -> int:
    """Return a port that nobody listens on just now."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2).status_code == 200
    except httpx.HTTPError:
        return False
