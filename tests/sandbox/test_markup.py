from typing import Any

import pytest

from bot.sandbox.markup import check_commands, check_markup, check_reaction, has_inline
from bot.sandbox.refusal import Refusal

JSON = dict[str, Any]


def inline(*buttons: JSON) -> JSON:
    return {"inline_keyboard": [list(buttons)]}


def button(**fields: Any) -> JSON:
    return {"text": "Tomar", "callback_data": "t"} | fields


@pytest.mark.parametrize(
    "markup",
    [
        inline(button()),
        inline(button(callback_data="a" * 64)),
        inline({"text": "Ver", "url": "https://ejemplo.org"}),
        inline({"text": "Copiar", "copy_text": {"text": "911"}}),
        inline(button(style="danger")),
        {"inline_keyboard": []},
        {"keyboard": [[{"text": "Temas"}]]},
        {"keyboard": [[{"text": "Aquí", "request_location": True}]]},
        {"remove_keyboard": True},
        {"force_reply": True},
    ],
)
def test_a_right_keyboard_passes(markup: JSON) -> None:
    check_markup(markup, is_private=True)


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        (inline(button(text=" ")), "text must be non-empty"),
        (inline({"text": "Solo texto"}), "Text buttons are unallowed in the inline keyboard"),
        (inline(button(url="https://e.mx")), "exactly one action"),
        (inline(button(callback_data="")), "BUTTON_DATA_INVALID"),
        (inline(button(callback_data="a" * 65)), "BUTTON_DATA_INVALID"),
        (inline(button(callback_data="ñ" * 33)), "BUTTON_DATA_INVALID"),
        (inline({"text": "Ver", "url": "ejemplo"}), "BUTTON_URL_INVALID"),
        (inline({"text": "Ver", "url": "http://[1"}), "BUTTON_URL_INVALID"),
        (inline({"text": "Copiar", "copy_text": {"text": ""}}), "BUTTON_COPY_TEXT_INVALID"),
        (inline(button(style="pink")), "unknown style"),
        (inline(*[button()] * 9), "reply markup is too long"),
        ({"inline_keyboard": [[button()]] * 101}, "reply markup is too long"),
        ({"keyboard": []}, "keyboard must be non-empty"),
        ({"keyboard": [[{"text": ""}]]}, "text must be non-empty"),
        (
            {"keyboard": [[{"text": "a", "request_location": True, "request_contact": True}]]},
            "at most one action",
        ),
        (
            {"keyboard": [[{"text": "a"}]], "input_field_placeholder": "a" * 65},
            "from 1 to 64 characters",
        ),
        ({"remove_keyboard": False}, "reply markup must be true"),
    ],
)
def test_a_wrong_keyboard_is_refused(markup: JSON, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        check_markup(markup, is_private=True)


def test_a_group_cannot_be_asked_for_a_place() -> None:
    with pytest.raises(Refusal, match="BUTTON_TYPE_INVALID"):
        check_markup({"keyboard": [[{"text": "a", "request_contact": True}]]}, is_private=False)


def test_only_a_keyboard_with_buttons_is_inline() -> None:
    assert has_inline(inline(button()))
    assert not has_inline({"inline_keyboard": [[]]})
    assert not has_inline({"keyboard": [[{"text": "a"}]]})
    assert not has_inline(None)


@pytest.mark.parametrize(
    ("command", "description", "reason"),
    [
        ("Temas", "a", "BOT_COMMAND_INVALID"),
        ("a" * 33, "a", "BOT_COMMAND_INVALID"),
        ("", "a", "BOT_COMMAND_INVALID"),
        ("temas", "", "BOT_COMMAND_DESCRIPTION_INVALID"),
        ("temas", "a" * 257, "BOT_COMMAND_DESCRIPTION_INVALID"),
    ],
)
def test_wrong_commands_are_refused(command: str, description: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        check_commands([{"command": command, "description": description}])


def test_a_bot_sets_one_reaction_of_telegrams_list() -> None:
    assert check_reaction([{"type": "emoji", "emoji": "✍"}]) == ["✍"]
    assert check_reaction([]) == []
    with pytest.raises(Refusal, match="REACTION_INVALID"):
        check_reaction([{"type": "emoji", "emoji": "✅"}])
    with pytest.raises(Refusal, match="REACTIONS_TOO_MANY"):
        check_reaction([{"type": "emoji", "emoji": "👍"}, {"type": "emoji", "emoji": "👎"}])
