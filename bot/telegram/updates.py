"""What Telegram's updates mean to us, as kinds of inbox rows with what each kind needs."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from telegram import (
    CallbackQuery,
    Chat,
    ChatMember,
    ChatMemberUpdated,
    Message,
    Update,
)

from bot.store.conversations import ChatId

ALLOWED_UPDATES = [
    "message", "edited_message", "callback_query", "chat_member", "my_chat_member",
]  # fmt: skip

# Kinds of the staff's groups that are no act of a caseworker.
ANONYMOUS, MEMBER, GROUP_MOVED, THREAD_CLOSED = (
    "anonymous", "member", "group_moved", "thread_closed",
)  # fmt: skip
FOREIGN = "foreign"  # from a group or channel that is no team's

_COMMANDS = {
    "start": "start", "temas": "topics", "ayuda": "help", "borrar": "erase", "terminar": "end",
    "salir": "exit",
}  # fmt: skip
_KINDS = ("voice", "photo", "sticker", "location", "contact", "document")
_VIDEOS = ("video", "video_note", "animation")
_ROUGHLY = 2  # decimals of a location, about a kilometre: enough for the nearest town
_OUTSIDE = {ChatMember.LEFT, ChatMember.BANNED}

TeamOf = Callable[[int], str | None]


@dataclass(frozen=True)
class Arrival:
    """What an update means to us.

    Attributes:
        chat: the child's chat; None for what comes from groups.
        kind: the kind of inbox row.
        body: its body.
        language: code of the phone's language, if Telegram says it.
    """

    chat: ChatId | None
    kind: str
    body: dict[str, Any]
    language: str | None = None


def read(update: Update, team_of: TeamOf) -> Arrival | None:
    """Return what an update means, or None if it is nobody's business of ours.

    Args:
        update: from Telegram.
        team_of: whose group a chat is, by its id; None: nobody's.
    """
    if query := update.callback_query:
        return _read_press(query, team_of)
    if change := update.chat_member or update.my_chat_member:
        return _read_change(change, team_of)
    message = update.message or update.edited_message
    if message is None:
        return None
    if message.chat.type == Chat.PRIVATE:
        if update.message is None and message.location:
            return None  # a live location that moves on; its first place was answered
        return _read_child_message(message, is_edit=update.message is None)
    team = team_of(message.chat.id)
    if team is None:
        return _read_foreign(message, team_of)
    if message.migrate_to_chat_id:
        return _moved(team, message.migrate_to_chat_id)
    return _read_staff_message(message, team, is_edit=update.message is None)


def _moved(team: str, chat: int) -> Arrival:
    return Arrival(None, GROUP_MOVED, {"team": team, "chat": chat})


def _read_foreign(message: Message, team_of: TeamOf) -> Arrival | None:
    if message.migrate_to_chat_id and team_of(message.migrate_to_chat_id):
        return None  # a group that we have followed already
    before = message.migrate_from_chat_id
    team = team_of(before) if before else None
    if team is not None:
        return _moved(team, message.chat.id)
    return Arrival(None, FOREIGN, {"chat": message.chat.id})


def _read_change(change: ChatMemberUpdated, team_of: TeamOf) -> Arrival | None:
    """Read that somebody's place in a chat has changed: the bot's own, or another's."""
    chat, new = change.chat, change.new_chat_member
    if chat.type == Chat.PRIVATE:
        return None
    is_out = new.status in _OUTSIDE or getattr(new, "is_member", True) is False
    team = team_of(chat.id)
    if team is None:
        return None if is_out else Arrival(None, FOREIGN, {"chat": chat.id})
    if new.user.is_bot:
        return None
    body = {"user": new.user.id, "name": new.user.first_name, "is_out": is_out, "team": team}
    return Arrival(None, MEMBER, body)


def _read_press(query: CallbackQuery, team_of: TeamOf) -> Arrival | None:
    if query.message is None or not query.data:
        return None
    chat = query.message.chat
    body: dict[str, Any] = {
        "query": query.id,
        "data": query.data,
        "user": query.from_user.id,
        "name": query.from_user.first_name,
    }
    if chat.type == Chat.PRIVATE:
        return Arrival(ChatId(chat.id), "button", {**body, "label": _label_of(query)})
    team = team_of(chat.id)
    return None if team is None else Arrival(None, "press", {**body, "team": team})


def _label_of(query: CallbackQuery) -> str:
    markup = query.message.reply_markup if isinstance(query.message, Message) else None
    buttons = [button for row in markup.inline_keyboard for button in row] if markup else []
    return next((button.text for button in buttons if button.callback_data == query.data), "")


def _read_child_message(message: Message, *, is_edit: bool) -> Arrival:
    kind, body = _child_kind(message, is_edit=is_edit)
    return Arrival(ChatId(message.chat.id), kind, body, _language(message))


def _child_kind(message: Message, *, is_edit: bool) -> tuple[str, dict[str, Any]]:
    body: dict[str, Any] = {"message_id": message.message_id}
    text = message.text or message.caption
    if text:
        body["text"] = text
    if message.text and is_edit:
        return "edit", body
    if message.text:
        word = message.text.split(maxsplit=1)[0]
        command = _COMMANDS.get(word.removeprefix("/").split("@")[0].lower())
        if word.startswith("/") and command:
            return "command", {**body, "command": command}
        return "text", body
    kind = next((kind for kind in _KINDS if getattr(message, kind)), "other")
    if kind != "location" and any(getattr(message, kind) for kind in _VIDEOS):
        kind = "video"
    if kind == "location" and message.location:
        body["latitude"] = round(message.location.latitude, _ROUGHLY)
        body["longitude"] = round(message.location.longitude, _ROUGHLY)
    return kind, body


def _language(message: Message) -> str | None:
    code = message.from_user.language_code if message.from_user else None
    return (code or "").lower().split("-")[0][:8] or None


def _read_staff_message(message: Message, team: str, *, is_edit: bool) -> Arrival | None:
    body: dict[str, Any] = {
        "message_id": message.message_id,
        "thread": message.message_thread_id if message.is_topic_message else None,
        "reply_to": message.reply_to_message.message_id if message.reply_to_message else None,
        "text": message.text,
        "caption": message.caption,
        "team": team,
    }
    if message.sender_chat is not None:
        is_group = message.sender_chat.id == message.chat.id
        is_said = is_group and not is_edit and not _is_service(message)
        return Arrival(None, ANONYMOUS, body) if is_said else None
    if message.from_user is None or message.from_user.is_bot:
        return None
    if message.forum_topic_closed:
        return Arrival(None, THREAD_CLOSED, body)
    if _is_service(message):
        return None
    body |= {"user": message.from_user.id, "name": message.from_user.first_name}
    if message.media_group_id:
        body["album"] = message.media_group_id
    if message.contact:
        body["is_contact"] = True
    return Arrival(None, "staff_edit" if is_edit else "staff_message", body)


def _is_service(message: Message) -> bool:
    """Return whether a message only tells of an event, such as a thread being opened."""
    return message.effective_attachment is None and not message.text
