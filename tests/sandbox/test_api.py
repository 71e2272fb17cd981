"""Holds our tables, and what the server returns, against Telegram's own description."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from bot.sandbox import api
from tests.kit.sandbox import GROUP_ID, Sandbox

JSON = dict[str, Any]

# The description is reference data that lies beside the repository on the team's machines.
DESCRIPTION = Path(__file__).parents[2].parent / "shared" / "telegram" / "bot_api_10.1.json"
CHILD = 700000001
SCALARS: dict[str, tuple[type, ...]] = {
    "Integer": (int,),
    "Float": (int, float),
    "String": (str,),
    "Boolean": (bool,),
    "True": (bool,),
}


@pytest.fixture(scope="module")
def telegram() -> JSON:
    if not DESCRIPTION.exists():
        pytest.skip("Telegram's description is not on this machine")
    described: JSON = json.loads(DESCRIPTION.read_text(encoding="utf-8"))
    return described


def differences(ours: api.Fields, theirs: list[JSON]) -> list[str]:
    """Return what Telegram would not take, or demands in vain."""
    described = {entry["name"]: entry for entry in theirs}
    found = []
    for name, type_name in (ours.required | ours.optional).items():
        if name not in described:
            found.append(f"{name}: unknown to Telegram")
        elif set(type_name.split("|")) != set(described[name]["types"]):
            found.append(f"{name}: {type_name} is {described[name]['types']}")
        elif described[name]["required"] != (name in ours.required):
            found.append(f"{name}: required or not")
    found += [
        f"{name}: is missing here"
        for name, entry in described.items()
        if entry["required"] and name not in ours.required
    ]
    return found


@pytest.mark.parametrize("name", api.METHODS)
def test_a_method_takes_only_what_telegram_takes(name: str, telegram: JSON) -> None:
    described = telegram["methods"][name]
    assert differences(api.METHODS[name], described.get("fields", [])) == []
    assert set(api.METHODS[name].returns.split("|")) == set(described["returns"])


@pytest.mark.parametrize("name", api.OBJECTS)
def test_an_object_has_only_what_telegram_knows(name: str, telegram: JSON) -> None:
    assert differences(api.OBJECTS[name], telegram["types"][name].get("fields", [])) == []


def test_the_lists_are_those_of_telegram(telegram: JSON) -> None:
    def described(group: str, name: str, field: str) -> str:
        fields = telegram[group][name]["fields"]
        return str(next(f["description"] for f in fields if f["name"] == field))

    updates = [f["name"] for f in telegram["types"]["Update"]["fields"]]
    emojis = re.findall('"([^"]+)"', described("types", "ReactionTypeEmoji", "emoji"))
    colours = re.findall(r"\d{7,8}(?= \()", described("methods", "createForumTopic", "icon_color"))
    entities = re.findall('"([^"]+)"', described("types", "MessageEntity", "type"))
    actions = re.findall(r"[a-z_]+", described("methods", "sendChatAction", "action"))

    assert list(api.UPDATE_TYPES) == [name for name in updates if name != "update_id"]
    assert set(emojis) == api.REACTIONS
    assert [int(colour) for colour in colours] == list(api.THREAD_COLOURS)
    assert set(entities) >= api.ENTITY_TYPES
    assert set(actions) >= api.CHAT_ACTIONS
    for parent, kinds in api.KINDS.items():
        assert set(telegram["types"][parent]["subtypes"]) >= set(kinds.values())


def test_what_the_server_returns_has_the_described_fields(
    sandbox: Sandbox, telegram: JSON
) -> None:
    sandbox.bot("getUpdates", allowed_updates=["chat_member", *api.UPDATE_TYPES])
    use_everything(sandbox)
    results = [call for call in sandbox.calls() if "result" in call]
    updates = sandbox.bot("getUpdates")["result"]

    assert {call["method"] for call in results} == set(api.METHODS) - {"getUpdates"}
    assert {key for update in updates for key in update} == {
        "update_id", "message", "edited_message", "callback_query", "my_chat_member",
        "chat_member",
    }  # fmt: skip
    problems = []
    for call in results:
        returns = telegram["methods"][call["method"]]["returns"]
        problems += misfits(telegram, call["result"], returns, call["method"])
    for update in updates:
        problems += misfits(telegram, update, ["Update"], "update")
    assert problems == []


def use_everything(sandbox: Sandbox) -> None:
    """Call each method, and make each kind of update, at least once."""
    bot = sandbox.bot
    button = {"inline_keyboard": [[{"text": "Tomar", "callback_data": "t"}]]}
    sandbox.start(1)
    files = {}
    for kind in ("voice", "photo", "video", "video_note", "audio", "document", "sticker"):
        message = sandbox.child_sends(1, kind, "con texto")
        files[kind] = message[kind][0] if kind == "photo" else message[kind]
        method = "send" + kind.title().replace("_", "")
        bot(method, chat_id=CHILD, **{kind: files[kind]["file_id"]})
    animation = sandbox.child_sends(1, "animation")["animation"]
    bot("sendAnimation", chat_id=CHILD, animation=animation["file_id"])
    sandbox.child_sends(1, "location")
    contact = sandbox.child_sends(1, "contact")
    sandbox.child_edits(1, sandbox.child_says(1, "ola")["message_id"], "hola")
    bot("getMe")
    bot("setWebhook", url="")
    bot("deleteWebhook")
    bot("getWebhookInfo")
    bot("getFile", file_id=files["voice"]["file_id"])
    bot("sendLocation", chat_id=CHILD, latitude=1.5, longitude=2, horizontal_accuracy=3)
    bot("copyMessage", chat_id=CHILD, from_chat_id=CHILD, message_id=contact["message_id"])
    text = "<b>Hola</b> https://ejemplo.org /temas"
    sent = bot("sendMessage", chat_id=CHILD, text=text, parse_mode="HTML", reply_markup=button)
    query = sandbox.child_presses(1, "Tomar")["query"]
    bot("answerCallbackQuery", callback_query_id=query, text="Listo")
    its = {"chat_id": CHILD, "message_id": sent["result"]["message_id"]}
    bot("editMessageReplyMarkup", **its)
    bot("editMessageText", **its, text="Otra cosa", reply_markup=button)
    bot("setMessageReaction", **its, reaction=[{"type": "emoji", "emoji": "👍"}])
    bot("pinChatMessage", **its)
    bot("deleteMessage", **its)
    bot("deleteMessages", chat_id=CHILD, message_ids=[contact["message_id"]])
    bot("sendChatAction", chat_id=CHILD, action="typing")
    bot("setMyCommands", commands=[{"command": "temas", "description": "Temas"}])
    bot("getMyCommands")
    bot("deleteMyCommands")
    use_group(sandbox)
    sandbox.block(1)


def use_group(sandbox: Sandbox) -> None:
    bot = sandbox.bot
    bot("getChat", chat_id=CHILD)
    bot("getChat", chat_id=GROUP_ID)
    for user_id in (424242, 600000001, 600000002, 600000009):
        bot("getChatMember", chat_id=GROUP_ID, user_id=user_id)
    bot("getChatAdministrators", chat_id=GROUP_ID)
    thread = bot("createForumTopic", chat_id=GROUP_ID, name="Caso")["result"]
    its = {"chat_id": GROUP_ID, "message_thread_id": thread["message_thread_id"]}
    bot("sendMessage", **its, text="Hola")
    sandbox.staff_says("ana", "hola", its["message_thread_id"])
    sandbox.staff_says("anonymous", "hola")
    sandbox.do("leave", user="beto")
    sandbox.do("join", user="beto")
    bot("editForumTopic", **its, name="Caso 2")
    bot("closeForumTopic", **its)
    bot("reopenForumTopic", **its)
    bot("deleteForumTopic", **its)
    bot("leaveChat", chat_id=GROUP_ID)


def misfits(telegram: JSON, value: Any, types: list[str], where: str) -> list[str]:
    """Return why a value is of none of the types; empty if it is of one."""
    attempts = [_misfits(telegram, value, name, where) for name in types]
    return min(attempts, key=len)


def _misfits(telegram: JSON, value: Any, type_name: str, where: str) -> list[str]:
    if type_name.startswith("Array of "):
        if not isinstance(value, list):
            return [f"{where}: is not an array"]
        inner = [type_name.removeprefix("Array of ")]
        return [each for item in value for each in misfits(telegram, item, inner, where)]
    if type_name in SCALARS:
        is_right = isinstance(value, SCALARS[type_name])
        is_disguised = isinstance(value, bool) and type_name not in {"Boolean", "True"}
        return [] if is_right and not is_disguised else [f"{where}: {value!r} is no {type_name}"]
    described = telegram["types"][type_name]
    if described.get("subtypes"):
        return misfits(telegram, value, described["subtypes"], where)
    if not isinstance(value, dict):
        return [f"{where}: is not an object"]
    fields = {entry["name"]: entry for entry in described.get("fields", [])}
    found = [f"{where}.{name}: no such field" for name in value.keys() - fields.keys()]
    for name, entry in fields.items():
        if name in value:
            found += misfits(telegram, value[name], entry["types"], f"{where}.{name}")
        elif entry["required"]:
            found.append(f"{where}.{name}: is missing")
    return found
