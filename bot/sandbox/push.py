"""Updates brought to the bot's webhook, several at once, each until the bot has confirmed it."""

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

    Of one chat, one update after the other, as Telegram's server does
    (https://github.com/tdlib/telegram-bot-api, WebhookActor: a queue for each chat).

    Attributes:
        url: its address.
        faults: failures on order: an update that is late is overtaken by others, even of its
            chat, and one whose answer is lost is brought again.
    """

    def __init__(self, updates: UpdateQueue) -> None:
        self._updates = updates
        self._on_the_way: set[int] = set()
        self._busy_chats: set[int] = set()
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
        for update in self._updates.waiting:
            if not self.url or len(self._on_the_way) >= self._at_once:
                return
            chat = _chat_of(update)
            if update["update_id"] not in self._on_the_way and chat not in self._busy_chats:
                self._on_the_way.add(update["update_id"])
                if chat is not None:
                    self._busy_chats.add(chat)
                task = asyncio.ensure_future(self._bring_one(update))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def _bring_one(self, update: JSON) -> None:
        async with aiohttp.ClientSession(timeout=_PATIENCE) as session:
            while self.url and not await self._is_taken(session, update):  # noqa: ASYNC110
                await asyncio.sleep(_AGAIN_SECONDS)
        self._on_the_way.discard(update["update_id"])
        self._let_others_pass(update)
        if self.url:
            self._updates.drop(update["update_id"])
            self._bring()

    async def _is_taken(self, session: aiohttp.ClientSession, update: JSON) -> bool:
        """Bring an update once; return whether who is there says that it has it."""
        headers = {"X-Telegram-Bot-Api-Secret-Token": self._secret} if self._secret else {}
        fault = self.faults.take(WEBHOOK, {"chat_id": _chat_of(update)})
        try:
            if fault is not None:
                self._let_others_pass(update)
                self._bring()
                await fault.strike_before()
            async with session.post(self.url, json=update, headers=headers) as answer:
                if fault is not None:
                    fault.strike_after()
                return answer.status == 200
        except (aiohttp.ClientError, asyncio.TimeoutError, Dropped, Refusal):
            return False

    def _let_others_pass(self, update: JSON) -> None:
        chat = _chat_of(update)
        if chat is not None:
            self._busy_chats.discard(chat)


def _chat_of(update: JSON) -> int | None:
    """Return the chat of an update, if it has one."""
    for content in update.values():
        if isinstance(content, dict):
            chat = content.get("message", content).get("chat", {})
            return int(chat["id"]) if "id" in chat else None
    return None
