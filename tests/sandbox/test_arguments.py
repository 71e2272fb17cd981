"""What the server refuses before it does anything, and in which words."""

from typing import Any

import httpx
import pytest

from bot.sandbox.arguments import Upload, read_arguments
from bot.sandbox.refusal import Refusal
from tests.kit.sandbox import TOKEN, Sandbox

TEXT = {"chat_id": 1, "text": "hola"}

REFUSED: list[tuple[str, dict[str, Any], str]] = [
    ("sendMessage", {"text": "hola"}, "chat_id is empty"),
    ("sendMessage", {"chat_id": 1}, "message text is empty"),
    ("sendMessage", {**TEXT, "colour": "red"}, 'method sendMessage has no parameter "colour"'),
    ("sendMessage", {**TEXT, "text": 5}, '"text" must be of type String'),
    ("sendMessage", {**TEXT, "chat_id": 1.5}, '"chat_id" must be of type Integer or String'),
    ("sendMessage", {**TEXT, "chat_id": True}, '"chat_id" must be of type Integer or String'),
    ("sendMessage", {**TEXT, "text": "\ud83d"}, "strings must be encoded in UTF-8"),
    (
        "sendMessage",
        {**TEXT, "message_thread_id": "x"},
        'parameter "message_thread_id" must be of type Integer',
    ),
    (
        "sendMessage",
        {**TEXT, "disable_notification": "perhaps"},
        'parameter "disable_notification" must be of type Boolean',
    ),
    ("sendMessage", {**TEXT, "reply_markup": "{"}, "can't parse reply_markup JSON object"),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {}},
        "can't parse reply_markup: object must be one of InlineKeyboardMarkup, "
        "ReplyKeyboardMarkup, ReplyKeyboardRemove, ForceReply",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": [{"text": "a"}]}},
        '"inline_keyboard" must be an Array',
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": [[{"callback_data": "a"}]]}},
        "can't parse inline_keyboard: can't find field \"text\"",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": [["a"]]}},
        "can't parse inline_keyboard: expected an Object",
    ),
    (
        "sendMessage",
        {**TEXT, "reply_markup": {"inline_keyboard": [[{"text": "a", "pay": True}]]}},
        'can\'t parse inline_keyboard: InlineKeyboardButton has no field "pay"',
    ),
    (
        "setMessageReaction",
        {"chat_id": 1, "message_id": 1, "reaction": [{"type": "paid"}]},
        "can't parse reaction: unsupported type specified",
    ),
    (
        "deleteMessages",
        {"chat_id": 1, "message_ids": [1, "2"]},
        '"message_ids" must be of type Integer',
    ),
    ("createForumTopic", {"chat_id": 1}, 'parameter "name" is required'),
]


@pytest.mark.parametrize(("method", "given", "reason"), REFUSED)
def test_a_wrong_call_is_refused(method: str, given: dict[str, Any], reason: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_arguments(method, given)
    assert refused.value.description == f"Bad Request: {reason}"
    assert refused.value.code == 400


def test_forms_carry_everything_as_text() -> None:
    read = read_arguments(
        "sendLocation",
        {
            "chat_id": "-1001",
            "latitude": "14.5",
            "longitude": "-92",
            "disable_notification": "True",
            "reply_parameters": '{"message_id": 3}',
            "reply_markup": '{"keyboard": [["Temas", {"text": "Ayuda"}]]}',
        },
    )
    assert read == {
        "chat_id": -1001,
        "latitude": 14.5,
        "longitude": -92.0,
        "disable_notification": True,
        "reply_parameters": {"message_id": 3},
        "reply_markup": {"keyboard": [[{"text": "Temas"}, {"text": "Ayuda"}]]},
    }


def test_a_text_that_looks_like_a_number_stays_a_text() -> None:
    assert read_arguments("sendMessage", {"chat_id": "5", "text": "911"})["text"] == "911"


def test_a_file_is_an_upload_or_the_name_of_one() -> None:
    upload = Upload("voz.ogg", 10)
    assert read_arguments("sendVoice", {"chat_id": 1, "voice": upload})["voice"] is upload
    assert read_arguments("sendVoice", {"chat_id": 1, "voice": "id"})["voice"] == "id"


def test_calls_come_in_four_shapes(sandbox: Sandbox) -> None:
    sandbox.start(1)
    url = f"{sandbox.base_url}/bot{TOKEN}/sendMessage"
    given = {"chat_id": "700000001", "text": "hola"}
    answers = [
        httpx.get(url, params=given),
        httpx.post(url, json=given),
        httpx.post(url, data=given),
        httpx.post(url, data=given, files={"unused": b""}),
    ]
    assert [answer.json()["ok"] for answer in answers] == [True, True, True, False]
    assert "unused" in answers[-1].json()["description"]


@pytest.mark.parametrize("body", ["[]", "{", '"hola"'])
def test_a_body_that_is_no_object_is_refused(sandbox: Sandbox, body: str) -> None:
    answer = httpx.post(
        f"{sandbox.base_url}/bot{TOKEN}/getMe",
        content=body,
        headers={"Content-Type": "application/json"},
    )
    assert answer.status_code == 400
    assert answer.json()["description"].startswith("Bad Request: can't parse JSON request body")


def test_an_unknown_method_or_token_is_not_found(sandbox: Sandbox) -> None:
    assert sandbox.bot("sendInvoice") == {
        "ok": False, "error_code": 404, "description": "Not Found: method not found",
    }  # fmt: skip
    assert httpx.get(f"{sandbox.base_url}/bot12:short/getMe").status_code == 404
    assert sandbox.bot("GETME")["ok"]
