"""What tests of the running desk share."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.store.engine import Store
from tests.kit.desk import Desk, hurry, running_desk
from tests.kit.factories import make_store
from tests.kit.sandbox import Sandbox, running_sandbox


@pytest.fixture
def sandbox() -> Iterator[Sandbox]:
    """Give a sandbox whose staff group has threads."""
    with running_sandbox() as running:
        yield running


@pytest.fixture
def embedded(tmp_path: Path) -> Iterator[Store]:
    """Give an empty SQLite store: what these tests are about does not depend on the database."""
    opened = make_store(tmp_path)
    yield opened
    opened.engine.dispose()


@pytest.fixture
async def desk(
    embedded: Store, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> AsyncIterator[Desk]:
    """Give a desk at work that does not wait for Telegram's limits."""
    hurry(monkeypatch)
    async with running_desk(embedded, sandbox) as running:
        yield running
