"""The mark on the bridge's open question that it was asked twice, and is not asked a third time."""

AGAIN = "+again"


def without_mark(pending: str) -> str:
    """Return which question is open, whether it came back already or not."""
    return pending.removesuffix(AGAIN)
