import pytest
from cryptography.fernet import Fernet

from bot.errors import ConfigError
from bot.store import cases, conversations, inbox, outbox, trackers
from bot.store.engine import Store, open_store
from bot.store.rotation import SEALED, rotate
from bot.store.tables import metadata
from tests.kit.factories import KEY, child, open_case, wrote

NEW = Fernet.generate_key().decode()


def filled(store: Store) -> str:
    with store.begin() as tx:
        one = child(tx)
        wrote(tx, one, "tengo miedo", 1)
        inbox.add(tx, 2, inbox.STAFF, "staff_message", {"text": "voy"})
        case = open_case(tx, one)
        cases.claim(tx, case.id, "ana", "Ana")
        trackers.save(tx, one, ["hola"])
    return one


def test_after_a_change_of_key_the_new_one_opens_all_and_the_old_one_nothing(
    store: Store,
):
    one = filled(store)
    url = str(store.engine.url)
    with open_store(url, NEW, [KEY]).begin() as tx:
        before = [row.body for row in outbox.heads(tx)]
    rotate(open_store(url, NEW, [KEY]))
    renewed = open_store(url, NEW)
    with renewed.begin() as tx:
        assert child(tx) == one, "the child is known again"
        assert inbox.waiting(tx, one)[0].body["text"] == "tengo miedo"
        assert inbox.waiting(tx, inbox.STAFF)[0].body == {"text": "voy"}
        assert [row.body for row in outbox.heads(tx)] == before
        assert cases.current(tx, one).holder_name == "Ana"
        assert conversations.chat_of(tx, one) == 1001
        assert trackers.load(tx, one) == ["hola"]
    with pytest.raises(ConfigError, match="STORE_KEY"):
        open_store(url, KEY)


def test_rotation_knows_every_sealed_column():
    """A text column that is not listed must be one of those known to hold no secret."""
    open_texts = {"cases.why"}
    boxed = {"missed.text", "missed.nearest", "trackers.body"}  # sealed with data keys only
    found = {
        f"{table.name}.{column.name}"
        for table in metadata.tables.values()
        for column in table.columns
        if type(column.type).__name__ == "Text"
    }
    assert found - open_texts - boxed == {f"{one.table.name}.{one.name}" for one in SEALED}
