"""How often each lane had its turn lately, so that one that never ends keeps nobody out."""

import time
from collections import Counter, deque

FAIR_SHARE = 6  # sendings of one lane a minute; then lanes that had fewer go first. Our own figure
_WITHIN = 60.0  # seconds


class Served:
    """Counts the turns of the last minute, by lane."""

    def __init__(self) -> None:
        """Start with none."""
        self._turns: deque[tuple[float, str]] = deque()
        self._counts: Counter[str] = Counter()

    def count(self, lane: str) -> None:
        """Count one turn of a lane, now."""
        self._turns.append((time.monotonic(), lane))
        self._counts[lane] += 1

    def of(self, lane: str) -> int:
        """Return how many turns a lane had in the last minute."""
        while self._turns and time.monotonic() - self._turns[0][0] > _WITHIN:
            _, oldest = self._turns.popleft()
            self._counts[oldest] -= 1
            if not self._counts[oldest]:
                del self._counts[oldest]
        return self._counts[lane]
