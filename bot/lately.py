"""How often something happened in the last minute, by name, so that nobody takes it all."""

from collections import Counter, deque

WITHIN = 60.0  # seconds


class Lately:
    """Counts what happened in the last minute. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        """Start with nothing."""
        self._all: deque[tuple[float, str]] = deque()
        self._counts: Counter[str] = Counter()

    def note(self, name: str, now: float) -> None:
        """Note that it happened at ``now``."""
        self._all.append((now, name))
        self._counts[name] += 1

    def count(self, name: str, now: float) -> int:
        """Return how often it happened in the minute before ``now``."""
        while self._all and now - self._all[0][0] > WITHIN:
            _, oldest = self._all.popleft()
            self._counts[oldest] -= 1
            if not self._counts[oldest]:
                del self._counts[oldest]
        return self._counts[name]
