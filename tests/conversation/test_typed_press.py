from datetime import timedelta

import pytest
import time_machine

from bot import clock
from bot.content.message import Button, Message
from bot.content.payloads import NO_HUMAN, NONE_OF_THESE, TALK_TO_HUMAN
from bot.conversation.seen import look
from bot.conversation.typed_press import typed_press
from bot.store import conversations, outbox
from bot.store.engine import Store
from tests.kit.factories import child

CHOICES = Message(
    "¿Es algo de esto?",
    [
        Button("Qué papeles necesita mi familiar", "/papers"),
        Button("Abogado gratis", "/lawyer"),
        Button("Otra cosa", NONE_OF_THESE),
        Button("Hablar con una persona", TALK_TO_HUMAN),
    ],
)
COUNTRY = Message(
    "¿Dónde estás?",
    [Button("México", "/mx"), Button("Estados Unidos", "/us"), Button("No sé", "/?")],
)
HUMAN = Message(
    "¿Te paso con una persona?",
    [Button("Sí, con una persona", TALK_TO_HUMAN), Button("No, otra cosa", NONE_OF_THESE)],
)


def press(store: Store, message: Message | None, text: str) -> str | None:
    with store.begin() as tx:
        one = child(tx)
        if message:
            outbox.put_messages(tx, one, [message])
        return typed_press(look(tx, one).said, text)


@pytest.mark.parametrize(
    ("message", "text", "payload"),
    [
        (CHOICES, "la 2", "/lawyer"), (CHOICES, "el de los papeles", "/papers"),
        (CHOICES, "ninguno de esos", NONE_OF_THESE), (CHOICES, "nel", NONE_OF_THESE),
        (CHOICES, "abogado gratis", "/lawyer"), (CHOICES, "que es el asilo", None),
        (CHOICES, "sipi", None), (COUNTRY, "ni idea", "/?"), (COUNTRY, "mexico", "/mx"),
        (COUNTRY, "ninguno de los dos", "/?"), (COUNTRY, "estoy en juarez", None),
        (COUNTRY, "no", None), (HUMAN, "simon", TALK_TO_HUMAN), (HUMAN, "nop", NONE_OF_THESE),
        (None, "la 2", None), (Message("Hola."), "la 1", None),
        (CHOICES, "no quiero hablar con nadie", NO_HUMAN),
        (None, "no quiero hablar con nadie", NO_HUMAN),
    ],
)  # fmt: skip
def test_a_button_under_the_last_message(
    store: Store, message: Message | None, text: str, payload: str | None
) -> None:
    assert press(store, message, text) == payload


def test_the_last_message_counts_alone(store: Store) -> None:
    with store.begin() as tx:
        one = child(tx)
        outbox.put_messages(tx, one, [CHOICES, Message("Hola.")])
        assert typed_press(look(tx, one).said, "la 2") is None


def test_an_old_message_is_not_answered_any_more(store: Store) -> None:
    with time_machine.travel("2026-11-24T10:00:00Z", tick=False) as travel:
        with store.begin() as tx:
            one = child(tx)
            outbox.put_messages(tx, one, [CHOICES])
            assert typed_press(look(tx, one).said, "la 2") == "/lawyer"
        travel.move_to(clock.now() + conversations.PENDING_LASTS + timedelta(seconds=1))
        with store.begin() as tx:
            assert typed_press(look(tx, one).said, "la 2") is None
