from tests.kit.sandbox import GROUP_ID, Sandbox

CHILD = 700000001


def test_the_group_and_its_members(sandbox: Sandbox) -> None:
    assert sandbox.bot("getChat", chat_id=GROUP_ID)["result"]["is_forum"] is True
    statuses = [
        sandbox.bot("getChatMember", chat_id=GROUP_ID, user_id=user_id)["result"]["status"]
        for user_id in (424242, 600000001, 600000002, 600000009, CHILD)
    ]
    assert statuses == ["administrator", "creator", "member", "left", "left"]
    administrators = sandbox.bot("getChatAdministrators", chat_id=GROUP_ID)["result"]
    assert {member["user"]["first_name"] for member in administrators} == {
        "Ana", "Colibrí (prueba)",
    }  # fmt: skip
    sandbox.reset("plain")
    assert "is_forum" not in sandbox.bot("getChat", chat_id=GROUP_ID)["result"]


def test_who_is_not_there(sandbox: Sandbox) -> None:
    sandbox.start(1)
    answers = [
        sandbox.bot("getChat", chat_id=-100),
        sandbox.bot("getChatMember", chat_id=GROUP_ID, user_id=5),
        sandbox.bot("getChatMember", chat_id=CHILD, user_id=600000001),
        sandbox.bot("getChatAdministrators", chat_id=CHILD),
        sandbox.bot("leaveChat", chat_id=CHILD),
    ]
    assert [answer["description"].removeprefix("Bad Request: ") for answer in answers] == [
        "chat not found",
        "PARTICIPANT_ID_INVALID",
        "PARTICIPANT_ID_INVALID",
        "there are no administrators in the private chat",
        "chat member status can't be changed in private chats",
    ]


def test_a_bot_that_left_is_out(sandbox: Sandbox) -> None:
    assert sandbox.bot("leaveChat", chat_id=GROUP_ID)["ok"]
    for method in ("getChat", "getChatAdministrators"):
        answer = sandbox.bot(method, chat_id=GROUP_ID)
        assert answer["error_code"] == 403
        assert answer["description"] == "Forbidden: bot is not a member of the supergroup chat"


def test_commands_are_kept_by_scope_and_language(sandbox: Sandbox) -> None:
    commands = [{"command": "temas", "description": "Ver los temas"}]
    scope = {"type": "chat", "chat_id": GROUP_ID}
    assert sandbox.bot("setMyCommands", commands=commands, scope=scope)["ok"]
    assert sandbox.bot("getMyCommands", scope=scope)["result"] == commands
    assert sandbox.bot("getMyCommands")["result"] == []
    assert sandbox.bot("deleteMyCommands", scope=scope)["ok"]
    assert sandbox.bot("getMyCommands", scope=scope)["result"] == []
    assert not sandbox.bot("getMyCommands", language_code="spa")["ok"]


def test_a_webhook_elsewhere_is_refused_and_one_here_ends_polling(sandbox: Sandbox) -> None:
    answer = sandbox.bot("setWebhook", url="https://ejemplo.org")
    assert "this machine" in answer["description"]
    here = "http://127.0.0.1:9/telegram"  # nobody listens there: what comes waits
    assert sandbox.bot("setWebhook", url=here)["ok"]
    assert sandbox.bot("getWebhookInfo")["result"]["url"] == here
    assert sandbox.bot("getUpdates")["error_code"] == 409
    sandbox.start(1)
    assert sandbox.bot("getWebhookInfo")["result"]["pending_update_count"] == 1
    assert sandbox.bot("deleteWebhook", drop_pending_updates=True)["ok"]
    assert sandbox.bot("getWebhookInfo")["result"]["pending_update_count"] == 0
