import pytest

from tests.kit.sandbox import GROUP_ID, Sandbox

CHILD = 700000001


def updates(sandbox: Sandbox) -> list[tuple[str, dict[str, object]]]:
    """Return the bot's updates by kind, and confirm them."""
    found = sandbox.bot("getUpdates")["result"]
    if found:
        sandbox.bot("getUpdates", offset=found[-1]["update_id"] + 1)
    return [(kind, update[kind]) for update in found for kind in update if kind != "update_id"]


def test_a_child_writes_sends_and_edits(sandbox: Sandbox) -> None:
    sandbox.start(2)
    said = sandbox.child_says(2, "ola")
    sandbox.child_edits(2, said["message_id"], "hola /temas")
    sandbox.child_sends(2, "voice")
    kinds = updates(sandbox)
    assert [kind for kind, _ in kinds] == ["message", "message", "edited_message", "message"]
    assert kinds[2][1]["text"] == "hola /temas"
    assert kinds[2][1]["entities"] == [{"type": "bot_command", "offset": 5, "length": 6}]


def test_a_press_tells_who_where_and_what(sandbox: Sandbox) -> None:
    button = {"inline_keyboard": [[{"text": "Tomar", "callback_data": "t:1"}]]}
    sent = sandbox.bot("sendMessage", chat_id=GROUP_ID, text="Caso", reply_markup=button)
    sandbox.staff_presses("stranger", "Tomar")
    ((kind, query),) = updates(sandbox)
    assert kind == "callback_query"
    assert query["data"] == "t:1"
    assert query["message"] == sent["result"]
    sandbox.bot(
        "editMessageReplyMarkup", chat_id=GROUP_ID, message_id=sent["result"]["message_id"]
    )
    order = {"chat": "group", "user": "ana", "message_id": sent["result"]["message_id"]}
    with pytest.raises(AssertionError, match="ya no está"):
        sandbox.do("press", **order, label="Tomar")


def test_a_link_button_does_not_tell_the_bot(sandbox: Sandbox) -> None:
    button = {"inline_keyboard": [[{"text": "Ver", "url": "https://ejemplo.org"}]]}
    sandbox.bot("sendMessage", chat_id=GROUP_ID, text="Caso", reply_markup=button)
    with pytest.raises(AssertionError, match="no avisa al bot"):
        sandbox.staff_presses("ana", "Ver")


def test_the_bot_is_told_what_no_phone_here_can_do(sandbox: Sandbox) -> None:
    sandbox.tells("message", {"message_id": 5, "poll": {"question": "¿?"}})
    sandbox.tells("message_reaction", {"message_id": 5})
    assert updates(sandbox) == [("message", {"message_id": 5, "poll": {"question": "¿?"}})], (
        "the bot has not asked for the other kind"
    )
    with pytest.raises(AssertionError, match="content"):
        sandbox.do("update", kind="message")


def test_blocking_and_coming_back(sandbox: Sandbox) -> None:
    sandbox.start(1)
    sandbox.block(1)
    sandbox.block(1)
    with pytest.raises(AssertionError, match="Bloqueaste"):
        sandbox.child_says(1, "hola")
    sandbox.start(1)
    kinds = updates(sandbox)
    assert [kind for kind, _ in kinds] == [
        "message",
        "my_chat_member",
        "my_chat_member",
        "message",
    ]
    assert kinds[1][1]["new_chat_member"]["status"] == "kicked"  # type: ignore[index]
    assert kinds[2][1]["new_chat_member"]["status"] == "member"  # type: ignore[index]


def test_people_come_and_go(sandbox: Sandbox) -> None:
    sandbox.bot("getUpdates", allowed_updates=["message", "chat_member"])
    sandbox.do("leave", user="beto")
    sandbox.do("join", user="stranger")
    assert [kind for kind, _ in updates(sandbox)] == ["chat_member", "message"] * 2
    assert sandbox.state()["members"] == ["ana", "bot", "carla", "stranger"]
    with pytest.raises(AssertionError, match="equipo"):
        sandbox.do("join", user="child1")


def test_an_anonymous_administrator_hides_behind_the_group(sandbox: Sandbox) -> None:
    said = sandbox.staff_says("anonymous", "hola")
    assert said["sender_chat"]["id"] == GROUP_ID
    assert said["from"]["username"] == "GroupAnonymousBot"


def test_replies_in_a_group_without_threads_are_numbered_by_their_first_message(
    sandbox: Sandbox,
) -> None:
    sandbox.reset("plain")
    sent = sandbox.bot("sendMessage", chat_id=GROUP_ID, text="Caso")["result"]
    first = sandbox.staff_says("ana", "hola", reply_to=sent["message_id"])
    second = sandbox.staff_says("beto", "hola", reply_to=first["message_id"])
    assert first["message_thread_id"] == second["message_thread_id"] == sent["message_id"]
    assert "is_topic_message" not in first


def test_the_group_and_the_phones_are_apart(sandbox: Sandbox) -> None:
    for order in (
        {"chat": "group", "user": "child1"},
        {"chat": "child:1", "user": "ana"},
        {"chat": "child:1", "user": "child2"},
    ):
        with pytest.raises(AssertionError, match="no escribe en ese chat"):
            sandbox.do("message", **order, text="hola")


@pytest.mark.parametrize(
    ("act", "order", "reason"),
    [
        ("message", {"chat": "child:1", "user": "child1", "text": "  "}, "vacío"),
        ("message", {"chat": "child:1", "user": "child1", "text": "a" * 4097}, "4096"),
        ("message", {"chat": "child:1", "user": "child1"}, "Falta «text»"),
        ("message", {"chat": "child:0", "user": "child0", "text": "a"}, "1 al 999"),
        ("message", {"chat": "luna", "user": "ana", "text": "a"}, "No conozco a «luna»"),
        ("message", {"chat": "group", "user": "ana", "text": "a", "thread_id": 9}, "hilo"),
        ("message", {"chat": "group", "user": "ana", "text": "a", "reply_to": 9}, "ya no está"),
        ("media", {"chat": "child:1", "user": "child1", "kind": "olor"}, "No hay «olor»"),
        ("start", {}, "Falta «child»"),
        ("reset", {"mode": "luna"}, "forum o plain"),
    ],
)
def test_what_a_phone_would_not_do(
    sandbox: Sandbox, act: str, order: dict[str, object], reason: str
) -> None:
    with pytest.raises(AssertionError, match=reason):
        sandbox.do(act, **order)


def test_a_reset_begins_anew_without_using_a_number_twice(sandbox: Sandbox) -> None:
    before = sandbox.start(1)["message_id"]
    sandbox.limits()
    sandbox.faults("server_error")
    sandbox.reset("plain")
    assert sandbox.state()["mode"] == "plain"
    assert sandbox.calls() == []
    assert sandbox.bot("getUpdates")["result"] == []
    assert sandbox.bot("getMe")["ok"]
    assert sandbox.start(1)["message_id"] > before
