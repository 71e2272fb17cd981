"""From Telegram's updates to inbox rows, committed before Telegram is told that we have them."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import CallbackQuery, Chat, Message, Update

from bot.errors import StoreBusy
from bot.log import EventLog
from bot.store import conversations, inbox
from bot.store.conversations import ChatId
from bot.store.engine import Store, Tx
from bot.telegram import callback_data

ALLOWED_UPDATES = ["message", "edited_message", "callback_query"]
RETRY_SECONDS = 1.0
_COMMANDS = {"start": "start", "temas": "topics", "ayuda": "help", "borrar": "erase"}
_KINDS = ("voice", "photo", "sticker", "location", "contact", "document")
_VIDEOS = ("video", "video_note", "animation")
_ROUGHLY = 2  # decimals of a location, about a kilometre: enough for the nearest town
_log = EventLog(__name__)


@dataclass(frozen=True)
class Arrival:
    """What an update means to us.

    Attributes:
        chat: the child's chat; None for the staff group.
        kind: the kind of inbox row.
        body: its body.
    """

    chat: ChatId | None
    kind: str
    body: dict[str, Any]


class InboxQueue(asyncio.Queue[object]):
    """The queue that PTB puts updates into; here, putting is committing.

    PTB confirms an update to Telegram once ``put`` has returned. An exception from ``put`` would
    end PTB's polling silently, so it waits and tries again for as long as the store fails.
    """

    def __init__(
        self,
        store: Store,
        staff_group: int,
        aliases: list[str],
        on_arrival: Callable[[str, Update], None],
    ) -> None:
        """Make the queue.

        Args:
            store: where rows go.
            staff_group: id of the staff's group.
            aliases: names for new children.
            on_arrival: told the lane of each new row, and the update.
        """
        super().__init__()
        self._store = store
        self._staff_group = staff_group
        self._aliases = aliases
        self._on_arrival = on_arrival

    async def put(self, item: object) -> None:
        """Commit an update to the inbox."""
        if not isinstance(item, Update):
            return
        try:
            arrival = read(item, self._staff_group)
        except Exception as error:  # see the class: raising here ends all polling
            _log.error("update.unreadable", error)
            return
        if arrival is None:
            return
        attempts = 0
        while True:
            try:
                lane = await self._store.run(lambda tx: self._keep(tx, item.update_id, arrival))
                break
            except StoreBusy as error:
                attempts += 1
                _log.error("inbox.not_written", error, attempts=attempts)
                await asyncio.sleep(RETRY_SECONDS)
            except Exception as error:  # an update that can't be kept must not hold up the others
                _log.error("inbox.update_dropped", error)
                return
        if lane is not None:
            self._on_arrival(lane, item)

    def _keep(self, tx: Tx, update_id: int, arrival: Arrival) -> str | None:
        if arrival.chat is None:
            is_new = inbox.add(tx, update_id, inbox.STAFF, arrival.kind, arrival.body)
            return inbox.STAFF if is_new else None
        conversation = conversations.find_or_create(tx, arrival.chat, self._aliases)
        body = arrival.body
        if arrival.kind == "button":
            payload = callback_data.read(tx.sealer, conversation, body["data"])
            if payload is None:
                _log.warning("button.forged")
                return None
            body = {"payload": payload, "label": body["label"]}
        conversations.touch(tx, conversation)
        is_new = inbox.add(tx, update_id, conversation, arrival.kind, body)
        return conversation if is_new else None


def read(update: Update, staff_group: int) -> Arrival | None:
    """Return what an update means, or None if it is nobody's business of ours.

    Args:
        update: from Telegram.
        staff_group: id of the staff's group.
    """
    if query := update.callback_query:
        return _read_press(query, staff_group)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.id == staff_group:
        return _read_staff_message(message, is_edit=update.message is None)
    if message.chat.type != Chat.PRIVATE:
        _log.warning("update.foreign_chat")
        return None
    if update.message is None and message.location:
        return None  # a live location that moves on; its first place was answered
    return _read_child_message(message, is_edit=update.message is None)


def _read_press(query: CallbackQuery, staff_group: int) -> Arrival | None:
    if query.message is None or not query.data:
        return None
    chat = query.message.chat
    if chat.id == staff_group:
        body = {
            "query": query.id,
            "data": query.data,
            "user": query.from_user.id,
            "name": query.from_user.first_name,
        }
        return Arrival(None, "press", body)
    if chat.type != Chat.PRIVATE:
        return None
    body = {"data": query.data, "label": _label_of(query)}
    return Arrival(ChatId(chat.id), "button", body)


def _label_of(query: CallbackQuery) -> str:
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    return next((button.text for button in buttons if button.callback_data == query.data), "")


def _read_child_message(message: Message, *, is_edit: bool) -> Arrival:
    chat = ChatId(message.chat.id)
    body: dict[str, Any] = {"message_id": message.message_id}
    text = message.text or message.caption
    if text:
        body["text"] = text
    if message.text and is_edit:
        return Arrival(chat, "edit", body)
    if message.text:
        word = message.text.split(maxsplit=1)[0]
        command = _COMMANDS.get(word.removeprefix("/").split("@")[0].lower())
        if word.startswith("/") and command:
            return Arrival(chat, "command", {**body, "command": command})
        return Arrival(chat, "text", body)
    kind = next((kind for kind in _KINDS if getattr(message, kind)), "other")
    if kind != "location" and any(getattr(message, kind) for kind in _VIDEOS):
        kind = "video"
    if kind == "location" and message.location:
        body["latitude"] = round(message.location.latitude, _ROUGHLY)
        body["longitude"] = round(message.location.longitude, _ROUGHLY)
    return Arrival(chat, kind, body)


def _read_staff_message(message: Message, *, is_edit: bool) -> Arrival | None:
    if message.from_user is None or message.from_user.is_bot or _is_service(message):
        return None
    body = {
        "message_id": message.message_id,
        "user": message.from_user.id,
        "name": message.from_user.first_name,
        "thread": message.message_thread_id if message.is_topic_message else None,
        "reply_to": message.reply_to_message.message_id if message.reply_to_message else None,
        "text": message.text,
        "caption": message.caption,
    }
    return Arrival(None, "staff_edit" if is_edit else "staff_message", body)


def _is_service(message: Message) -> bool:
    """Return whether a message only tells of an event, such as a thread being opened."""
    return message.effective_attachment is None and not message.text
