"""What all tests share: no network beyond this machine, a store, the trained model (once)."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.store.engine import Store, open_store
from tests.kit.factories import KEY, make_store
from tests.kit.postgres import Postgres, programs, running_postgres

os.environ.setdefault("RASA_TELEMETRY_ENABLED", "false")
_LOCAL = {"127.0.0.1", "localhost", "::1", "0.0.0.0"}


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Refuse connections that leave this machine."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: object) -> object:
        if isinstance(address, tuple) and address[0] not in _LOCAL:
            raise RuntimeError("a test tried to leave this machine")
        return connect(self, address)

    monkeypatch.setattr(socket.socket, "connect", guarded)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """Give a PostgreSQL server of our own."""
    if programs() is None:
        pytest.skip("no PostgreSQL server here (Debian: postgresql)")
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Give an empty store, once embedded and once grown up: the same must hold for both."""
    if request.param == "sqlite":
        opened = make_store(tmp_path)
    else:
        opened = open_store(request.getfixturevalue("postgres").new_database(), KEY)
    yield opened
    opened.engine.dispose()


@pytest.fixture(scope="session")
def model_dir() -> Path:
    """Train the model, once for the whole run and only if the content changed."""
    from bot.cli.train import train_if_changed
    from bot.config import load_settings

    settings = load_settings()
    train_if_changed(settings)
    return settings.model_dir
