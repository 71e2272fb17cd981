import httpx
import pytest

from bot.sandbox.files import CONTENT, KINDS
from tests.kit.sandbox import TOKEN, Sandbox

CHILD = 700000001


def test_a_stand_in_can_be_sent_on_and_fetched(sandbox: Sandbox) -> None:
    voice = sandbox.child_sends(1, "voice")["voice"]
    sent = sandbox.bot("sendVoice", chat_id=CHILD, voice=voice["file_id"], caption="oye")
    assert sent["result"]["voice"] == voice
    assert sent["result"]["caption"] == "oye"

    path = sandbox.bot("getFile", file_id=voice["file_id"])["result"]["file_path"]
    url = f"{sandbox.base_url}/file/bot{TOKEN}/"
    assert httpx.get(url + path).content == CONTENT
    assert httpx.get(url + "voice/otra").status_code == 404


def test_a_file_is_sent_only_as_what_it_is(sandbox: Sandbox) -> None:
    voice = sandbox.child_sends(1, "voice")["voice"]["file_id"]
    reasons = [
        sandbox.bot("sendPhoto", chat_id=CHILD, photo=voice),
        sandbox.bot("sendPhoto", chat_id=CHILD, photo="https://ejemplo.org/foto.jpg"),
        sandbox.bot("getFile", file_id="otra"),
    ]
    assert [answer["description"] for answer in reasons] == [
        "Bad Request: can't use file of type VoiceNote as Photo",
        "Bad Request: wrong file identifier/HTTP URL specified",
        "Bad Request: invalid file_id",
    ]


@pytest.mark.parametrize("named", [True, False])
def test_an_upload_comes_as_the_parameter_or_as_an_attachment(
    sandbox: Sandbox, named: bool
) -> None:
    sandbox.start(1)
    part = "adjunto" if named else "document"
    answer = httpx.post(
        f"{sandbox.base_url}/bot{TOKEN}/sendDocument",
        data={"chat_id": str(CHILD)} | ({"document": "attach://adjunto"} if named else {}),
        files={part: ("hoja.txt", b"hola")},
    )
    assert answer.json()["result"]["document"]["file_size"] == 4


def test_an_empty_upload_is_refused(sandbox: Sandbox) -> None:
    sandbox.start(1)
    answer = httpx.post(
        f"{sandbox.base_url}/bot{TOKEN}/sendDocument",
        data={"chat_id": str(CHILD)},
        files={"document": ("hoja.txt", b"")},
    )
    assert answer.json()["description"] == "Bad Request: file must be non-empty"


@pytest.mark.parametrize("kind", KINDS)
def test_a_child_can_send_each_kind(sandbox: Sandbox, kind: str) -> None:
    sandbox.child_sends(1, kind)
    assert kind in sandbox.bot("getUpdates")["result"][-1]["message"]
