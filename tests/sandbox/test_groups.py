"""Further groups, groups that become supergroups, and what people do to threads."""

import pytest

from tests.kit.sandbox import GROUP_ID, Sandbox

OTHER, BASIC, UPGRADED = -1001000000002, -5001, -1001000000003
EVERYTHING = ["message", "callback_query", "chat_member", "my_chat_member"]


def updates(sandbox: Sandbox) -> list[tuple[str, dict[str, object]]]:
    """Return the bot's updates by kind, and confirm them."""
    found = sandbox.bot("getUpdates", allowed_updates=EVERYTHING)["result"]
    if found:
        sandbox.bot("getUpdates", offset=found[-1]["update_id"] + 1)
    return [(kind, update[kind]) for update in found for kind in update if kind != "update_id"]


@pytest.fixture(autouse=True)
def _listens(sandbox: Sandbox) -> None:
    updates(sandbox)


def test_a_further_group_has_its_own_messages_and_threads(sandbox: Sandbox) -> None:
    sandbox.add_group("us", OTHER)
    made = sandbox.bot("createForumTopic", chat_id=OTHER, name="Caso")["result"]
    thread = made["message_thread_id"]
    sandbox.bot("sendMessage", chat_id=OTHER, message_thread_id=thread, text="hola")
    sandbox.staff_says("ana", "hola", thread, group="us")
    assert [message.get("text") for message in sandbox.thread_messages(thread, "us")][1:] == [
        "hola",
        "hola",
    ]
    assert [one["name"] for one in sandbox.threads("us")] == ["Caso"]
    assert sandbox.threads() == sandbox.group_messages() == []
    (added, _), (said, message) = updates(sandbox)
    assert (added, said) == ("my_chat_member", "message")
    assert message["chat"]["id"] == OTHER


def test_the_bot_can_leave_a_group(sandbox: Sandbox) -> None:
    sandbox.add_group("other", OTHER)
    assert sandbox.bot("leaveChat", chat_id=OTHER)["ok"]
    answer = sandbox.bot("sendMessage", chat_id=OTHER, text="hola")
    assert answer["description"] == "Forbidden: bot is not a member of the supergroup chat"


def test_a_basic_group_becomes_a_supergroup_and_the_bot_is_told_twice(sandbox: Sandbox) -> None:
    sandbox.add_group("old", BASIC, mode="basic")
    sandbox.bot("sendMessage", chat_id=BASIC, text="hola")
    updates(sandbox)
    sandbox.do("upgrade", chat="old", id=UPGRADED, mode="forum")
    (_, told), (_, heard) = updates(sandbox)
    assert (told["chat"]["type"], told["migrate_to_chat_id"]) == ("group", UPGRADED)
    assert (heard["chat"]["id"], heard["migrate_from_chat_id"]) == (UPGRADED, BASIC)
    refused = sandbox.bot("sendMessage", chat_id=BASIC, text="hola")
    assert refused["parameters"] == {"migrate_to_chat_id": UPGRADED}
    assert sandbox.bot("sendMessage", chat_id=UPGRADED, text="hola")["ok"]
    with pytest.raises(AssertionError, match="supergrupo"):
        sandbox.do("upgrade", chat="old", id=-1)


def test_people_close_open_and_delete_threads(sandbox: Sandbox) -> None:
    made = sandbox.bot("createForumTopic", chat_id=GROUP_ID, name="Caso")["result"]
    its = {"chat_id": GROUP_ID, "message_thread_id": made["message_thread_id"]}
    sandbox.thread("close", "ana", its["message_thread_id"])
    ((_, closed),) = updates(sandbox)
    assert closed["forum_topic_closed"] == {}
    sandbox.do("rights", can_manage_topics=False)
    refused = sandbox.bot("sendMessage", **its, text="hola")
    assert refused["description"] == "Bad Request: TOPIC_CLOSED"
    sandbox.thread("open", "ana", its["message_thread_id"])
    assert sandbox.bot("sendMessage", **its, text="hola")["ok"]
    sandbox.thread("delete", "ana", its["message_thread_id"])
    refused = sandbox.bot("sendMessage", **its, text="hola")
    assert refused["description"] == "Bad Request: message thread not found"
    assert sandbox.threads() == []


def test_administrators_are_made_and_unmade(sandbox: Sandbox) -> None:
    sandbox.do("promote", user="beto")
    ((kind, change),) = updates(sandbox)
    assert (kind, change["new_chat_member"]["status"]) == ("chat_member", "administrator")
    administrators = sandbox.bot("getChatAdministrators", chat_id=GROUP_ID)["result"]
    assert "Beto" in [one["user"]["first_name"] for one in administrators]
    sandbox.do("promote", user="beto", is_administrator=False)
    assert updates(sandbox)[0][1]["new_chat_member"]["status"] == "member"


def test_a_caseworker_can_be_written_to_once_she_has_written(sandbox: Sandbox) -> None:
    ana = 600000001
    refused = sandbox.bot("sendMessage", chat_id=ana, text="hola")
    assert refused["description"] == "Forbidden: bot can't initiate conversation with a user"
    sandbox.writes_privately("ana")
    assert sandbox.bot("sendMessage", chat_id=ana, text="hola")["ok"]
    assert [message["text"] for message in sandbox.private_messages("ana")] == ["/start", "hola"]


def test_photos_of_an_album_say_so(sandbox: Sandbox) -> None:
    sandbox.staff_sends("ana", "photo", caption="// nota", album="7")
    sandbox.staff_sends("ana", "photo", album="7")
    albums = [message["media_group_id"] for _, message in updates(sandbox)]
    assert albums == ["7", "7"]


def test_a_mention_by_name_shows_who_is_meant(sandbox: Sandbox) -> None:
    def mention(user: int) -> dict[str, object]:
        someone = {"id": user, "is_bot": False, "first_name": "?"}
        return {"type": "text_mention", "offset": 0, "length": 3, "user": someone}

    text = {"chat_id": GROUP_ID, "text": "Ana: mira"}
    sent = sandbox.bot("sendMessage", **text, entities=[mention(600000001)])["result"]
    assert sent["entities"][0]["user"]["first_name"] == "Ana"
    sent = sandbox.bot("sendMessage", **text, entities=[mention(5)])["result"]
    assert "entities" not in sent, "Telegram drops whom it does not know"
    refused = sandbox.bot(
        "sendMessage", **text, entities=[{"type": "text_mention", "offset": 0, "length": 3}]
    )
    assert "user" in refused["description"]


@pytest.mark.parametrize(
    ("method", "more"),
    [
        ("sendMessage", {"text": "a"}),
        ("createForumTopic", {"name": "a"}),
    ],
)
def test_a_thread_that_is_opened_counts_like_a_message(
    sandbox: Sandbox, method: str, more: dict[str, str]
) -> None:
    sandbox.limits()
    for _ in range(20):
        assert sandbox.bot("createForumTopic", chat_id=GROUP_ID, name="Caso")["ok"]
    refused = sandbox.bot(method, chat_id=GROUP_ID, **more)
    assert refused["error_code"] == 429
