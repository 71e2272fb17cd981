import json
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.kit.sandbox import GROUP_ID, Sandbox


def test_the_state_tells_chats_threads_and_members(sandbox: Sandbox) -> None:
    sandbox.child_says(3, "hola")
    sandbox.bot("createForumTopic", chat_id=GROUP_ID, name="Caso")
    state = sandbox.state()
    assert [chat["key"] for chat in state["chats"]] == ["group", "child:3"]
    assert state["threads"][0]["name"] == "Caso"
    assert state["members"] == ["ana", "beto", "bot", "carla"]


def test_the_stream_goes_on_from_where_a_reader_was(sandbox: Sandbox) -> None:
    seq = sandbox.state()["seq"]
    sandbox.child_says(1, "uno")
    url = f"{sandbox.base_url}/sandbox/events"
    with httpx.stream("GET", url, params={"after": seq}) as stream:
        lines = stream.iter_lines()
        first = read_event(lines)
        assert first["kind"] == "chat"
        assert read_event(lines)["message"]["text"] == "uno"
        sandbox.child_says(1, "dos")
        last = read_event(lines)
        assert last["message"]["text"] == "dos"
    with httpx.stream("GET", url, headers={"Last-Event-ID": str(first["seq"])}) as stream:
        assert read_event(stream.iter_lines())["message"]["text"] == "uno"
    with httpx.stream("GET", url, params={"after": 5}) as stream:
        assert read_event(stream.iter_lines())["kind"] == "reset"


def read_event(lines: Iterator[str]) -> dict[str, Any]:
    for line in lines:
        if line.startswith("data: "):
            event: dict[str, Any] = json.loads(line.removeprefix("data: "))
            return event
    raise AssertionError("the stream ended")


def test_calls_show_arguments_outcome_and_times(sandbox: Sandbox) -> None:
    sandbox.bot("sendMessage", chat_id=str(GROUP_ID), text="hola")
    sandbox.bot("sendMessage", chat_id=GROUP_ID, text="")
    sandbox.bot("getUpdates")
    good, bad = sandbox.calls()
    assert good["arguments"] == {"chat_id": GROUP_ID, "text": "hola"}
    assert good["result"]["text"] == "hola"
    assert good["began_at"] <= good["ended_at"]
    assert bad["error_code"] == 400
    assert sandbox.calls(after=good["number"]) == [bad]
    assert sandbox.calls("getMe") == []


def test_waiting_ends_when_something_happens(sandbox: Sandbox) -> None:
    sandbox.start(1)
    sandbox.bot("sendMessage", chat_id=700000001, text="hola niña")
    assert sandbox.wait_for_child(1, "niña")["text"] == "hola niña"
    began = time.monotonic()
    with pytest.raises(AssertionError, match=r"nothing in 0\.3 s"):
        sandbox.wait_for_group("nada", timeout=0.3)
    assert 0.3 <= time.monotonic() - began < 2
