"""Bursts: children send several short messages in a row, and mean one thing."""

from datetime import datetime, timedelta

from bot.store.inbox import InboxRow

# Both measured on no real children yet: 1.2 s is the design's figure. The limit keeps a child
# who types without a pause from never being answered.
WINDOW = timedelta(seconds=1.2)
LONGEST = timedelta(seconds=6)
GROUPED = "text"  # only typed text is grouped; a press or a photo is a turn of its own


def first_turn(rows: list[InboxRow]) -> list[InboxRow]:
    """Return the rows that belong to the next turn, so far.

    Args:
        rows: what waits in a conversation, oldest first; not empty.
    """
    if rows[0].kind != GROUPED:
        return rows[:1]
    turn = []
    for row in rows:
        if row.kind != GROUPED or row.received_at - rows[0].received_at > LONGEST:
            break
        turn.append(row)
    return turn


def time_left(turn: list[InboxRow], rows: list[InboxRow], now: datetime) -> timedelta:
    """Return how long to wait for more of the same turn; zero or less when it is complete.

    Args:
        turn: what :func:`first_turn` returned for ``rows``.
        rows: all that waits in the conversation.
        now: the present time.
    """
    if turn[0].kind != GROUPED or len(turn) < len(rows):
        return timedelta(0)
    left = min(turn[-1].received_at + WINDOW, turn[0].received_at + LONGEST) - now
    # It came from the future: the clock was set back, and the child would wait until it is there.
    return timedelta(0) if left > 2 * WINDOW else left
