"""Asking Telegram for updates, so that neither silence nor an odd update stops the bridge."""

import json
import time
from typing import Any

from telegram import Update

from bot.log import EventLog
from bot.telegram.request import AiohttpRequest

_KEPT_OF_MESSAGE = ("message_id", "date", "text", "caption", "message_thread_id")
_KEPT_OF_CHAT = ("id", "type")
_KEPT_OF_SENDER = ("id", "is_bot", "first_name")
_log = EventLog(__name__)


class WatchedRequest(AiohttpRequest):
    """The request for getUpdates, with two things that PTB's polling lacks.

    It remembers when it was last used: PTB ends its polling without a word after some errors, such
    as a 401 or 404 from a proxy. And an update that PTB can't read, as after a change of the Bot
    API, is cut down to what we need of it: PTB would ask for it again and again, and nothing that
    came after it would ever be seen.
    """

    last_used = 0.0

    async def do_request(self, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        """Note the time, pass the request on, and mend what comes back."""
        self.last_used = time.monotonic()
        status, body = await super().do_request(*args, **kwargs)
        return status, readable_updates(body)


def readable_updates(body: bytes) -> bytes:
    """Return the answer of getUpdates with every update in a form that PTB can read."""
    try:
        answer = json.loads(body)
        updates = answer["result"]
        mended = [readable(update) for update in updates]
    except (ValueError, KeyError, TypeError):
        return body  # no list of updates; PTB deals with that
    if mended == updates:
        return body
    return json.dumps({**answer, "result": mended}).encode()


def readable(update: dict[str, Any]) -> dict[str, Any]:
    """Return the update, cut down as far as it takes for PTB to read it.

    Args:
        update: as Telegram sent it.

    Returns:
        The update itself; or only the sender, chat and text of its message; or only its number.
    """
    number = {"update_id": update["update_id"]}
    candidates = [update, number]
    if isinstance(message := update.get("message"), dict):
        candidates.insert(1, {**number, "message": _cut_down(message)})
    for candidate in candidates:
        try:
            Update.de_json(candidate, None)
        except Exception as error:  # any change of Telegram's data ends here
            _log.error("update.unreadable", error)
        else:
            return candidate
    return number


def _cut_down(message: dict[str, Any]) -> dict[str, Any]:
    kept = {name: message[name] for name in _KEPT_OF_MESSAGE if name in message}
    for name, fields in (("chat", _KEPT_OF_CHAT), ("from", _KEPT_OF_SENDER)):
        if isinstance(part := message.get(name), dict):
            kept[name] = {field: part[field] for field in fields if field in part}
    return kept
