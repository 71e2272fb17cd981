"""A clock that the test moves, and a team that is on duty by it."""

from collections.abc import Iterator

import pytest
import time_machine
from time_machine import Traveller

from bot.store.engine import Store
from tests.kit.due import NOON
from tests.kit.factories import (
    ANA,
    BETO,
    CARLA,
    colleague,
)


@pytest.fixture
def clock() -> Iterator[Traveller]:
    with time_machine.travel(NOON, tick=False) as traveller:
        yield traveller


@pytest.fixture
def staffed(store: Store, clock: Traveller) -> Store:
    """Ana and Beto are on duty; Carla supervises, and has a chat with the bot."""
    with store.begin() as tx:
        colleague(tx, ANA)
        colleague(tx, BETO)
        colleague(tx, CARLA, is_on_duty=False, has_private_chat=True)
    return store
