"""Methods that send: texts, files, places, copies; and the typing sign."""

from typing import Any

from bot.sandbox.api import CHAT_ACTIONS
from bot.sandbox.chat import GENERAL_THREAD
from bot.sandbox.methods.common import find_place, send
from bot.sandbox.refusal import bad_request
from bot.sandbox.text import CAPTION_LENGTH, Text, read_text
from bot.sandbox.world import World

JSON = dict[str, Any]

_DETAILS = ("duration", "width", "height", "length", "performer", "title", "emoji")
_FILES = (
    "photo", "voice", "video", "video_note", "audio", "document", "animation", "sticker",
)  # fmt: skip
_CAPTIONED = frozenset(_FILES) - {"video_note", "sticker"}
_COPIED = ("text", "entities", "caption", "caption_entities", "location", "contact", *_FILES)


def send_message(world: World, arguments: JSON) -> JSON:
    """Answer sendMessage."""
    place = find_place(world, arguments)
    text = read_text(arguments["text"], arguments.get("parse_mode"), arguments.get("entities"))
    if not text.text:
        raise bad_request("message text is empty")
    return send(world, arguments, place, text.fields())


def send_file(world: World, arguments: JSON) -> JSON:
    """Answer sendPhoto, sendVoice and the other methods that send one file."""
    place = find_place(world, arguments)
    kind = next(name for name in _FILES if name in arguments)
    details = {name: arguments[name] for name in _DETAILS if name in arguments}
    content = world.files.from_bot(kind, arguments[kind], details)
    return send(world, arguments, place, content | _caption(arguments).fields("caption"))


def send_location(world: World, arguments: JSON) -> JSON:
    """Answer sendLocation."""
    place = find_place(world, arguments)
    latitude, longitude = arguments["latitude"], arguments["longitude"]
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise bad_request("wrong location specified")
    location: JSON = {"latitude": latitude, "longitude": longitude}
    if "horizontal_accuracy" in arguments:
        if not 0 <= arguments["horizontal_accuracy"] <= 1500:
            raise bad_request("wrong horizontal accuracy specified")
        location["horizontal_accuracy"] = arguments["horizontal_accuracy"]
    return send(world, arguments, place, {"location": location})


def copy_message(world: World, arguments: JSON) -> JSON:
    """Answer copyMessage."""
    place = find_place(world, arguments)
    source = world.chat_for_bot(arguments["from_chat_id"])
    original = source.find(arguments["message_id"], bad_request("message to copy not found"))
    content = {name: original[name] for name in _COPIED if name in original}
    if not content or original.get("has_protected_content"):
        raise bad_request("message can't be copied")
    if "caption" in arguments and content.keys() & _CAPTIONED:
        content.pop("caption", None)
        content.pop("caption_entities", None)
        content |= _caption(arguments).fields("caption")
    return {"message_id": send(world, arguments, place, content)["message_id"]}


def send_chat_action(world: World, arguments: JSON) -> bool:
    """Answer sendChatAction."""
    if arguments["action"] not in CHAT_ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chat_for_bot(arguments["chat_id"])
    chat.demand_open()
    thread_id = arguments.get("message_thread_id")
    if not (chat.is_forum and thread_id == GENERAL_THREAD):
        chat.thread_for(thread_id)
    world.feed.publish("typing", chat=chat.key, thread_id=thread_id, action=arguments["action"])
    return True


def _caption(arguments: JSON) -> Text:
    return read_text(
        arguments.get("caption", ""),
        arguments.get("parse_mode"),
        arguments.get("caption_entities"),
        CAPTION_LENGTH,
    )
