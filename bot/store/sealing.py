"""Encryption at rest, and pseudonyms that cannot be turned back without the key."""

import base64
import hashlib
import hmac
import json
from typing import Any

from cryptography.fernet import Fernet


class Sealer:
    """Seals what a child wrote and who wrote it.

    Sealing is Fernet (AES-128-CBC with HMAC-SHA256, authenticated). Pseudonyms are an HMAC-SHA256
    under a key derived from the same secret, so that equal ids give equal pseudonyms and nobody
    without the key can try out ids.
    """

    def __init__(self, key: str) -> None:
        """Make a sealer.

        Args:
            key: a Fernet key (44 characters, base64).
        """
        self._fernet = Fernet(key)
        self._pseudonym_key = hashlib.sha256(
            b"pseudonym:" + base64.urlsafe_b64decode(key)
        ).digest()

    def seal(self, value: Any) -> str:
        """Return ``value`` (anything that JSON can hold) as sealed text."""
        return self._fernet.encrypt(json.dumps(value).encode()).decode()

    def open(self, sealed: str) -> Any:
        """Return the value that was sealed.

        Raises:
            cryptography.fernet.InvalidToken: the text was changed, or sealed with another key.
        """
        return json.loads(self._fernet.decrypt(sealed.encode()))

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

    def _digest(self, text: str) -> bytes:
        return hmac.new(self._pseudonym_key, text.encode(), hashlib.sha256).digest()
