import pytest
from cryptography.fernet import Fernet

from bot.errors import ConfigError
from bot.store.engine import Store, open_store
from tests.kit.factories import child


def test_another_key_is_named_before_anything_starts(store: Store):
    with store.begin() as tx:
        child(tx)
    with pytest.raises(ConfigError, match="STORE_KEY"):
        open_store(str(store.engine.url), Fernet.generate_key().decode())
