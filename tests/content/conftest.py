"""A small project whose content is as it should be, to be broken by the tests."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from bot.content.phrases import OWN_PHRASES

GOOD = Path(__file__).with_name("project")


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project's folder with good content of every kind, and each phrase that the code names."""
    shutil.copytree(GOOD, tmp_path, dirs_exist_ok=True)
    phrases = "".join(
        f"{name}: {json.dumps(text, ensure_ascii=False)}\n" for name, text in OWN_PHRASES.items()
    )
    (tmp_path / "data" / "phrases.yml").write_text(phrases, "utf-8")
    return tmp_path


@pytest.fixture
def edit(project: Path) -> Callable[[str, str, str], Path]:
    """A function that replaces a text within a file of the project, which must be there."""

    def replace(name: str, old: str, new: str) -> Path:
        path = project / name
        text = path.read_text("utf-8")
        assert old in text, f"{name} has no {old!r}"
        path.write_text(text.replace(old, new, 1), "utf-8")
        return path

    return replace
