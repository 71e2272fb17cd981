"""Methods for the group's threads."""

from typing import Any

from bot.sandbox.api import THREAD_COLOURS
from bot.sandbox.chat import Chat, Thread
from bot.sandbox.people import BOT
from bot.sandbox.refusal import bad_request
from bot.sandbox.text import utf16_length
from bot.sandbox.world import World

JSON = dict[str, Any]

_NAME_LENGTH = 128


def create_forum_topic(world: World, arguments: JSON) -> JSON:
    """Answer createForumTopic."""
    chat = _forum(world, arguments)
    chat.demand_right("can_manage_topics", "not enough rights to create a topic")
    name = arguments["name"].strip()
    if not name:
        raise bad_request("topic name must be non-empty")
    _check_length(name)
    colour = arguments.get("icon_color", THREAD_COLOURS[0])
    if colour not in THREAD_COLOURS:
        raise bad_request("invalid forum topic icon color specified")
    about = {"name": name, "icon_color": colour}
    thread = Thread(chat.last_id + 1, name, colour, {})
    created = world.post(
        chat,
        BOT,
        {
            "forum_topic_created": about,
            "message_thread_id": thread.id,
            "is_topic_message": True,
        },
    )
    thread.created = created
    chat.threads[thread.id] = thread
    world.show_thread(chat, thread)
    return {"message_thread_id": thread.id, **about}


def edit_forum_topic(world: World, arguments: JSON) -> bool:
    """Answer editForumTopic."""
    chat, thread = _thread(world, arguments)
    name = arguments.get("name", "").strip() or thread.name
    _check_length(name)
    if name == thread.name:
        raise bad_request("TOPIC_NOT_MODIFIED")
    thread.name = name
    return _changed(world, chat, thread, {"forum_topic_edited": {"name": name}})


def close_forum_topic(world: World, arguments: JSON) -> bool:
    """Answer closeForumTopic."""
    return _set_closed(world, arguments, is_closed=True)


def reopen_forum_topic(world: World, arguments: JSON) -> bool:
    """Answer reopenForumTopic."""
    return _set_closed(world, arguments, is_closed=False)


def delete_forum_topic(world: World, arguments: JSON) -> bool:
    """Answer deleteForumTopic."""
    chat, thread = _thread(world, arguments)
    chat.demand_right("can_delete_messages", "not enough rights to delete a topic")
    world.remove_thread(chat, thread)
    return True


def _set_closed(world: World, arguments: JSON, *, is_closed: bool) -> bool:
    chat, thread = _thread(world, arguments)
    if thread.is_closed == is_closed:
        raise bad_request("TOPIC_NOT_MODIFIED")
    thread.is_closed = is_closed
    kind = "forum_topic_closed" if is_closed else "forum_topic_reopened"
    return _changed(world, chat, thread, {kind: {}})


def _changed(world: World, chat: Chat, thread: Thread, service: JSON) -> bool:
    world.post(chat, BOT, service, thread=thread)
    world.show_thread(chat, thread)
    return True


def _forum(world: World, arguments: JSON) -> Chat:
    chat = world.chat_for_bot(arguments["chat_id"])
    chat.demand_open()
    if not chat.is_forum:
        raise bad_request("the chat is not a forum")
    return chat


def _thread(world: World, arguments: JSON) -> tuple[Chat, Thread]:
    """Return a thread to be changed: every thread here is the bot's own, so it always may."""
    chat = _forum(world, arguments)
    thread = chat.threads.get(arguments["message_thread_id"])
    if thread is None:
        raise bad_request("TOPIC_ID_INVALID")
    return chat, thread


def _check_length(name: str) -> None:
    if utf16_length(name) > _NAME_LENGTH:
        raise bad_request("topic name is too long")
