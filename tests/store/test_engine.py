from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

from bot import clock
from bot.errors import ConfigError
from bot.store import conversations
from bot.store.conversations import ConversationId
from bot.store.engine import Store, Tx, open_store
from bot.store.tables import conversations as rows
from tests.kit.factories import child, make_store


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


def test_what_was_deleted_is_nowhere_on_the_disk(tmp_path: Path):
    store = make_store(tmp_path)
    mark = "0123456789abcdef"

    def is_on_disk() -> bool:
        return any(mark.encode() in path.read_bytes() for path in tmp_path.iterdir())

    with store.begin() as tx:
        chat = child(tx)
        tx.conn.execute(rows.update().where(rows.c.id == chat).values(key=mark))
    assert is_on_disk()
    with store.begin() as tx:
        conversations.erase(tx, chat)
    assert is_on_disk(), "then this test is of no use any more"
    store.empty_log()
    assert not is_on_disk()
