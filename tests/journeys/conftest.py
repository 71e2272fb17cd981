"""Running systems that the journeys share; each journey has a child of its own."""

import itertools
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.kit.system import System, running_system

_numbers = itertools.count(1)


@pytest.fixture
def child() -> int:
    """Give the number of a child who has not written yet."""
    return next(_numbers)


@pytest.fixture(scope="session")
def whole_system(tmp_path_factory: pytest.TempPathFactory, model_dir: Path) -> Iterator[System]:
    """Run bridge, Rasa and actions over the sandbox, with a forum group."""
    folder = tmp_path_factory.mktemp("whole")
    with running_system(folder, model_dir, "actions", "rasa", "bridge") as system:
        yield system


@pytest.fixture
def without_rasa(bridge_alone: System) -> System:
    """Give the bridge alone, started anew: it has sent nothing to the group in this minute."""
    bridge_alone.stop("bridge")
    bridge_alone.start("bridge")
    return bridge_alone


@pytest.fixture(scope="session")
def bridge_alone(tmp_path_factory: pytest.TempPathFactory, model_dir: Path) -> Iterator[System]:
    """Run the bridge alone: what it promises while Rasa is down."""
    folder = tmp_path_factory.mktemp("alone")
    with running_system(folder, model_dir, "bridge", RASA_START_SECONDS="0") as system:
        yield system


@pytest.fixture(scope="session")
def plain_group(tmp_path_factory: pytest.TempPathFactory, model_dir: Path) -> Iterator[System]:
    """Run the bridge alone, with a staff group that has no threads."""
    folder = tmp_path_factory.mktemp("plain")
    with running_system(
        folder, model_dir, "bridge", mode="plain", RASA_START_SECONDS="0"
    ) as system:
        yield system
