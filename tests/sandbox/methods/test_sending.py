from collections.abc import Callable
from typing import Any

import pytest

from tests.kit.sandbox import GROUP_ID, Sandbox

JSON = dict[str, Any]
CHILD = 700000001


@pytest.fixture
def refusal(sandbox: Sandbox) -> Callable[..., str]:
    def ask(method: str, **arguments: Any) -> str:
        answer = sandbox.bot(method, **arguments)
        assert not answer["ok"], answer
        return str(answer["description"])

    return ask


def test_a_bot_cannot_begin(sandbox: Sandbox, refusal: Callable[..., str]) -> None:
    assert refusal("sendMessage", chat_id=CHILD, text="a") == "Bad Request: chat not found"
    sandbox.block(1, blocked=False)
    assert (
        refusal("sendMessage", chat_id=CHILD, text="a")
        == "Forbidden: bot can't initiate conversation with a user"
    )
    sandbox.start(1)
    assert sandbox.bot("sendMessage", chat_id=CHILD, text="a")["ok"]
    sandbox.block(1)
    for method, more in (("sendMessage", {"text": "a"}), ("sendChatAction", {"action": "typing"})):
        assert refusal(method, chat_id=CHILD, **more) == "Forbidden: bot was blocked by the user"
    sandbox.start(1)
    assert sandbox.bot("sendMessage", chat_id=CHILD, text="a")["ok"]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"text": " \n "}, "message text is empty"),
        ({"text": "<b> </b>", "parse_mode": "HTML"}, "message text is empty"),
        ({"text": "a" * 4097}, "message is too long"),
        ({"text": "a", "message_thread_id": 9}, "message thread not found"),
        ({"text": "a", "reply_parameters": {"message_id": 9}}, "message to be replied not found"),
        ({"text": "a", "chat_id": "@nadie"}, "chat not found"),
        ({"text": "a", "reply_markup": {"inline_keyboard": [[{"text": "b"}]]}}, "Text buttons"),
    ],
)
def test_what_a_child_cannot_be_sent(
    sandbox: Sandbox, refusal: Callable[..., str], more: JSON, reason: str
) -> None:
    sandbox.start(1)
    assert reason in refusal("sendMessage", **{"chat_id": CHILD, **more})
    assert len(sandbox.child_messages(1)) == 1


def test_a_reply_to_nothing_can_be_allowed(sandbox: Sandbox) -> None:
    sandbox.start(1)
    parameters = {"message_id": 9, "allow_sending_without_reply": True}
    sent = sandbox.bot("sendMessage", chat_id=CHILD, text="a", reply_parameters=parameters)
    assert "reply_to_message" not in sent["result"]


def test_the_keyboard_lies_under_the_childs_field_until_it_is_removed(sandbox: Sandbox) -> None:
    sandbox.start(1)
    keyboard = {"keyboard": [["Temas"]], "is_persistent": True}
    sent = sandbox.bot("sendMessage", chat_id=CHILD, text="a", reply_markup=keyboard)
    assert "reply_markup" not in sent["result"]
    sandbox.bot("sendMessage", chat_id=CHILD, text="b")
    assert sandbox.child_labels(1) == ["Temas"]
    assert sandbox.child_presses(1, "Temas")["text"] == "Temas"
    sandbox.bot("sendMessage", chat_id=CHILD, text="c", reply_markup={"remove_keyboard": True})
    assert sandbox.child_labels(1) == []


def test_a_copy_takes_the_content_and_not_the_sender(
    sandbox: Sandbox, refusal: Callable[..., str]
) -> None:
    photo = sandbox.child_sends(1, "photo", caption="mira")
    its = {"chat_id": GROUP_ID, "from_chat_id": CHILD, "message_id": photo["message_id"]}
    sandbox.bot("copyMessage", **its)
    sandbox.bot("copyMessage", **its, caption="de Quetzal 27")
    kept, renamed = sandbox.group_messages()
    assert (kept["caption"], renamed["caption"]) == ("mira", "de Quetzal 27")
    assert kept["from"]["is_bot"]
    assert kept["photo"] == photo["photo"]
    assert refusal("copyMessage", **{**its, "message_id": 9}).endswith("message to copy not found")
    sandbox.bot("createForumTopic", chat_id=GROUP_ID, name="Caso")
    service = {**its, "from_chat_id": GROUP_ID, "message_id": sandbox.threads()[0]["id"]}
    assert refusal("copyMessage", **service).endswith("message can't be copied")


def test_typing_is_told_to_the_page(sandbox: Sandbox, refusal: Callable[..., str]) -> None:
    sandbox.start(1)
    seq = sandbox.state()["seq"]
    assert sandbox.bot("sendChatAction", chat_id=CHILD, action="typing")["ok"]
    assert sandbox.events(seq)[-1]["kind"] == "typing"
    assert "wrong parameter action" in refusal("sendChatAction", chat_id=CHILD, action="sing")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"latitude": 91, "longitude": 0}, "wrong location specified"),
        ({"latitude": 0, "longitude": 0, "horizontal_accuracy": 2000}, "horizontal accuracy"),
    ],
)
def test_a_place_is_on_earth(
    sandbox: Sandbox, refusal: Callable[..., str], more: JSON, reason: str
) -> None:
    sandbox.start(1)
    assert reason in refusal("sendLocation", chat_id=CHILD, **more)
