from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from bot import clock
from bot.errors import ConfigError
from bot.store import conversations
from bot.store.conversations import ConversationId
from bot.store.engine import Store, Tx, open_store
from tests.kit.factories import child


def test_another_key_is_named_before_anything_starts(store: Store):
    with store.begin() as tx:
        child(tx)
    with pytest.raises(ConfigError, match="STORE_KEY"):
        open_store(str(store.engine.url), Fernet.generate_key().decode())


def test_reading_waits_for_no_writer_and_sees_what_is_committed(store: Store):
    with store.begin() as tx:
        child(tx, 1)
    with store.begin() as tx:
        child(tx, 2)
        assert len(store.look(silent_now)) == 1  # would hang, or wait for half a minute
    assert len(store.look(silent_now)) == 2


def test_writers_of_one_process_wait_for_their_turn(store: Store):
    def add(number: int) -> None:
        store.do(lambda tx: child(tx, number))

    with ThreadPoolExecutor(16) as threads:
        list(threads.map(add, range(100)))
    assert len(store.look(silent_now)) == 100


def silent_now(tx: Tx) -> list[ConversationId]:
    return conversations.silent_since(tx, clock.now() + timedelta(days=1))
