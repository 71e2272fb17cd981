"""How long a child has waited, and when to show it anew."""

from datetime import datetime, timedelta

from bot import clock
from bot.store import cases
from bot.store.cases import Case

STEPS = tuple(timedelta(minutes=minutes) for minutes in (1, 2, 5, 10, 20, 60))


def waiting_since(case: Case) -> datetime | None:
    """Return since when the child has waited for a human's word, or None if it does not wait."""
    if case.state == cases.CLOSED:
        return None
    return case.waits_since if case.has_word else case.began_at


def next_step(case: Case) -> timedelta | None:
    """Return how long until the waiting time is shown anew.

    Args:
        case: the case.

    Returns:
        The time until the next of ``STEPS``; None for a case that somebody holds, that does not
        wait, or that has passed the last step.
    """
    since = waiting_since(case)
    if case.state != cases.OPEN or since is None:
        return None
    waited = clock.now() - since
    return next((step - waited for step in STEPS if step > waited), None)
