"""Methods about the bot itself, its chats, members, commands and files."""

import json
from typing import Any

from bot.sandbox.chat import Chat
from bot.sandbox.markup import check_commands
from bot.sandbox.people import BOT, by_id
from bot.sandbox.refusal import bad_request
from bot.sandbox.world import World

JSON = dict[str, Any]


def get_me(_world: World, _arguments: JSON) -> JSON:
    """Answer getMe."""
    return {
        **BOT.as_user(),
        "can_join_groups": True,
        "can_read_all_group_messages": True,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


def set_webhook(world: World, arguments: JSON) -> bool:
    """Answer setWebhook; the empty address means long polling."""
    if arguments.get("drop_pending_updates"):
        world.updates.clear()
    world.webhook.set(arguments)
    return True


def delete_webhook(world: World, arguments: JSON) -> bool:
    """Answer deleteWebhook."""
    if arguments.get("drop_pending_updates"):
        world.updates.clear()
    world.webhook.set({"url": ""})
    return True


def get_webhook_info(world: World, _arguments: JSON) -> JSON:
    """Answer getWebhookInfo."""
    return {
        "url": world.webhook.url,
        "has_custom_certificate": False,
        "pending_update_count": len(world.updates),
        "allowed_updates": world.updates.allowed,
    }


def get_chat(world: World, arguments: JSON) -> JSON:
    """Answer getChat."""
    return _known_chat(world, arguments).full()


def get_chat_member(world: World, arguments: JSON) -> JSON:
    """Answer getChatMember."""
    chat = _known_chat(world, arguments)
    someone = by_id(arguments["user_id"])
    if someone is None or (chat.is_private and someone not in {BOT, chat.owner}):
        raise bad_request("PARTICIPANT_ID_INVALID")
    return chat.member(someone)


def get_chat_administrators(world: World, arguments: JSON) -> list[JSON]:
    """Answer getChatAdministrators."""
    chat = _known_chat(world, arguments)
    if chat.is_private:
        raise bad_request("there are no administrators in the private chat")
    people = [by_id(user_id) for user_id in chat.statuses]
    members = [chat.member(someone) for someone in people if someone is not None]
    return [member for member in members if member["status"] in {"creator", "administrator"}]


def leave_chat(world: World, arguments: JSON) -> bool:
    """Answer leaveChat."""
    chat = _known_chat(world, arguments)
    if chat.is_private:
        raise bad_request("chat member status can't be changed in private chats")
    world.change_member(chat, BOT, BOT, {"status": "left"})
    return True


def set_my_commands(world: World, arguments: JSON) -> bool:
    """Answer setMyCommands."""
    check_commands(arguments["commands"])
    world.commands[_scope(world, arguments)] = arguments["commands"]
    return True


def get_my_commands(world: World, arguments: JSON) -> list[JSON]:
    """Answer getMyCommands."""
    return world.commands.get(_scope(world, arguments), [])


def delete_my_commands(world: World, arguments: JSON) -> bool:
    """Answer deleteMyCommands."""
    world.commands.pop(_scope(world, arguments), None)
    return True


def get_file(world: World, arguments: JSON) -> JSON:
    """Answer getFile."""
    return world.files.describe(arguments["file_id"])


def _known_chat(world: World, arguments: JSON) -> Chat:
    """Return a chat to ask about; a group that the bot has left tells it nothing."""
    chat = world.chat_to_read(arguments["chat_id"])
    if not chat.is_private:
        chat.demand_open()
    return chat


def _scope(world: World, arguments: JSON) -> str:
    """Return a key for the people whom a list of commands is for."""
    scope = arguments.get("scope", {"type": "default"})
    if "chat_id" in scope:
        chat = world.chat_for_bot(scope["chat_id"])
        if chat.is_private and scope["type"] == "chat_administrators":
            raise bad_request("there are no administrators in the private chat")
    language = arguments.get("language_code", "")
    if language and not (len(language) == 2 and language.isalpha()):
        raise bad_request("invalid language code specified")
    return json.dumps([scope, language], sort_keys=True)
