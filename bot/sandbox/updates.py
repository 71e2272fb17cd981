"""The bot's queue of updates, and long polling."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from bot.sandbox.api import ON_DEMAND_UPDATES, UPDATE_TYPES
from bot.sandbox.refusal import Refusal, bad_request

JSON = dict[str, Any]

_LONGEST_WAIT = 50
_MOST = 100
_CONFLICT = (
    "Conflict: terminated by other getUpdates request; "
    "make sure that only one bot instance is running"
)

_WEBHOOK_IS_SET = (
    "Conflict: can't use getUpdates method while webhook is active; "
    "use deleteWebhook to delete the webhook first"
)


class _Poll:
    """One open getUpdates request."""

    def __init__(self) -> None:
        self.woken = asyncio.Event()
        self.is_ousted = False


class UpdateQueue:
    """Updates in order, kept until the bot confirms them with a higher offset."""

    def __init__(self, first_id: int) -> None:
        self._next_id = first_id
        self._waiting: deque[JSON] = deque()
        self._allowed = frozenset(UPDATE_TYPES) - ON_DEMAND_UPDATES
        self._poll: _Poll | None = None
        self.on_news: Callable[[], None] | None = None  # a webhook, in place of polls

    def __len__(self) -> int:
        return len(self._waiting)

    @property
    def allowed(self) -> list[str]:
        """Return the update types that the bot gets, in Telegram's order."""
        return [name for name in UPDATE_TYPES if name in self._allowed]

    def put(self, kind: str, content: JSON) -> None:
        """Queue an update, unless the bot did not ask for its type."""
        if kind not in self._allowed:
            return
        self._waiting.append({"update_id": self._next_id, kind: content})
        self._next_id += 1
        if self._poll is not None:
            self._poll.woken.set()
        if self.on_news is not None:
            self.on_news()

    @property
    def waiting(self) -> list[JSON]:
        """Return what the bot has not confirmed, oldest first."""
        return list(self._waiting)

    def drop(self, update_id: int) -> None:
        """Drop one update that the bot has confirmed."""
        self._waiting = deque(one for one in self._waiting if one["update_id"] != update_id)

    def clear(self) -> None:
        """Drop all that waits."""
        self._waiting.clear()

    async def take(self, arguments: JSON) -> list[JSON]:
        """Answer a getUpdates request.

        Args:
            arguments: ``offset``, ``limit``, ``timeout``, ``allowed_updates``, all optional.

        Returns:
            Up to ``limit`` updates from ``offset`` on, at once if there are any, else when one
            comes or the time is over.

        Raises:
            Refusal: 400 for a wrong value; 409 for the older of two requests.
        """
        limit = arguments.get("limit", _MOST)
        if not 1 <= limit <= _MOST:
            raise bad_request("limit must be from 1 to 100")
        if self.on_news is not None:
            raise Refusal(409, _WEBHOOK_IS_SET)
        timeout = arguments.get("timeout", 0)
        if timeout < 0:
            raise bad_request("timeout must be non-negative")
        self.allow(arguments.get("allowed_updates"))
        if self._poll is not None:
            self._poll.is_ousted = True
            self._poll.woken.set()
        poll = self._poll = _Poll()
        try:
            self._confirm(arguments.get("offset", 0))
            if not self._waiting and timeout:
                await _wait(poll.woken, min(timeout, _LONGEST_WAIT))
            if poll.is_ousted:
                raise Refusal(409, _CONFLICT)
            return list(self._waiting)[:limit]
        finally:
            if self._poll is poll:
                self._poll = None

    def allow(self, names: list[str] | None) -> None:
        """Keep to these types from now on; None changes nothing."""
        if names is None:
            return
        unknown = set(names) - set(UPDATE_TYPES)
        if unknown:
            raise bad_request(f"unknown update types {sorted(unknown)}")
        self._allowed = frozenset(names or set(UPDATE_TYPES) - ON_DEMAND_UPDATES)

    def _confirm(self, offset: int) -> None:
        if offset < 0:
            while len(self._waiting) > -offset:
                self._waiting.popleft()
        while self._waiting and self._waiting[0]["update_id"] < offset:
            self._waiting.popleft()


async def _wait(event: asyncio.Event, seconds: float) -> None:
    try:
        await asyncio.wait_for(event.wait(), seconds)
    except asyncio.TimeoutError:
        return
