"""The part of Telegram's Bot API that the sandbox speaks, as tables.

Types are written as Telegram's documentation writes them: ``Integer``, ``Array of String``, the
name of an object of ``OBJECTS``, or several joined with ``|``. A test compares every entry with
Telegram's own description, so that nothing is accepted here which Telegram would refuse.
Parameters that Telegram has and this project will never send are left out, and refused.
"""

from dataclasses import dataclass, field

CHAT = "Integer|String"
KEYBOARDS = "InlineKeyboardMarkup|ReplyKeyboardMarkup|ReplyKeyboardRemove|ForceReply"


@dataclass(frozen=True)
class Fields:
    """The fields of an object, or the parameters of a method, by name."""

    required: dict[str, str] = field(default_factory=dict)
    optional: dict[str, str] = field(default_factory=dict)

    def type_of(self, name: str) -> str | None:
        """Return the type of a field, or None where there is no such field."""
        return self.required.get(name) or self.optional.get(name)


@dataclass(frozen=True)
class Method(Fields):
    """A method: its parameters, and the type of what it returns."""

    returns: str = "Boolean"


_SENDING = {
    "message_thread_id": "Integer",
    "disable_notification": "Boolean",
    "protect_content": "Boolean",
    "reply_parameters": "ReplyParameters",
    "reply_markup": KEYBOARDS,
}
_CAPTION = {
    "caption": "String",
    "parse_mode": "String",
    "caption_entities": "Array of MessageEntity",
}
_EDITING = {"chat_id": CHAT, "message_id": "Integer", "reply_markup": "InlineKeyboardMarkup"}
_COMMANDS = {"scope": "BotCommandScope", "language_code": "String"}


def _sends(kind: str, **more: str) -> Method:
    """Return the description of a method that sends one file."""
    return Method(
        {"chat_id": CHAT, kind: "InputFile|String"}, {**_SENDING, **more}, returns="Message"
    )


def _in_thread(**more: str) -> Method:
    """Return the description of a method that acts on one forum thread."""
    return Method({"chat_id": CHAT, "message_thread_id": "Integer"}, more)


METHODS: dict[str, Method] = {
    "getMe": Method(returns="User"),
    "getUpdates": Method(
        optional={
            "offset": "Integer",
            "limit": "Integer",
            "timeout": "Integer",
            "allowed_updates": "Array of String",
        },
        returns="Array of Update",
    ),
    "setWebhook": Method(
        {"url": "String"},
        {
            "certificate": "InputFile",
            "ip_address": "String",
            "max_connections": "Integer",
            "allowed_updates": "Array of String",
            "drop_pending_updates": "Boolean",
            "secret_token": "String",
        },
    ),
    "deleteWebhook": Method(optional={"drop_pending_updates": "Boolean"}),
    "getWebhookInfo": Method(returns="WebhookInfo"),
    "sendMessage": Method(
        {"chat_id": CHAT, "text": "String"},
        {
            **_SENDING,
            "parse_mode": "String",
            "entities": "Array of MessageEntity",
            "link_preview_options": "LinkPreviewOptions",
        },
        returns="Message",
    ),
    "sendPhoto": _sends("photo", **_CAPTION, has_spoiler="Boolean"),
    "sendVoice": _sends("voice", **_CAPTION, duration="Integer"),
    "sendVideo": _sends(
        "video", **_CAPTION, duration="Integer", width="Integer", height="Integer",
        has_spoiler="Boolean", supports_streaming="Boolean",
    ),
    "sendVideoNote": _sends("video_note", duration="Integer", length="Integer"),
    "sendAudio": _sends(
        "audio", **_CAPTION, duration="Integer", performer="String", title="String"
    ),
    "sendDocument": _sends(
        "document", **_CAPTION, disable_content_type_detection="Boolean"
    ),
    "sendAnimation": _sends(
        "animation", **_CAPTION, duration="Integer", width="Integer", height="Integer",
        has_spoiler="Boolean",
    ),
    "sendSticker": _sends("sticker", emoji="String"),
    "sendLocation": Method(
        {"chat_id": CHAT, "latitude": "Float", "longitude": "Float"},
        {**_SENDING, "horizontal_accuracy": "Float"},
        returns="Message",
    ),
    "copyMessage": Method(
        {"chat_id": CHAT, "from_chat_id": CHAT, "message_id": "Integer"},
        {**_SENDING, **_CAPTION},
        returns="MessageId",
    ),
    "editMessageText": Method(
        optional={
            **_EDITING,
            "text": "String",
            "parse_mode": "String",
            "entities": "Array of MessageEntity",
            "link_preview_options": "LinkPreviewOptions",
        },
        returns="Message|Boolean",
    ),
    "editMessageReplyMarkup": Method(optional=_EDITING, returns="Message|Boolean"),
    "deleteMessage": Method({"chat_id": CHAT, "message_id": "Integer"}),
    "deleteMessages": Method({"chat_id": CHAT, "message_ids": "Array of Integer"}),
    "answerCallbackQuery": Method(
        {"callback_query_id": "String"},
        {"text": "String", "show_alert": "Boolean", "url": "String", "cache_time": "Integer"},
    ),
    "setMessageReaction": Method(
        {"chat_id": CHAT, "message_id": "Integer"},
        {"reaction": "Array of ReactionType", "is_big": "Boolean"},
    ),
    "sendChatAction": Method(
        {"chat_id": CHAT, "action": "String"}, {"message_thread_id": "Integer"}
    ),
    "pinChatMessage": Method(
        {"chat_id": CHAT, "message_id": "Integer"}, {"disable_notification": "Boolean"}
    ),
    "getChat": Method({"chat_id": CHAT}, returns="ChatFullInfo"),
    "getChatMember": Method({"chat_id": CHAT, "user_id": "Integer"}, returns="ChatMember"),
    "getChatAdministrators": Method({"chat_id": CHAT}, returns="Array of ChatMember"),
    "leaveChat": Method({"chat_id": CHAT}),
    "createForumTopic": Method(
        {"chat_id": CHAT, "name": "String"},
        {"icon_color": "Integer"},
        returns="ForumTopic",
    ),
    "editForumTopic": _in_thread(name="String"),
    "closeForumTopic": _in_thread(),
    "reopenForumTopic": _in_thread(),
    "deleteForumTopic": _in_thread(),
    "setMyCommands": Method({"commands": "Array of BotCommand"}, _COMMANDS),
    "getMyCommands": Method(optional=_COMMANDS, returns="Array of BotCommand"),
    "deleteMyCommands": Method(optional=_COMMANDS),
    "getFile": Method({"file_id": "String"}, returns="File"),
}  # fmt: skip

OBJECTS: dict[str, Fields] = {
    "InlineKeyboardMarkup": Fields({"inline_keyboard": "Array of Array of InlineKeyboardButton"}),
    "InlineKeyboardButton": Fields(
        {"text": "String"},
        {
            "url": "String",
            "callback_data": "String",
            "copy_text": "CopyTextButton",
            "style": "String",
        },
    ),
    "CopyTextButton": Fields({"text": "String"}),
    "ReplyKeyboardMarkup": Fields(
        {"keyboard": "Array of Array of KeyboardButton"},
        {
            "is_persistent": "Boolean",
            "resize_keyboard": "Boolean",
            "one_time_keyboard": "Boolean",
            "input_field_placeholder": "String",
            "selective": "Boolean",
        },
    ),
    "KeyboardButton": Fields(
        {"text": "String"},
        {"request_contact": "Boolean", "request_location": "Boolean", "style": "String"},
    ),
    "ReplyKeyboardRemove": Fields({"remove_keyboard": "Boolean"}, {"selective": "Boolean"}),
    "ForceReply": Fields(
        {"force_reply": "Boolean"},
        {"input_field_placeholder": "String", "selective": "Boolean"},
    ),
    "ReplyParameters": Fields(
        {"message_id": "Integer"},
        {"chat_id": CHAT, "allow_sending_without_reply": "Boolean"},
    ),
    "LinkPreviewOptions": Fields(
        {},
        {
            "is_disabled": "Boolean",
            "url": "String",
            "prefer_small_media": "Boolean",
            "prefer_large_media": "Boolean",
            "show_above_text": "Boolean",
        },
    ),
    "MessageEntity": Fields(
        {"type": "String", "offset": "Integer", "length": "Integer"},
        {"url": "String", "language": "String", "user": "User"},
    ),
    "User": Fields(
        {"id": "Integer", "is_bot": "Boolean", "first_name": "String"},
        {"last_name": "String", "username": "String", "language_code": "String"},
    ),
    "ReactionTypeEmoji": Fields({"type": "String", "emoji": "String"}),
    "BotCommand": Fields({"command": "String", "description": "String"}),
    "BotCommandScopeDefault": Fields({"type": "String"}),
    "BotCommandScopeAllPrivateChats": Fields({"type": "String"}),
    "BotCommandScopeAllGroupChats": Fields({"type": "String"}),
    "BotCommandScopeAllChatAdministrators": Fields({"type": "String"}),
    "BotCommandScopeChat": Fields({"type": "String", "chat_id": CHAT}),
    "BotCommandScopeChatAdministrators": Fields({"type": "String", "chat_id": CHAT}),
}

# Types that Telegram tells apart by their field `type`.
KINDS: dict[str, dict[str, str]] = {
    "ReactionType": {"emoji": "ReactionTypeEmoji"},
    "BotCommandScope": {
        "default": "BotCommandScopeDefault",
        "all_private_chats": "BotCommandScopeAllPrivateChats",
        "all_group_chats": "BotCommandScopeAllGroupChats",
        "all_chat_administrators": "BotCommandScopeAllChatAdministrators",
        "chat": "BotCommandScopeChat",
        "chat_administrators": "BotCommandScopeChatAdministrators",
    },
}

UPDATE_TYPES = (
    "message", "edited_message", "channel_post", "edited_channel_post", "business_connection",
    "business_message", "edited_business_message", "deleted_business_messages", "guest_message",
    "message_reaction", "message_reaction_count", "inline_query", "chosen_inline_result",
    "callback_query", "shipping_query", "pre_checkout_query", "purchased_paid_media", "poll",
    "poll_answer", "my_chat_member", "chat_member", "chat_join_request", "chat_boost",
    "removed_chat_boost", "managed_bot",
)  # fmt: skip

# Update types that Telegram sends only to bots that ask for them by name.
ON_DEMAND_UPDATES = frozenset({"chat_member", "message_reaction", "message_reaction_count"})

REACTIONS = frozenset(
    {
        "❤", "👍", "👎", "🔥", "🥰", "👏", "😁", "🤔", "🤯", "😱", "🤬", "😢", "🎉", "🤩",
        "🤮", "💩", "🙏", "👌", "🕊", "🤡", "🥱", "🥴", "😍", "🐳", "❤\u200d🔥", "🌚",
        "🌭", "💯", "🤣", "⚡", "🍌", "🏆", "💔", "🤨", "😐", "🍓", "🍾", "💋", "🖕", "😈",
        "😴", "😭", "🤓", "👻", "👨\u200d💻", "👀", "🎃", "🙈", "😇", "😨", "🤝", "✍",
        "🤗", "🫡", "🎅", "🎄", "☃", "💅", "🤪", "🗿", "🆒", "💘", "🙉", "🦄", "😘", "💊",
        "🙊", "😎", "👾", "🤷\u200d♂", "🤷", "🤷\u200d♀", "😡",
    }
)  # fmt: skip

CHAT_ACTIONS = frozenset(
    {
        "typing", "upload_photo", "record_video", "upload_video", "record_voice", "upload_voice",
        "upload_document", "choose_sticker", "find_location", "record_video_note",
        "upload_video_note",
    }
)  # fmt: skip

THREAD_COLOURS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
BUTTON_STYLES = frozenset({"danger", "success", "primary"})
ENTITY_TYPES = frozenset(
    {
        "mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bold",
        "italic", "underline", "strikethrough", "spoiler", "blockquote", "expandable_blockquote",
        "code", "pre", "text_link", "text_mention",
    }
)  # fmt: skip
