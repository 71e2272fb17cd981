from collections.abc import Callable
from typing import Any

import pytest

from tests.kit.sandbox import GROUP_ID, Sandbox

JSON = dict[str, Any]


@pytest.fixture
def refusal(sandbox: Sandbox) -> Callable[..., str]:
    def ask(method: str, **arguments: Any) -> str:
        answer = sandbox.bot(method, chat_id=GROUP_ID, **arguments)
        assert not answer["ok"], answer
        return str(answer["description"]).removeprefix("Bad Request: ")

    return ask


@pytest.fixture
def its(sandbox: Sandbox) -> JSON:
    """A thread, as the argument that names it."""
    made = sandbox.bot("createForumTopic", chat_id=GROUP_ID, name="Caso", icon_color=16478047)
    return {"message_thread_id": made["result"]["message_thread_id"]}


def test_a_thread_begins_with_a_message_of_its_number(sandbox: Sandbox, its: JSON) -> None:
    thread = its["message_thread_id"]
    assert sandbox.threads() == [
        {"id": thread, "name": "Caso", "icon_color": 16478047, "closed": False}
    ]
    created = sandbox.thread_messages(thread)[0]
    assert created["message_id"] == thread
    assert created["forum_topic_created"]["name"] == "Caso"


def test_what_is_written_in_a_thread_replies_to_its_beginning(sandbox: Sandbox, its: JSON) -> None:
    thread = its["message_thread_id"]
    sandbox.bot("sendMessage", chat_id=GROUP_ID, text="a", **its)
    said = sandbox.staff_says("ana", "b", thread)
    for message in sandbox.thread_messages(thread)[1:]:
        assert message["is_topic_message"] is True
        assert message["message_thread_id"] == thread
        assert message["reply_to_message"]["message_id"] == thread
        assert "forum_topic_created" in message["reply_to_message"]
    answer = sandbox.staff_says("beto", "c", thread, reply_to=said["message_id"])
    assert answer["reply_to_message"]["text"] == "b"
    assert "reply_to_message" not in answer["reply_to_message"]


def test_general_has_no_number(sandbox: Sandbox, its: JSON) -> None:
    sent = sandbox.bot("sendMessage", chat_id=GROUP_ID, text="a")["result"]
    assert "message_thread_id" not in sent
    assert "reply_to_message" not in sent


def test_a_reply_goes_into_the_thread_of_its_message(
    sandbox: Sandbox, its: JSON, refusal: Callable[..., str]
) -> None:
    said = sandbox.staff_says("ana", "b", its["message_thread_id"])
    parameters = {"message_id": said["message_id"]}
    sent = sandbox.bot("sendMessage", chat_id=GROUP_ID, text="c", reply_parameters=parameters)
    assert sent["result"]["message_thread_id"] == its["message_thread_id"]
    other = sandbox.bot("createForumTopic", chat_id=GROUP_ID, name="Otro")["result"]
    elsewhere = {
        "message_thread_id": other["message_thread_id"],
        "reply_parameters": parameters,
    }
    assert refusal("sendMessage", text="d", **elsewhere) == "message to be replied not found"


@pytest.mark.parametrize("thread", [1, 9])
def test_a_thread_that_is_not_there(refusal: Callable[..., str], thread: int) -> None:
    its = {"message_thread_id": thread}
    assert refusal("sendMessage", text="a", **its) == "message thread not found"
    assert refusal("closeForumTopic", **its) == "TOPIC_ID_INVALID"


def test_closing_shuts_members_out_but_not_administrators(
    sandbox: Sandbox, its: JSON, refusal: Callable[..., str]
) -> None:
    thread = its["message_thread_id"]
    assert sandbox.bot("closeForumTopic", chat_id=GROUP_ID, **its)["ok"]
    assert refusal("closeForumTopic", **its) == "TOPIC_NOT_MODIFIED"
    assert "forum_topic_closed" in sandbox.thread_messages(thread)[-1]
    with pytest.raises(AssertionError, match="cerrado"):
        sandbox.staff_says("beto", "hola", thread)
    assert sandbox.staff_says("ana", "hola", thread)
    assert sandbox.bot("sendMessage", chat_id=GROUP_ID, text="a", **its)["ok"]
    sandbox.do("rights", can_manage_topics=False)
    assert refusal("sendMessage", text="a", **its) == "TOPIC_CLOSED"
    assert sandbox.bot("reopenForumTopic", chat_id=GROUP_ID, **its)["ok"]
    assert refusal("reopenForumTopic", **its) == "TOPIC_NOT_MODIFIED"
    assert sandbox.staff_says("beto", "hola", thread)


def test_renaming(sandbox: Sandbox, its: JSON, refusal: Callable[..., str]) -> None:
    assert sandbox.bot("editForumTopic", chat_id=GROUP_ID, name="Caso 2", **its)["ok"]
    assert sandbox.threads()[0]["name"] == "Caso 2"
    assert refusal("editForumTopic", name="Caso 2", **its) == "TOPIC_NOT_MODIFIED"
    assert refusal("editForumTopic", name="a" * 129, **its) == "topic name is too long"


def test_a_deleted_thread_is_gone_with_its_messages(
    sandbox: Sandbox, its: JSON, refusal: Callable[..., str]
) -> None:
    sandbox.do("rights", can_delete_messages=False)
    assert refusal("deleteForumTopic", **its) == "not enough rights to delete a topic"
    sandbox.do("rights", can_delete_messages=True)
    assert sandbox.bot("deleteForumTopic", chat_id=GROUP_ID, **its)["ok"]
    assert sandbox.threads() == []
    assert sandbox.group_messages() == []
    assert refusal("sendMessage", text="a", **its) == "message thread not found"


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"name": ""}, "topic name must be non-empty"),
        ({"name": "🔴" * 65}, "topic name is too long"),
        ({"name": "a", "icon_color": 5}, "invalid forum topic icon color specified"),
    ],
)
def test_a_thread_that_cannot_be_made(
    refusal: Callable[..., str], more: JSON, reason: str
) -> None:
    assert refusal("createForumTopic", **more) == reason


def test_making_threads_needs_a_forum_and_a_right(
    sandbox: Sandbox, refusal: Callable[..., str]
) -> None:
    sandbox.do("rights", can_manage_topics=False)
    assert refusal("createForumTopic", name="a") == "not enough rights to create a topic"
    sandbox.reset("plain")
    assert refusal("createForumTopic", name="a") == "the chat is not a forum"
    assert refusal("sendMessage", text="a", message_thread_id=5) == "message thread not found"
