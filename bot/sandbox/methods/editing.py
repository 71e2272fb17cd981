"""Methods that change, remove, answer or mark what is there."""

from typing import Any

from bot.clock import now
from bot.sandbox.chat import Chat
from bot.sandbox.markup import check_markup, check_reaction, has_inline
from bot.sandbox.people import BOT
from bot.sandbox.refusal import bad_request
from bot.sandbox.text import read_text
from bot.sandbox.world import World

JSON = dict[str, Any]

_DELETABLE_SECONDS = 48 * 60 * 60
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)
_SERVICE = (
    "forum_topic_created", "forum_topic_edited", "forum_topic_closed", "forum_topic_reopened",
    "pinned_message", "new_chat_members", "left_chat_member", "migrate_to_chat_id",
    "migrate_from_chat_id",
)  # fmt: skip


def edit_message_text(world: World, arguments: JSON) -> JSON:
    """Answer editMessageText."""
    chat, old = _to_edit(world, arguments)
    text = read_text(
        arguments.get("text", ""), arguments.get("parse_mode"), arguments.get("entities")
    )
    if not text.text:
        raise bad_request("message text is empty")
    if "text" not in old:
        raise bad_request("there is no text in the message to edit")
    kept = {key: old[key] for key in old if key not in {"text", "entities", "reply_markup"}}
    return _replace(world, chat, old, {**kept, **text.fields(), **_markup(arguments)})


def edit_message_reply_markup(world: World, arguments: JSON) -> JSON:
    """Answer editMessageReplyMarkup."""
    chat, old = _to_edit(world, arguments)
    kept = {key: old[key] for key in old if key != "reply_markup"}
    return _replace(world, chat, old, {**kept, **_markup(arguments)})


def delete_message(world: World, arguments: JSON) -> bool:
    """Answer deleteMessage."""
    chat = _open_chat(world, arguments)
    message = chat.find(arguments["message_id"], bad_request("message to delete not found"))
    if not _is_deletable(chat, message):
        raise bad_request("message can't be deleted")
    world.remove(chat, message["message_id"])
    return True


def delete_messages(world: World, arguments: JSON) -> bool:
    """Answer deleteMessages, which skips what cannot be found."""
    chat = _open_chat(world, arguments)
    ids = arguments["message_ids"]
    if not 1 <= len(ids) <= 100:
        raise bad_request("message identifiers are not specified or are too many")
    found = [chat.messages[message_id] for message_id in ids if message_id in chat.messages]
    if not all(_is_deletable(chat, message) for message in found):
        raise bad_request("message can't be deleted")
    for message in found:
        world.remove(chat, message["message_id"])
    return True


def answer_callback_query(world: World, arguments: JSON) -> bool:
    """Answer answerCallbackQuery: the text shows at whoever pressed the button."""
    text = arguments.get("text", "")
    if len(text) > 200:
        raise bad_request("MESSAGE_TOO_LONG")
    if arguments.get("url"):
        raise bad_request("URL_INVALID")
    someone = world.answer_query(arguments["callback_query_id"])
    world.feed.publish(
        "answer",
        user=someone.key,
        query=arguments["callback_query_id"],
        text=text,
        alert=arguments.get("show_alert", False),
    )
    return True


def set_message_reaction(world: World, arguments: JSON) -> bool:
    """Answer setMessageReaction."""
    chat = _open_chat(world, arguments)
    message = chat.find(arguments["message_id"], bad_request("message to react not found"))
    if _is_service(message):
        raise bad_request("MESSAGE_ID_INVALID")
    emojis = check_reaction(arguments.get("reaction", []))
    chat.reactions[message["message_id"]] = emojis
    world.feed.publish("reaction", chat=chat.key, message_id=message["message_id"], emojis=emojis)
    return True


def pin_chat_message(world: World, arguments: JSON) -> bool:
    """Answer pinChatMessage."""
    chat = _open_chat(world, arguments)
    if not chat.is_private:
        chat.demand_right(
            "can_pin_messages", "not enough rights to manage pinned messages in the chat"
        )
    message = chat.find(arguments["message_id"], bad_request("message to pin not found"))
    if _is_service(message):
        raise bad_request("message can't be pinned")
    thread = chat.threads.get(message.get("message_thread_id", 0))
    pinned = {key: value for key, value in message.items() if key != "reply_to_message"}
    world.post(chat, BOT, {"pinned_message": pinned}, thread=thread)
    return True


def _open_chat(world: World, arguments: JSON) -> Chat:
    chat = world.chat_for_bot(arguments["chat_id"])
    chat.demand_open()
    return chat


def _to_edit(world: World, arguments: JSON) -> tuple[Chat, JSON]:
    """Return the message that the bot wants to edit, and its chat."""
    if "chat_id" not in arguments:
        raise bad_request("chat_id is empty")
    if "message_id" not in arguments:
        raise bad_request("message identifier is not specified")
    chat = _open_chat(world, arguments)
    message = chat.find(arguments["message_id"], bad_request("message to edit not found"))
    if message["from"]["id"] != BOT.id or _is_service(message):
        raise bad_request("message can't be edited")
    if message["message_id"] in chat.uneditable:
        raise bad_request("message can't be edited")
    if "reply_markup" in arguments:
        check_markup(arguments["reply_markup"], chat.is_private)
    return chat, message


def _markup(arguments: JSON) -> JSON:
    markup = arguments.get("reply_markup")
    return {"reply_markup": markup} if has_inline(markup) else {}


def _replace(world: World, chat: Chat, old: JSON, new: JSON) -> JSON:
    compared = ("text", "entities", "reply_markup")
    if all(old.get(name) == new.get(name) for name in compared):
        raise bad_request(_NOT_MODIFIED)
    if any(old.get(name) != new.get(name) for name in ("text", "entities")):
        new["edit_date"] = int(now().timestamp())
    world.put(chat, new)
    return new


def _is_service(message: JSON) -> bool:
    return any(name in message for name in _SERVICE)


def _is_deletable(chat: Chat, message: JSON) -> bool:
    """Tell whether the bot may delete a message: Telegram's rules on age, kind and rights."""
    if "forum_topic_created" in message:
        return False
    if chat.may(BOT.id, "can_delete_messages"):
        return True
    is_recent = now().timestamp() - message["date"] < _DELETABLE_SECONDS
    is_own = message["from"]["id"] == BOT.id
    return is_recent and (is_own or chat.is_private)
