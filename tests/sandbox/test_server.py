import httpx
import pytest

from bot.errors import ConfigError
from bot.sandbox.server import build_app, serve
from tests.kit.sandbox import TOKEN, Sandbox, running_sandbox

ORDER = {"chat": "child:1", "user": "child1", "text": "hola"}


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"Host": "localhost:8080"}, 200),
        ({"Host": "evil.example"}, 403),
        ({"Host": "127.0.0.1.evil.example:8080"}, 403),
        ({"Host": "[::1"}, 403),
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Host": "localhost:1", "Origin": "http://localhost:1"}, 200),
        ({"Host": "localhost:1", "Origin": "http://localhost:2"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}, 403),
    ],
)
def test_only_this_machine_drives_it(
    sandbox: Sandbox, headers: dict[str, str], status: int
) -> None:
    answer = httpx.post(f"{sandbox.base_url}/sandbox/message", json=ORDER, headers=headers)
    assert answer.status_code == status
    answer = httpx.get(f"{sandbox.base_url}/bot{TOKEN}/getMe", headers=headers)
    assert answer.status_code == status


def test_a_form_of_another_page_is_no_order(sandbox: Sandbox) -> None:
    answer = httpx.post(
        f"{sandbox.base_url}/sandbox/message",
        content='{"chat": "child:1", "user": "child1", "text": "hola"}',
        headers={"Content-Type": "text/plain"},
    )
    assert answer.status_code == 415


def test_a_link_may_lead_to_the_page(sandbox: Sandbox) -> None:
    headers = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    answer = httpx.get(sandbox.base_url, headers=headers, follow_redirects=True)
    assert answer.status_code == 200
    assert answer.url.path == "/sandbox/"


@pytest.mark.parametrize("name", ["", "page/app.js", "page/style.css", "page/colibri.svg"])
def test_the_page_brings_its_own_and_nothing_else(sandbox: Sandbox, name: str) -> None:
    answer = httpx.get(f"{sandbox.base_url}/sandbox/{name}")
    assert answer.status_code == 200
    policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert " style=" not in answer.text
    assert " on" + "click=" not in answer.text


@pytest.mark.parametrize("name", ["server.py", "..%2fserver.py", "nada.js"])
def test_nothing_beside_the_page_is_served(sandbox: Sandbox, name: str) -> None:
    assert httpx.get(f"{sandbox.base_url}/sandbox/page/{name}").status_code == 404


def test_it_opens_only_on_this_machine() -> None:
    with pytest.raises(ConfigError, match=r"127\.0\.0\.1"):
        serve("0.0.0.0", 8080, "forum")
    with pytest.raises(ConfigError, match="forum o plain"):
        build_app("luna")


def test_a_plain_group_can_be_asked_for() -> None:
    with running_sandbox(mode="plain") as plain:
        assert plain.state()["mode"] == "plain"
