import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import httpx
import pytest

from tests.kit.sandbox import GROUP_ID, Sandbox

CHILD = 700000001


def test_a_child_that_is_sent_to_too_fast(sandbox: Sandbox) -> None:
    sandbox.start(1)
    sandbox.faults("too_many", "sendMessage", count=2, seconds=7)
    for _ in range(2):
        answer = sandbox.bot("sendMessage", chat_id=CHILD, text="hola")
        assert answer["error_code"] == 429
        assert answer["parameters"] == {"retry_after": 7}
    assert sandbox.bot("sendMessage", chat_id=CHILD, text="hola")["ok"]


@pytest.mark.parametrize(
    ("kind", "code"), [("server_error", 500), ("forbidden", 403), ("not_found", 400)]
)
def test_other_answers(sandbox: Sandbox, kind: str, code: int) -> None:
    sandbox.start(1)
    sandbox.faults(kind)
    assert sandbox.bot("sendMessage", chat_id=CHILD, text="hola")["error_code"] == code
    assert len(sandbox.child_messages(1)) == 1


def test_a_proxy_answers_with_a_page(sandbox: Sandbox) -> None:
    sandbox.faults("bad_gateway")
    with pytest.raises(ValueError, match="Expecting value"):
        sandbox.bot("getMe")


@pytest.mark.parametrize(("kind", "arrived"), [("drop_before", 1), ("drop_after", 2)])
def test_a_lost_connection(sandbox: Sandbox, kind: str, arrived: int) -> None:
    sandbox.start(1)
    sandbox.faults(kind, "sendMessage")
    with pytest.raises(httpx.TransportError):
        sandbox.bot("sendMessage", chat_id=CHILD, text="hola")
    assert len(sandbox.child_messages(1)) == arrived
    assert sandbox.calls("sendMessage")[-1]["dropped"] is True


def test_a_slow_answer(sandbox: Sandbox) -> None:
    sandbox.faults("delay", "getMe", seconds=0.2)
    began = time.monotonic()
    assert sandbox.bot("getMe")["ok"]
    assert time.monotonic() - began >= 0.2


def test_a_fault_meets_only_its_method_and_chat(sandbox: Sandbox) -> None:
    sandbox.start(1)
    sandbox.faults("server_error", "sendMessage", chat_id=GROUP_ID)
    assert sandbox.bot("getUpdates")["ok"]
    assert sandbox.bot("sendMessage", chat_id=CHILD, text="hola")["ok"]
    assert not sandbox.bot("sendMessage", chat_id=GROUP_ID, text="hola")["ok"]
    sandbox.faults("server_error")
    sandbox.clear_faults()
    assert sandbox.bot("getMe")["ok"]


@pytest.mark.parametrize("order", [{"kind": "fire"}, {"kind": "delay", "count": 0}, {"x": 1}])
def test_a_fault_that_does_not_exist_cannot_be_ordered(
    sandbox: Sandbox, order: dict[str, object]
) -> None:
    with pytest.raises(AssertionError, match="falla"):
        sandbox.do("faults", **order)


def test_limits_are_switched_on_and_off(sandbox: Sandbox) -> None:
    sandbox.limits()
    answers = [sandbox.bot("sendMessage", chat_id=GROUP_ID, text="hola") for _ in range(21)]
    assert [answer["ok"] for answer in answers] == [True] * 20 + [False]
    assert answers[-1]["error_code"] == 429
    sandbox.limits(on=False)
    assert sandbox.bot("sendMessage", chat_id=GROUP_ID, text="hola")["ok"]


@contextmanager
def taking(sandbox: Sandbox) -> Iterator[list[str]]:
    """Be a bot with a webhook; give the texts in the order in which they come."""
    texts: list[str] = []

    class Taker(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            texts.append(json.loads(self.rfile.read(length))["message"]["text"])
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Taker)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    assert sandbox.bot("setWebhook", url=f"http://127.0.0.1:{server.server_port}/x")["ok"]
    try:
        yield texts
    finally:
        server.shutdown()
        server.server_close()


def test_an_update_that_is_late_is_overtaken_by_those_of_other_chats(sandbox: Sandbox) -> None:
    with taking(sandbox) as texts:
        sandbox.faults("delay", "webhook", seconds=0.4, chat_id=CHILD)
        sandbox.child_says(1, "uno")
        sandbox.child_says(1, "dos")
        sandbox.child_says(2, "tres")
        sandbox.wait_for(lambda: len(texts) == 3)
        assert texts == ["tres", "uno", "dos"]


def test_an_update_whose_answer_is_lost_comes_again(sandbox: Sandbox) -> None:
    with taking(sandbox) as texts:
        sandbox.faults("drop_after", "webhook")
        sandbox.faults("server_error", count=9)
        sandbox.child_says(1, "uno")
        sandbox.wait_for(lambda: len(texts) == 2)
        assert texts == ["uno", "uno"]
