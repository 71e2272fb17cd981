"""What stands behind an inline button: a payload, and a signature that it came from us.

Telegram takes 1 to 64 bytes, and a changed client can send back any bytes it likes.
"""

from bot.store.sealing import Sealer

LIMIT = 64
SIGNATURE_LENGTH = 8
STAFF = "staff"


def sign(sealer: Sealer, scope: str, payload: str) -> str:
    """Return the data of a button.

    Args:
        sealer: holds the key.
        scope: whose button it is: a conversation's id, or STAFF.
        payload: what it means.

    Raises:
        ValueError: it does not fit into 64 bytes.
    """
    data = sealer.signature(f"{scope}:{payload}") + payload
    if len(data.encode()) > LIMIT:
        raise ValueError("payload does not fit into callback data")
    return data


def read(sealer: Sealer, scope: str, data: str) -> str | None:
    """Return the payload, or None if the data was not signed by us for this scope."""
    signature, payload = data[:SIGNATURE_LENGTH], data[SIGNATURE_LENGTH:]
    return payload if signature == sealer.signature(f"{scope}:{payload}") else None
