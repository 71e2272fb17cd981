"""Telegram's limits, kept before it has to complain.

About 1 message a second in a chat, 30 a second in all, 20 a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Edits count
with messages, and opening a thread is a message (https://github.com/tdlib/td/issues/2592); so we
count whatever leaves a trace in the group, renaming and closing a thread too. Reactions leave
none. A retry_after holds for its chat alone.
"""

from collections import defaultdict, deque

from bot.store.outbox import ALARM, REPLY, ROUTINE, SOON, SPARE, URGENT

PER_SECOND = 30
# A little more than a second, because what we send apart may arrive closer together, and a refusal
# costs whoever is refused a wait. They are spread over it for the same reason; so much may be made
# up for at once after a pause.
SECOND = 1.02
SLACK_SECONDS = 0.1
CROWDED = PER_SECOND // 2  # then what can go as one message does. Our own figure
PER_CHAT_SECONDS = 1.05
GROUP_WINDOW_SECONDS = 62.0
PER_GROUP_WINDOW = 20
# Our own figures. How many of a group's 20 a minute may be gone for this kind still to be sent:
# what is less urgent leaves room for what is more so.
ROOM = {ALARM: PER_GROUP_WINDOW, URGENT: 19, SOON: 18, REPLY: 18, ROUTINE: 15, SPARE: 8}
# So many of the 20 are for children whom a human is talking with, however many new cases come; not
# in a group where nobody has talked for a minute. Kept free are no more than the next two words
# need: five kept for talk that does not come were missing for new cases.
TALK_SHARE = 5
TALK_AHEAD = 2
TALK_LASTS_SECONDS = GROUP_WINDOW_SECONDS


class Limits:
    """Says when something may be sent. Times are seconds of one monotonic clock."""

    def __init__(self) -> None:
        """Start with nothing sent."""
        self._all: deque[float] = deque()
        self._free_at = 0.0  # when the next place in the second comes up
        self._last: dict[str, float] = {}
        self._groups: dict[str, deque[tuple[float, bool]]] = defaultdict(deque)  # when, talk?
        self._talk_at: dict[str, float] = {}
        self._paused_until: dict[str, float] = defaultdict(float)

    def wait(self, now: float, calls: int = 1) -> float:
        """Return for how many seconds nothing at all that takes so many calls may go out."""
        self._forget(now)
        too_many = len(self._all) + calls - PER_SECOND
        full_until = self._all[too_many - 1] + SECOND if too_many > 0 else now
        return max(0.0, full_until - now, self._free_at - now)

    def is_crowded(self, now: float) -> bool:
        """Return whether so much was sent in the last second that messages should be saved."""
        self._forget(now)
        return len(self._all) >= CROWDED

    def may_call(self, chat: str, now: float) -> bool:
        """Return whether Telegram may be asked at ``now`` for what is no message in ``chat``."""
        return self.wait(now) == 0 and now >= self._paused_until[chat]

    def may_send(
        self,
        chat: str,
        now: float,
        *,
        is_group: bool,
        priority: int,
        calls: int = 1,
        is_talk: bool = False,
        is_behind: bool = False,
    ) -> bool:
        """Return whether messages to ``chat`` may go out at ``now``.

        Args:
            chat: any stable name of the chat.
            now: seconds.
            is_group: the 20 a minute hold too.
            priority: ALARM, URGENT, SOON, REPLY, ROUTINE or SPARE; see ``ROOM``.
            calls: how many messages it takes.
            is_talk: it passes on what a child says to the human who holds the case.
            is_behind: what goes before it waits for room. It is left alone, as what needs two
                messages would else never find room for both; talk's own share is talk's all the
                same.
        """
        if is_talk:
            self._talk_at[chat] = now
        if not self.may_call(chat, now):
            return False
        if now - self._last.get(chat, -PER_CHAT_SECONDS) < PER_CHAT_SECONDS:
            return False
        return not is_group or calls <= self._room(
            chat, now, priority, is_talk=is_talk, is_behind=is_behind
        )

    def _room(
        self, group: str, now: float, priority: int, *, is_talk: bool, is_behind: bool
    ) -> int:
        """Return how many messages of a kind a group may get now."""
        used = len(self._groups[group])
        talked = sum(was_talk for _, was_talk in self._groups[group])
        has_talk = now - self._talk_at.get(group, -TALK_LASTS_SECONDS) < TALK_LASTS_SECONDS
        own = min(TALK_AHEAD, max(0, TALK_SHARE - talked)) if has_talk else 0
        of_own = min(own, ROOM[URGENT] - used) if is_talk else 0
        if is_behind:
            return of_own
        if is_talk:
            return max(ROOM[priority] - used, of_own)
        if priority == ALARM:
            return ROOM[ALARM] - used
        return ROOM[priority] - own - used

    def called(self, now: float) -> None:
        """Count a call at ``now`` that is no message."""
        self._take(now, 1)

    def sent(
        self,
        chat: str,
        now: float,
        *,
        is_group: bool,
        calls: int = 1,
        is_talk: bool = False,
    ) -> None:
        """Count messages that go out at ``now``."""
        self._take(now, calls)
        self._last[chat] = now
        if is_group:
            self._groups[chat].extend([(now, is_talk)] * calls)

    def pause(self, chat: str, until: float) -> None:
        """Send nothing to ``chat`` before ``until``, as Telegram's retry_after asks."""
        self._paused_until[chat] = max(self._paused_until[chat], until)

    def _take(self, now: float, calls: int) -> None:
        self._all.extend([now] * calls)
        self._free_at = max(self._free_at, now - SLACK_SECONDS) + calls * SECOND / PER_SECOND

    def _forget(self, now: float) -> None:
        while self._all and now - self._all[0] >= SECOND:
            self._all.popleft()
        for window in self._groups.values():
            while window and now - window[0][0] >= GROUP_WINDOW_SECONDS:
                window.popleft()
        if len(self._last) > 10_000:
            self._last = {c: t for c, t in self._last.items() if now - t < PER_CHAT_SECONDS}
