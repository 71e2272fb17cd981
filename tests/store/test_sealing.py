import pytest
from cryptography.fernet import Fernet, InvalidToken

from bot.store.sealing import Sealer


def sealer() -> Sealer:
    return Sealer(Fernet.generate_key().decode())


def test_what_is_sealed_opens_again_and_is_not_readable():
    one = sealer()
    sealed = one.seal({"text": "tengo miedo"})
    assert "miedo" not in sealed
    assert one.open(sealed) == {"text": "tengo miedo"}


def test_another_key_opens_nothing():
    with pytest.raises(InvalidToken):
        sealer().open(sealer().seal("x"))


def test_pseudonyms_are_stable_and_differ_by_kind_and_key():
    one = sealer()
    assert one.pseudonym("chat", 5) == one.pseudonym("chat", 5)
    assert one.pseudonym("chat", 5) != one.pseudonym("staff", 5)
    assert one.pseudonym("chat", 5) != sealer().pseudonym("chat", 5)
