"""Telegram's limits, kept before it has to complain.

About 1 message a second in a chat, 30 a second in all, 20 a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). A retry_after
holds for its chat alone. In the group, routine lines leave room for alerts.
"""

from collections import defaultdict, deque

PER_SECOND = 30
PER_CHAT_SECONDS = 1.0
GROUP_WINDOW_SECONDS = 60.0
PER_GROUP_WINDOW = 20
KEPT_FOR_ALERTS = 4


class Limits:
    """Says when something may be sent. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self._all: deque[float] = deque()
        self._last: dict[str, float] = {}
        self._group: deque[float] = deque()
        self._paused_until: dict[str, float] = defaultdict(float)

    def may_send(self, chat: str, now: float, *, is_group: bool, is_alert: bool) -> bool:
        """Return whether a message to ``chat`` may go out at ``now``.

        Args:
            chat: any stable name of the chat.
            now: seconds.
            is_group: the 20 a minute hold too.
            is_alert: may use the room that routine lines leave.
        """
        self._forget(now)
        if now < self._paused_until[chat] or len(self._all) >= PER_SECOND:
            return False
        if now - self._last.get(chat, -PER_CHAT_SECONDS) < PER_CHAT_SECONDS:
            return False
        room = PER_GROUP_WINDOW if is_alert else PER_GROUP_WINDOW - KEPT_FOR_ALERTS
        return not is_group or len(self._group) < room

    def sent(self, chat: str, now: float, *, is_group: bool) -> None:
        """Count a message that goes out at ``now``."""
        self._all.append(now)
        self._last[chat] = now
        if is_group:
            self._group.append(now)

    def pause(self, chat: str, until: float) -> None:
        """Send nothing to ``chat`` before ``until``, as Telegram's retry_after asks."""
        self._paused_until[chat] = max(self._paused_until[chat], until)

    def _forget(self, now: float) -> None:
        while self._all and now - self._all[0] >= 1.0:
            self._all.popleft()
        while self._group and now - self._group[0] >= GROUP_WINDOW_SECONDS:
            self._group.popleft()
        if len(self._last) > 10_000:
            self._last = {c: t for c, t in self._last.items() if now - t < PER_CHAT_SECONDS}
