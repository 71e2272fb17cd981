"""Telegram's limits on sending, which a test can switch on."""

import math
import time
from collections import deque
from collections.abc import Callable

from bot.sandbox.refusal import too_many_requests

# Telegram names one message a second for each chat, tolerating short bursts; twenty a minute for
# a group; thirty a second for all.
_BURST = 4
_GROUP_LIMIT, _GROUP_SECONDS = 20, 60.0
_ALL_LIMIT, _ALL_SECONDS = 30, 1.0


class Limits:
    """Counts messages and refuses those beyond Telegram's limits; off until switched on."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.is_on = False
        self._clock = clock
        self._sent: dict[int, deque[float]] = {}
        self._all: deque[float] = deque()

    def count(self, chat_id: int) -> None:
        """Count one message to a chat.

        Args:
            chat_id: Telegram's id; negative for a group.

        Raises:
            Refusal: 429, with the seconds until the message would be taken.
        """
        if not self.is_on:
            return
        moment = self._clock()
        chat = self._sent.setdefault(chat_id, deque())
        limit, span = (_GROUP_LIMIT, _GROUP_SECONDS) if chat_id < 0 else (_BURST, float(_BURST))
        wait = max(
            _wait(chat, limit, span, moment), _wait(self._all, _ALL_LIMIT, _ALL_SECONDS, moment)
        )
        if wait > 0:
            raise too_many_requests(math.ceil(wait))
        chat.append(moment)
        self._all.append(moment)


def _wait(sent: deque[float], limit: int, span: float, moment: float) -> float:
    """Return the seconds until ``sent`` holds fewer than ``limit`` within ``span``."""
    while sent and sent[0] <= moment - span:
        sent.popleft()
    return 0.0 if len(sent) < limit else sent[0] + span - moment
