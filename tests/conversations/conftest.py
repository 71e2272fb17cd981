"""The trained model with the actions of this process, loaded once."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot.store.engine import Store
from tests.kit.dialogue import load_agent
from tests.kit.factories import make_store


@pytest.fixture(scope="session")
def agent(model_dir: Path) -> Agent:
    """Load the newest model."""
    return load_agent(model_dir)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Give an empty SQLite store: what is said does not depend on the database."""
    opened = make_store(tmp_path)
    yield opened
    opened.engine.dispose()
