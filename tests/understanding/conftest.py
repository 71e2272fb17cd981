"""The trained model, loaded once for the tests of what is understood."""

from pathlib import Path

import pytest

from bot.config import load_settings
from bot.understanding.parser import Parser


@pytest.fixture(scope="session")
def parser(model_dir: Path) -> Parser:
    """Load the newest model."""
    assert any(model_dir.glob("*.tar.gz"))
    return Parser.newest(load_settings())
