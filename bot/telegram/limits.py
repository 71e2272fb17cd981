"""Telegram's limits, kept before it has to complain.

About 1 message a second in a chat, 30 a second in all, 20 a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Edits count
with messages, and opening a thread is a message (https://github.com/tdlib/td/issues/2592); so we
count whatever leaves a trace in the group, renaming and closing a thread too. Reactions leave
none. A retry_after holds for its chat alone.
"""

from collections import defaultdict, deque

from bot.store.outbox import REPLY, ROUTINE, SPARE, URGENT

PER_SECOND = 30
PER_CHAT_SECONDS = 1.0
GROUP_WINDOW_SECONDS = 60.0
PER_GROUP_WINDOW = 20
# How many of a group's 20 a minute may be gone for this kind still to be sent: what is less urgent
# leaves room for what is more so. Our own figures.
ROOM = {URGENT: PER_GROUP_WINDOW, REPLY: 17, ROUTINE: 14, SPARE: 8}


class Limits:
    """Says when something may be sent. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self._all: deque[float] = deque()
        self._last: dict[str, float] = {}
        self._groups: dict[str, deque[float]] = defaultdict(deque)
        self._paused_until: dict[str, float] = defaultdict(float)

    def may_call(self, chat: str, now: float) -> bool:
        """Return whether Telegram may be asked at ``now`` for what is no message in ``chat``."""
        self._forget(now)
        return now >= self._paused_until[chat] and len(self._all) < PER_SECOND

    def may_send(
        self, chat: str, now: float, *, is_group: bool, priority: int, calls: int = 1
    ) -> bool:
        """Return whether messages to ``chat`` may go out at ``now``.

        Args:
            chat: any stable name of the chat.
            now: seconds.
            is_group: the 20 a minute hold too.
            priority: URGENT, REPLY, ROUTINE or SPARE; see ``ROOM``.
            calls: how many messages it takes.
        """
        if not self.may_call(chat, now):
            return False
        if now - self._last.get(chat, -PER_CHAT_SECONDS) < PER_CHAT_SECONDS:
            return False
        return not is_group or len(self._groups[chat]) + calls <= ROOM[priority]

    def called(self, now: float) -> None:
        """Count a call at ``now`` that is no message."""
        self._all.append(now)

    def sent(self, chat: str, now: float, *, is_group: bool, calls: int = 1) -> None:
        """Count messages that go out at ``now``."""
        self._all.extend([now] * calls)
        self._last[chat] = now
        if is_group:
            self._groups[chat].extend([now] * calls)

    def pause(self, chat: str, until: float) -> None:
        """Send nothing to ``chat`` before ``until``, as Telegram's retry_after asks."""
        self._paused_until[chat] = max(self._paused_until[chat], until)

    def _forget(self, now: float) -> None:
        while self._all and now - self._all[0] >= 1.0:
            self._all.popleft()
        for window in self._groups.values():
            while window and now - window[0] >= GROUP_WINDOW_SECONDS:
                window.popleft()
        if len(self._last) > 10_000:
            self._last = {c: t for c, t in self._last.items() if now - t < PER_CHAT_SECONDS}
