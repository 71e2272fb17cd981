"""Checks of keyboards, commands and reactions that go beyond their shape."""

import re
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.api import BUTTON_STYLES, REACTIONS
from bot.sandbox.refusal import bad_request

JSON = dict[str, Any]

# Telegram cuts longer rows and refuses more buttons; here both are refused.
_ROW, _INLINE_BUTTONS, _REPLY_BUTTONS = 8, 100, 300
_CALLBACK_BYTES, _COPY_LENGTH, _PLACEHOLDER_LENGTH = 64, 256, 64
_ACTIONS = ("callback_data", "url", "copy_text")


def check_markup(markup: JSON, is_private: bool) -> None:
    """Check a keyboard, whichever of the four kinds it is.

    Args:
        markup: the value of ``reply_markup``, of the right shape already.
        is_private: whether the chat is a private one; some buttons work only there.

    Raises:
        Refusal: Telegram would not show this keyboard.
    """
    if "inline_keyboard" in markup:
        _check_size(markup["inline_keyboard"], _INLINE_BUTTONS)
        for row in markup["inline_keyboard"]:
            for button in row:
                _check_inline_button(button)
    elif "keyboard" in markup:
        _check_reply_keyboard(markup, is_private)
    elif not (markup.get("remove_keyboard") or markup.get("force_reply")):
        raise bad_request("reply markup must be true")


def has_inline(markup: JSON | None) -> bool:
    """Tell whether a markup is an inline keyboard with at least one button."""
    return bool(markup and any(markup.get("inline_keyboard") or []))


def check_commands(commands: list[JSON]) -> None:
    """Check the list of a bot's commands.

    Raises:
        Refusal: a command or description that Telegram would not take.
    """
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command["command"]):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(command["description"].strip()) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def check_reaction(reaction: list[JSON]) -> list[str]:
    """Return the emojis of a reaction.

    Raises:
        Refusal: more than the one that a bot may set, or none of Telegram's list.
    """
    if len(reaction) > 1:
        raise bad_request("REACTIONS_TOO_MANY")
    if any(item["emoji"] not in REACTIONS for item in reaction):
        raise bad_request("REACTION_INVALID")
    return [item["emoji"] for item in reaction]


def _check_size(rows: list[list[JSON]], limit: int) -> None:
    if any(len(row) > _ROW for row in rows) or sum(map(len, rows)) > limit:
        raise bad_request("reply markup is too long")


def _check_style(button: JSON) -> None:
    if "style" in button and button["style"] not in BUTTON_STYLES:
        raise bad_request("can't parse button: unknown style specified")


def _check_inline_button(button: JSON) -> None:
    if not button["text"].strip():
        raise bad_request("can't parse inline keyboard button: text must be non-empty")
    actions = [name for name in _ACTIONS if name in button]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(
            "can't parse inline keyboard button: exactly one action must be specified"
        )
    _check_style(button)
    if "callback_data" in button:
        if not 1 <= len(button["callback_data"].encode()) <= _CALLBACK_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
    elif "url" in button:
        if not _is_link(button["url"]):
            raise bad_request("BUTTON_URL_INVALID")
    elif not 1 <= len(button["copy_text"]["text"]) <= _COPY_LENGTH:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")


def _is_link(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https", "tg"} and bool(parts.netloc) and " " not in url


def _check_reply_keyboard(markup: JSON, is_private: bool) -> None:
    rows = markup["keyboard"]
    if not any(rows):
        raise bad_request("can't parse reply keyboard markup: keyboard must be non-empty")
    _check_size(rows, _REPLY_BUTTONS)
    for row in rows:
        for button in row:
            if not button["text"].strip():
                raise bad_request("can't parse keyboard button: text must be non-empty")
            _check_style(button)
            asks = [name for name in ("request_contact", "request_location") if button.get(name)]
            if len(asks) > 1:
                raise bad_request("can't parse keyboard button: at most one action is allowed")
            if asks and not is_private:
                raise bad_request("BUTTON_TYPE_INVALID")
    placeholder = markup.get("input_field_placeholder")
    if placeholder is not None and not 1 <= len(placeholder) <= _PLACEHOLDER_LENGTH:
        raise bad_request("input field placeholder must have from 1 to 64 characters")
