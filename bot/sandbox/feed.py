"""What happened, in order, for the page and the tests to follow."""

import asyncio
from collections import deque
from typing import Any

JSON = dict[str, Any]

_KEPT = 5000


class Feed:
    """Numbered events; the latest few thousand are kept.

    Attributes:
        seq: number of the latest event.
    """

    def __init__(self, first: int) -> None:
        """Begin an empty feed.

        Args:
            first: a number above all that an earlier run of the server used, so that a page left
                open notices that it knows nothing of this run.
        """
        self.seq = first
        self._events: deque[JSON] = deque(maxlen=_KEPT)
        self._sleepers: set[asyncio.Event] = set()

    def publish(self, kind: str, **data: Any) -> None:
        """Add an event and wake those who wait."""
        self.seq += 1
        self._events.append({"seq": self.seq, "kind": kind, **data})
        for sleeper in self._sleepers:
            sleeper.set()

    def after(self, seq: int) -> list[JSON] | None:
        """Return the events after a number.

        Args:
            seq: number of the last event that the reader knows.

        Returns:
            The events in order, or None where they are not kept any more (or are of another run):
            the reader then has to fetch the whole state.
        """
        if seq == self.seq:
            return []
        oldest = self._events[0]["seq"] if self._events else self.seq + 1
        if not oldest - 1 <= seq < self.seq:
            return None
        return [event for event in self._events if event["seq"] > seq]

    async def wait(self, seq: int, seconds: float) -> None:
        """Return when there is an event after ``seq``, or when the time is over."""
        if self.seq != seq:
            return
        sleeper = asyncio.Event()
        self._sleepers.add(sleeper)
        try:
            await asyncio.wait_for(sleeper.wait(), seconds)
        except asyncio.TimeoutError:
            return
        finally:
            self._sleepers.discard(sleeper)
