"""Telegram's limits, kept before it has to complain.

About 1 message a second in a chat, 30 a second in all, 20 a minute in a group
(https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this). Edits count
with messages, and opening a thread is a message (https://github.com/tdlib/td/issues/2592); so we
count whatever leaves a trace in the group, renaming and closing a thread too. Reactions leave
none. A retry_after holds for its chat alone.
"""

from collections import defaultdict, deque

from bot.store.outbox import ALARM, REPLY, ROUTINE, SOON, SPARE, URGENT

# A little less than Telegram's 30, because what we send apart may arrive there together, and a
# refusal costs whoever is refused a wait. Two cores do not answer 25 a second either.
PER_SECOND = 25
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
        self._last: dict[str, float] = {}
        self._groups: dict[str, deque[tuple[float, bool]]] = defaultdict(deque)  # when, talk?
        self._talk_at: dict[str, float] = {}
        self._paused_until: dict[str, float] = defaultdict(float)

    def has_room(self, now: float) -> bool:
        """Return whether anything at all may go out at ``now``."""
        self._forget(now)
        return len(self._all) < PER_SECOND

    def may_call(self, chat: str, now: float) -> bool:
        """Return whether Telegram may be asked at ``now`` for what is no message in ``chat``."""
        return self.has_room(now) and now >= self._paused_until[chat]

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
        self._all.append(now)

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
        self._all.extend([now] * calls)
        self._last[chat] = now
        if is_group:
            self._groups[chat].extend([(now, is_talk)] * calls)

    def pause(self, chat: str, until: float) -> None:
        """Send nothing to ``chat`` before ``until``, as Telegram's retry_after asks."""
        self._paused_until[chat] = max(self._paused_until[chat], until)

    def _forget(self, now: float) -> None:
        while self._all and now - self._all[0] >= 1.0:
            self._all.popleft()
        for window in self._groups.values():
            while window and now - window[0][0] >= GROUP_WINDOW_SECONDS:
                window.popleft()
        if len(self._last) > 10_000:
            self._last = {c: t for c, t in self._last.items() if now - t < PER_CHAT_SECONDS}
