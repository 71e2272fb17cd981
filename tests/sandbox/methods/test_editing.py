from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

import pytest
import time_machine

from tests.kit.sandbox import GROUP_ID, Sandbox

JSON = dict[str, Any]
CHILD = 700000001
TAKE = {"inline_keyboard": [[{"text": "Tomar", "callback_data": "t"}]]}


@pytest.fixture
def refusal(sandbox: Sandbox) -> Callable[..., str]:
    def ask(method: str, **arguments: Any) -> str:
        answer = sandbox.bot(method, **arguments)
        assert not answer["ok"], answer
        return str(answer["description"]).removeprefix("Bad Request: ")

    return ask


@pytest.fixture
def its(sandbox: Sandbox) -> JSON:
    """A message of the bot with a button, as the arguments that name it."""
    sandbox.start(1)
    sent = sandbox.bot("sendMessage", chat_id=CHILD, text="hola", reply_markup=TAKE)
    return {"chat_id": CHILD, "message_id": sent["result"]["message_id"]}


def test_an_edit_changes_text_and_buttons(sandbox: Sandbox, its: JSON) -> None:
    edited = sandbox.bot("editMessageText", **its, text="adiós")["result"]
    assert edited["text"] == "adiós"
    assert "reply_markup" not in edited
    assert "edit_date" in edited
    assert sandbox.bot("editMessageReplyMarkup", **its, reply_markup=TAKE)["ok"]
    assert sandbox.child_labels(1) == ["Tomar"]


def test_an_edit_has_to_change_something(its: JSON, refusal: Callable[..., str]) -> None:
    reason = refusal("editMessageText", **its, text=" hola ", reply_markup=TAKE)
    assert reason.startswith("message is not modified: specified new message content")
    assert refusal("editMessageReplyMarkup", **its, reply_markup=TAKE) == reason


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"message_id": 9}, "message to edit not found"),
        ({"chat_id": 9}, "chat not found"),
        ({"text": ""}, "message text is empty"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b"}]]}}, "Text buttons"),
    ],
)
def test_a_wrong_edit_is_refused(
    its: JSON, refusal: Callable[..., str], change: JSON, reason: str
) -> None:
    assert reason in refusal("editMessageText", **{"text": "a", **its, **change})


def test_an_edit_names_its_message(refusal: Callable[..., str]) -> None:
    assert refusal("editMessageText", text="a") == "chat_id is empty"
    assert (
        refusal("editMessageText", text="a", chat_id=GROUP_ID)
        == "message identifier is not specified"
    )


def test_some_messages_cannot_be_edited(
    sandbox: Sandbox, its: JSON, refusal: Callable[..., str]
) -> None:
    own = sandbox.child_says(1, "mío")["message_id"]
    keyboard = {"keyboard": [["Temas"]]}
    kept = sandbox.bot("sendMessage", chat_id=CHILD, text="a", reply_markup=keyboard)["result"]
    photo = sandbox.child_sends(1, "photo")["photo"][0]["file_id"]
    sent = sandbox.bot("sendPhoto", chat_id=CHILD, photo=photo)["result"]
    reasons = [
        refusal("editMessageText", chat_id=CHILD, message_id=message_id, text="otro")
        for message_id in (own, kept["message_id"], sent["message_id"])
    ]
    assert reasons == [
        "message can't be edited",
        "message can't be edited",
        "there is no text in the message to edit",
    ]


def test_a_press_is_answered_once_and_soon(
    sandbox: Sandbox, its: JSON, refusal: Callable[..., str]
) -> None:
    too_old = "query is too old and response timeout expired or query ID is invalid"
    query = sandbox.child_presses(1, "Tomar")["query"]
    assert sandbox.bot("answerCallbackQuery", callback_query_id=query, text="Listo")["ok"]
    assert refusal("answerCallbackQuery", callback_query_id=query) == too_old
    assert refusal("answerCallbackQuery", callback_query_id="1") == too_old
    assert refusal("answerCallbackQuery", callback_query_id=query, text="a" * 201) == (
        "MESSAGE_TOO_LONG"
    )
    late = sandbox.child_presses(1, "Tomar")["query"]
    with time_machine.travel(datetime.now(timezone.utc) + timedelta(minutes=1)):
        assert refusal("answerCallbackQuery", callback_query_id=late) == too_old


def test_reactions_stand_on_their_message(
    sandbox: Sandbox, its: JSON, refusal: Callable[..., str]
) -> None:
    thumb = [{"type": "emoji", "emoji": "👍"}]
    assert sandbox.bot("setMessageReaction", **its, reaction=thumb)["ok"]
    assert sandbox.reactions("child:1", its["message_id"]) == ["👍"]
    assert sandbox.bot("setMessageReaction", **its)["ok"]
    assert sandbox.reactions("child:1", its["message_id"]) == []
    its["message_id"] = 9
    assert refusal("setMessageReaction", **its, reaction=thumb) == "message to react not found"


def test_deleting(sandbox: Sandbox, its: JSON, refusal: Callable[..., str]) -> None:
    theirs = sandbox.child_says(1, "borra esto")["message_id"]
    assert sandbox.bot("deleteMessage", **its)["ok"]
    assert sandbox.bot("deleteMessages", chat_id=CHILD, message_ids=[theirs, 9])["ok"]
    assert [message["text"] for message in sandbox.child_messages(1)] == ["/start"]
    assert refusal("deleteMessage", **its) == "message to delete not found"
    assert "identifiers" in refusal("deleteMessages", chat_id=CHILD, message_ids=[])


def test_what_cannot_be_deleted(sandbox: Sandbox, its: JSON, refusal: Callable[..., str]) -> None:
    thread = sandbox.bot("createForumTopic", chat_id=GROUP_ID, name="Caso")["result"]
    created = {"chat_id": GROUP_ID, "message_id": thread["message_thread_id"]}
    assert refusal("deleteMessage", **created) == "message can't be deleted"
    theirs = sandbox.staff_says("ana", "hola")["message_id"]
    sandbox.do("rights", can_delete_messages=False)
    assert refusal("deleteMessage", chat_id=GROUP_ID, message_id=theirs) == (
        "message can't be deleted"
    )
    with time_machine.travel(datetime.now(timezone.utc) + timedelta(hours=49)):
        assert refusal("deleteMessage", **its) == "message can't be deleted"
    assert sandbox.bot("deleteMessage", **its)["ok"]


def test_pinning_needs_its_right_in_the_group(
    sandbox: Sandbox, its: JSON, refusal: Callable[..., str]
) -> None:
    assert sandbox.bot("pinChatMessage", **its)["ok"]
    assert sandbox.child_messages(1)[-1]["pinned_message"]["text"] == "hola"
    sandbox.do("rights", can_pin_messages=False)
    sent = sandbox.bot("sendMessage", chat_id=GROUP_ID, text="a")["result"]
    in_group = {"chat_id": GROUP_ID, "message_id": sent["message_id"]}
    assert "not enough rights" in refusal("pinChatMessage", **in_group)
