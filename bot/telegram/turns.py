"""Whose turn it is: which rows of the outbox go out now, within Telegram's limits."""

from collections.abc import Callable, Iterable, Iterator

from bot import clock
from bot.desk import post
from bot.lately import Lately
from bot.store import outbox
from bot.store.outbox import GROUP, OutboxRow
from bot.telegram.limits import Limits

RISES_AFTER_SECONDS = 120.0  # then what is routine no longer waits behind every answer
FAIR_SHARE = 6  # sendings of one lane a minute; then lanes that had fewer go first. Our own figure
_NO_MESSAGE = {post.MARK, outbox.TAKE_AWAY}  # reactions, deletions
_TALK = {post.LINE, post.COPY}


class Turns:
    """Gives the lanes their turns. Times are seconds of one monotonic clock."""

    def __init__(self, calls_of: Callable[[OutboxRow], int]) -> None:
        """Start with nothing sent.

        Args:
            calls_of: says how many messages a row for a group is going to take.
        """
        self._calls_of = calls_of
        self._limits = Limits()
        self._served = Lately()

    def wait(self, now: float) -> float:
        """Return for how many seconds nothing at all may go out."""
        return self._limits.wait(now)

    def is_crowded(self, now: float) -> bool:
        """Return whether messages should be saved."""
        return self._limits.is_crowded(now)

    def take(self, heads: Iterable[OutboxRow], now: float) -> Iterator[OutboxRow]:
        """Yield those of the lanes' first rows that are to be sent now, and count them as sent."""
        full: set[str] = set()  # groups in which something waits for room
        for row in sorted(heads, key=lambda row: self._turn_of(row, now)):
            if self._limits.wait(now) > 0:
                return
            if not self._may_send(row, now, full):
                continue
            if self._limits.wait(now, self._calls(row)) > 0:
                return  # nor may what comes after it, or what takes two never found room for both
            self._sent(row, now)
            yield row

    def count(self, team: str, now: float) -> None:
        """Count a message to a team's group beyond the one that every row is."""
        self._limits.sent(f"{GROUP}:{team}", now, is_group=True)

    def pause(self, row: OutboxRow, until: float) -> None:
        """Send nothing more to the chat of ``row`` before ``until``."""
        self._limits.pause(_chat_name(row), until)

    def _turn_of(self, row: OutboxRow, now: float) -> tuple[int, bool, int]:
        """Return what orders the lanes: urgency, then age, but nobody far ahead of the others.

        A chat that sends without end, such as one of stickers only, must not keep others out.
        """
        return _urgency(row), self._served.count(row.lane, now) >= FAIR_SHARE, row.id

    def _calls(self, row: OutboxRow) -> int:
        return self._calls_of(row) if row.target == GROUP else 1

    def _may_send(self, row: OutboxRow, now: float, full: set[str]) -> bool:
        """Return whether the row's own chat may get it now."""
        chat, is_group = _chat_name(row), row.target == GROUP
        if row.purpose in _NO_MESSAGE:
            return self._limits.may_call(chat, now)
        may = self._limits.may_send(
            chat,
            now,
            is_group=is_group,
            priority=_urgency(row),
            calls=self._calls(row),
            is_talk=_is_talk(row),
            is_behind=chat in full,
        )
        if is_group and not may:
            full.add(chat)
        return may

    def _sent(self, row: OutboxRow, now: float) -> None:
        self._served.note(row.lane, now)
        if row.purpose in _NO_MESSAGE:
            self._limits.called(now)
            return
        self._limits.sent(
            _chat_name(row),
            now,
            is_group=row.target == GROUP,
            calls=self._calls(row),
            is_talk=_is_talk(row),
        )


def _is_talk(row: OutboxRow) -> bool:
    return row.purpose in _TALK and row.priority <= outbox.REPLY


def _chat_name(row: OutboxRow) -> str:
    """Return a stable name of the chat that a row goes to."""
    return f"{GROUP}:{row.team}" if row.target == GROUP else row.target


def _urgency(row: OutboxRow) -> int:
    """Return the row's priority; what is routine rises once when it has waited for long.

    A thread's name does not: its card says the same.
    """
    if row.priority != outbox.ROUTINE or row.purpose == post.THREAD_NAME:
        return row.priority
    waited = (clock.now() - row.created_at).total_seconds()
    return outbox.REPLY if waited > RISES_AFTER_SECONDS else outbox.ROUTINE
