"""What several methods need: finding chats and messages, preparing a message to be sent."""

from dataclasses import dataclass
from typing import Any

from bot.sandbox.chat import Chat, Thread
from bot.sandbox.markup import check_markup, has_inline
from bot.sandbox.people import BOT
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

JSON = dict[str, Any]


@dataclass
class Place:
    """Where a message goes: chat, thread, and what it replies to."""

    chat: Chat
    thread: Thread | None
    reply_to: JSON | None


def find_place(world: World, arguments: JSON) -> Place:
    """Return where the bot wants to send a message.

    Args:
        world: the sandbox.
        arguments: ``chat_id`` and, if given, ``message_thread_id`` and ``reply_parameters``.

    Returns:
        The place. A reply without a thread goes into the thread of the message replied to.

    Raises:
        Refusal: there is no such chat, thread or message, or the bot may not write there.
    """
    chat = world.chat_for_bot(arguments["chat_id"])
    chat.demand_open()
    thread_id = arguments.get("message_thread_id")
    reply_to = _reply_to(world, chat, arguments.get("reply_parameters"))
    if reply_to is not None and chat.is_forum:
        home = reply_to.get("message_thread_id")
        if thread_id is not None and thread_id != home:
            raise bad_request("message to be replied not found")
        thread_id = home
    return Place(chat, chat.thread_for(thread_id), reply_to)


def send(world: World, arguments: JSON, place: Place, content: JSON) -> JSON:
    """Send a message of the bot.

    Args:
        world: the sandbox.
        arguments: ``reply_markup`` and ``protect_content``, if given.
        place: where.
        content: text or media.

    Returns:
        Telegram's Message.

    Raises:
        Refusal: the keyboard is one that Telegram would not take.
    """
    chat = place.chat
    markup = arguments.get("reply_markup")
    if markup is not None:
        check_markup(markup, chat.is_private)
    shown = dict(content)
    if markup is not None and has_inline(markup):
        shown["reply_markup"] = markup
    if arguments.get("protect_content"):
        shown["has_protected_content"] = True
    message = world.post(chat, BOT, shown, thread=place.thread, reply_to=place.reply_to)
    if markup is not None and "inline_keyboard" not in markup:
        chat.uneditable.add(message["message_id"])
        if chat.is_private and ("keyboard" in markup or markup.get("remove_keyboard")):
            chat.keyboard = markup if "keyboard" in markup else None
            world.show_chat(chat)
    return message


def _reply_to(world: World, chat: Chat, parameters: JSON | None) -> JSON | None:
    if parameters is None:
        return None
    if parameters.get("chat_id", chat.id) != chat.id:
        world.chat_for_bot(parameters["chat_id"])
        raise bad_request("replies to other chats are not supported here")
    message = chat.messages.get(parameters["message_id"])
    if message is None and not parameters.get("allow_sending_without_reply"):
        raise bad_request("message to be replied not found")
    return message
