"""Updates brought to the bot's webhook, each until the bot has confirmed it.

As Telegram does, several are brought at once, but of one chat, one thread of it, or one person's
presses only the oldest: the next follows when that one is confirmed.
"""

import asyncio
from typing import Any
from urllib.parse import urlsplit

import aiohttp

from bot.sandbox.faults import WEBHOOK, Dropped, Faults
from bot.sandbox.refusal import Refusal, bad_request
from bot.sandbox.updates import UpdateQueue

JSON = dict[str, Any]

_HERE = {"127.0.0.1", "localhost", "::1"}
_AGAIN_SECONDS = 0.5
_MOST_AT_ONCE = 40
_PATIENCE = aiohttp.ClientTimeout(total=30)


class Webhook:
    """The bot's webhook; without an address, nothing is brought.

    Attributes:
        url: its address.
        faults: failures on order: an update that is late is overtaken by others, and one whose
            answer is lost is brought again, as Telegram does.
    """

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._on_the_way: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._at_once = _MOST_AT_ONCE
        self._secret = ""
        self.url = ""
        self.faults = Faults()

    def set(self, arguments: JSON) -> None:
        """Take the bot's order.

        Args:
            arguments: of setWebhook: ``url`` and, if there is one, ``secret_token``,
                ``max_connections``, ``allowed_updates``.

        Raises:
            Refusal: the address is not on this machine, which the sandbox never leaves.
        """
        if arguments["url"] and urlsplit(arguments["url"]).hostname not in _HERE:
            raise bad_request("bad webhook: the sandbox brings updates to this machine only")
        self.url = arguments["url"]
        self._secret = arguments.get("secret_token", "")
        self._at_once = arguments.get("max_connections", _MOST_AT_ONCE)
        self._updates.allow(arguments.get("allowed_updates"))
        self._updates.on_news = self._bring if self.url else None
        self._bring()

    def _bring(self) -> None:
        queues = set()
        for update in self._updates.waiting:
            if not self.url or len(self._on_the_way) >= self._at_once:
                return
            is_first = (queue := _queue_of(update)) not in queues
            queues.add(queue)
            if is_first and update["update_id"] not in self._on_the_way:
                self._on_the_way.add(update["update_id"])
                task = asyncio.ensure_future(self._bring_one(update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _bring_one(self, update: JSON) -> None:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
            while self.url and not await self._is_taken(session, update):  # noqa: ASYNC110
                await asyncio.sleep(_AGAIN_SECONDS)
        self._on_the_way.discard(update["update_id"])
        if self.url:
            self._updates.drop(update["update_id"])
            self._bring()

    async def _is_taken(self, session: aiohttp.ClientSession, update: JSON) -> bool:
        """Bring an update once; return whether who is there says that it has it."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        fault = self.faults.take(WEBHOOK, {"chat_id": _queue_of(update)[0]})
        try:
            if fault is not None:
                await fault.strike_before()
            async with session.post(self.url, json=update, headers=headers) as answer:
                if fault is not None:
                    fault.strike_after()
                return answer.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError, Dropped, Refusal):
            return False


def _queue_of(update: JSON) -> tuple[int, int]:
    """Return what an update keeps its order with: its chat and thread, or who pressed."""
    if press := update.get("callback_query"):
        return int(press["from"]["id"]), -1
    content = next(value for value in update.values() if isinstance(value, dict))
    if "chat" not in content:
        return int(update["update_id"]), -1
    return int(content["chat"]["id"]), int(content.get("message_thread_id", 0))
