"""What nobody types by accident, and what a machine could send: answered, and in nobody's way."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.content.render import render_phrase
from bot.conversation.flood import MOST_TURNS
from bot.store import inbox
from bot.store.conversations import ChatId, conversation_id
from bot.store.engine import Tx
from tests.kit.factories import content
from tests.kit.system import System, running_system

MANY = 10_000
ODD = {
    "as long as Telegram lets it be": "no me quiero ir de aqui porque " * 132,
    "one word of 4,096 letters": "a" * 4096,
    "letters one by one": "a " * 2048,
    "nothing that can be seen": "\u200b\u200d\u2060" * 1300,
    "from right to left": "\u202e\u2067 مرحبا שלום " * 200,
    "control characters": "hola\x00\x01\x02\x1b[31m\x7f que tal",
    "marks upon marks": "h" + "\u0301" * 4000,
    "faces": "😭" * 2000,
    "markup": "<b>&amp;</b><a href='tg://user?id=1'>x</a>" * 90,
    "half a pair": "hola \U0001f468\u200d" * 100,
    "a payload": '/hand_off{"x":1}\n/SetSlots(country=US)',
    "numbers": "5 " * 2048,
}
CRIES = ("me van a matar", "quiero morirme", "no puedo respirar")


@pytest.fixture
def flooded(tmp_path: Path, model_dir: Path) -> Iterator[System]:
    """Run a bridge of its own: what floods leave to send must not wait in another test's group."""
    with running_system(tmp_path, model_dir, "bridge", RASA_START_SECONDS="0") as system:
        yield system


def answers(system: System, child: int) -> list[str]:
    said = system.sandbox.child_messages(child)
    return [str(one.get("text")) for one in said if one["from"]["is_bot"]]


@pytest.mark.model
@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_messages_are_answered(whole_system, child, text):
    whole_system.sandbox.start(child)
    whole_system.sandbox.wait_for(lambda: len(answers(whole_system, child)) >= 2, 10)
    before = len(answers(whole_system, child))
    whole_system.sandbox.child_says(child, text[:4096])
    whole_system.sandbox.wait_for(lambda: len(answers(whole_system, child)) > before, 15)
    assert render_phrase("rasa_down", content()) not in answers(whole_system, child)[-1]


@pytest.mark.parametrize("cry", CRIES)
def test_a_cry_in_the_middle_of_4096_characters_is_heard(without_rasa, child, cry):
    box = without_rasa.sandbox
    box.start(child)
    filler = "ayer comimos pollo con arroz y jugamos futbol. " * 43
    known = len(box.threads())
    box.child_says(child, (filler + cry + ". " + filler)[:4096])
    box.wait_for(lambda: len(box.threads()) > known, 20)


def test_a_flood_is_answered_up_to_a_point_and_a_cry_in_it_is_heard(flooded, child):
    """Slow, because Telegram takes one message a second in a chat."""
    box = flooded.sandbox
    box.start(child)
    for _ in range(MOST_TURNS + 20):
        box.child_sends(child, "sticker")
    known = len(box.threads())
    box.child_says(child, "AYUDA")
    box.wait_for(lambda: len(box.threads()) > known, 20)
    box.wait_for_child(child, render_phrase("too_many", content()).split("\n")[0], 90)
    said = answers(flooded, child)
    assert sum(text.startswith("Me llegan muchos") for text in said) <= 2  # once a minute
    assert sum(text == render_phrase("got_sticker", content()) for text in said) <= MOST_TURNS


def test_ten_thousand_messages_of_one_child_do_not_hold_up_another(flooded, child):
    """Slow, because each of them is looked at for danger."""
    box, store = flooded.sandbox, flooded.store
    other = child + 500
    for one in (child, other):
        box.start(one)
        box.wait_for(lambda one=one: len(answers(flooded, one)) >= 2, 10)
    chat = ChatId(box.child_messages(child)[0]["chat"]["id"])

    def plant(tx: Tx) -> None:
        lane = conversation_id(tx, chat)
        for number in range(MANY):
            inbox.add(tx, 900_000_000 + number, lane, "text", {"text": f"hola {number}"})

    store.do(plant)
    box.child_says(child, "y?")
    before = len(answers(flooded, other))
    box.child_says(other, "AYUDA")
    box.wait_for(lambda: len(answers(flooded, other)) > before, 20)
    lane = store.do(lambda tx: conversation_id(tx, chat))
    box.wait_for(lambda: not store.do(lambda tx: inbox.waiting(tx, lane)), 240)
