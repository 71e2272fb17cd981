"""The mark on an open question that it was asked twice; it is not asked a third time."""

AGAIN = "+again"


def without_mark(pending: str) -> str:
    """Return which question is open, whether it came back already or not."""
    return pending.removesuffix(AGAIN)
