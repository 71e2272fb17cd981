"""The trained model with the actions of this process, loaded once."""

from pathlib import Path

import pytest
from rasa.core.agent import Agent

from tests.kit.dialogue import load_agent


@pytest.fixture(scope="session")
def agent(model_dir: Path) -> Agent:
    """Load the newest model."""
    return load_agent(model_dir)
