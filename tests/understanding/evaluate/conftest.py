"""A project with a little of our content, quick to train on."""

from collections.abc import Callable
from pathlib import Path
from shutil import copytree

import pytest

from bot.clock import today
from bot.config import ROOT, Settings, load_settings
from bot.content.checks.files import read_content_files
from bot.understanding.decision import OUT_OF_SCOPE
from bot.understanding.evaluate.held_back import copy_without
from bot.understanding.evaluate.messages import examples

KEPT_FILES, KEPT_MESSAGES = 3, 6  # each fold gets one of every list


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make a folder with a data/ and a tests/ of three topics, classes and small talks."""
    root = tmp_path_factory.mktemp("project")
    kinds = ("topics", "urgent", "small_talk")
    kept = {path for kind in kinds for path in _files(kind)[:KEPT_FILES]}
    kept |= {path for path in _files("small_talk") if path.stem == OUT_OF_SCOPE}
    surplus = (
        example
        for example in examples(read_content_files(ROOT, today()))
        if ROOT / example.file in kept and int(example.place[1]) >= KEPT_MESSAGES
    )
    copy_without(ROOT, surplus, root)
    for kind in kinds:
        copytree(ROOT / "tests" / kind, root / "tests" / kind)
        for path in set(_files(kind)) - kept:
            name = path.relative_to(ROOT / "data")
            (root / "data" / name).unlink()
            (root / "tests" / name).unlink()
    return root


def _files(kind: str) -> list[Path]:
    return sorted((ROOT / "data" / kind).rglob("*.yml"))


@pytest.fixture
def settings_of(tmp_path: Path) -> Callable[[Path], Settings]:
    """Give a way to make settings for a project without a trained model."""

    def make(root: Path) -> Settings:
        return load_settings(
            {
                "DATA_DIR": str(root / "data"),
                "MODEL_DIR": str(tmp_path / "models"),
                "VAR_DIR": str(tmp_path / "var"),
            }
        )

    return make
