"""Encryption at rest, and pseudonyms that cannot be turned back without the key.

Three kinds of keys: STORE_KEY, which only wraps others and seals what belongs to no child; a data
key for each conversation, wrapped by STORE_KEY in the conversation's row and gone with it, so that
what a backup still holds of an erased child stays shut; and the key of pseudonyms, which must
outlive a change of STORE_KEY, or no child would be known again.
"""

import base64
import hashlib
import hmac
import json
from collections import OrderedDict
from collections.abc import Sequence
from threading import Lock
from typing import Any

from cryptography.fernet import Fernet, MultiFernet

_KEPT = 4096  # unwrapped data keys in memory


class Box:
    """Seals values: Fernet, AES-128-CBC with HMAC-SHA256, so a changed text does not open."""

    def __init__(self, keys: Sequence[Fernet]) -> None:
        """Make a box.

        Args:
            keys: the first seals, each may open.
        """
        self._keys = MultiFernet(keys)

    def seal(self, value: Any) -> str:
        """Return ``value`` (anything that JSON can hold) as sealed text."""
        return self._keys.encrypt(json.dumps(value).encode()).decode()

    def open(self, sealed: str) -> Any:
        """Return the value that was sealed.

        Raises:
            cryptography.fernet.InvalidToken: the text was changed, or sealed with another key.
        """
        return json.loads(self._keys.decrypt(sealed.encode()))


class Sealer(Box):
    """The box of STORE_KEY, which also opens the boxes of conversations and makes pseudonyms.

    Pseudonyms are an HMAC-SHA256, so that equal ids give equal pseudonyms and nobody without the
    key can try out ids.
    """

    def __init__(
        self, key: str, *, older: Sequence[str] = (), pseudonym_key: bytes | None = None
    ) -> None:
        """Make a sealer.

        Args:
            key: a Fernet key (44 characters, base64): STORE_KEY.
            older: earlier values of it, which still open what they sealed.
            pseudonym_key: 32 bytes; None derives them from ``key``, as the first stores did.
        """
        self._roots = [Fernet(one) for one in (key, *older)]
        super().__init__(self._roots)
        self.pseudonym_key = pseudonym_key or derived_pseudonym_key(key)
        self._boxes: OrderedDict[str, Box] = OrderedDict()
        self._lock = Lock()

    def new_data_key(self) -> str:
        """Return a fresh data key, wrapped."""
        return self.seal(Fernet.generate_key().decode())

    def box(self, wrapped: str | None) -> Box:
        """Return the box of a wrapped data key; without one, that of STORE_KEY itself."""
        if wrapped is None:
            return self
        with self._lock:
            if wrapped not in self._boxes:
                # What was sealed before there were data keys opens with STORE_KEY.
                self._boxes[wrapped] = Box([Fernet(self.open(wrapped)), *self._roots])
                while len(self._boxes) > _KEPT:
                    self._boxes.popitem(last=False)
            self._boxes.move_to_end(wrapped)
            return self._boxes[wrapped]

    def renew(self, sealed: str) -> str:
        """Return what was sealed, sealed anew with the present STORE_KEY."""
        return self._keys.rotate(sealed.encode()).decode()

    def pseudonym(self, kind: str, value: int | str) -> str:
        """Return 32 hexadecimal characters that stand for an id.

        Args:
            kind: what the id names ("chat", "staff"), so that the same number in two roles does
                not give the same pseudonym.
            value: the id.
        """
        return self._digest(f"{kind}:{value}").hex()[:32]

    def signature(self, text: str) -> str:
        """Return 8 URL-safe characters (48 bits) that only the key's owner can make for text."""
        return base64.urlsafe_b64encode(self._digest(f"signature:{text}"))[:8].decode()

    def digest(self, text: str) -> str:
        """Return 64 hexadecimal characters that only the key's owner can make for text."""
        return self._digest(text).hex()

    def _digest(self, text: str) -> bytes:
        return hmac.new(self.pseudonym_key, text.encode(), hashlib.sha256).digest()


def derived_pseudonym_key(key: str) -> bytes:
    """Return the pseudonym key of stores that were made before it was kept by itself."""
    return hashlib.sha256(b"pseudonym:" + base64.urlsafe_b64decode(key)).digest()
