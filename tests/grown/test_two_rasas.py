"""Two bridges with two Rasa servers: a dialogue goes on wherever the next message is brought.

Slow, and worth it: it is the only test in which Rasa's locks are in Redis, and one dialogue is
read and written by two Rasa servers.
"""

import time

import httpx
import pytest

from tests.grown.conftest import Grown
from tests.kit.redis import RedisServer

pytestmark = [pytest.mark.slow, pytest.mark.model]

ASKED = ("estoy en mexico, que es el asilo", "¿y cuánto tarda?", "¿y cuánto cuesta?", "gracias")
APART = 1.7  # seconds: longer than the window in which messages are taken together
CHILDREN = (2, 3, 4, 5)
WITHIN = 120


def said_by_the_bot(grown: Grown, child: int) -> list[str]:
    messages = grown.sandbox.child_messages(child)
    return [str(one.get("text")) for one in messages if one["from"]["is_bot"]]


def answered_by_rasa(grown: Grown) -> list[int]:
    """Return how many turns were answered by Rasa, of each bridge."""
    counts = []
    for bridge in grown.bridges:
        page = httpx.get(
            f"http://127.0.0.1:{bridge.settings.health_port}/metrics", timeout=30
        ).text
        line = next(one for one in page.splitlines() if 'outcome="rasa"}' in one)
        counts.append(int(float(line.split()[-1])))
    return counts


def ask(grown: Grown, child: int, text: str) -> list[str]:
    """Ask and return what is answered, once Rasa has."""
    before, turns = len(said_by_the_bot(grown, child)), sum(answered_by_rasa(grown))
    grown.sandbox.child_says(child, text)
    grown.sandbox.wait_for(lambda: sum(answered_by_rasa(grown)) > turns, WITHIN)
    return settled(grown, child)[before:]


def settled(grown: Grown, child: int) -> list[str]:
    """Return what the bot said to a child, once all that waits for it has gone out."""
    last: list[str] = []
    for _ in range(WITHIN):
        time.sleep(1.5)  # longer than the pause between two messages to a child
        now = said_by_the_bot(grown, child)
        if now == last:
            return now
        last = now
    raise AssertionError("it never ends")


def test_dialogues_go_on_in_order_and_once_whichever_rasa_has_them(
    fully_grown: Grown, redis_server: RedisServer
):
    box = fully_grown.sandbox
    wanted = [ask(fully_grown, 1, text) for text in ASKED]
    assert ask(fully_grown, 6, ASKED[1]) != wanted[1], "without the talk before, it means nothing"
    for text in ASKED:
        for child in CHILDREN:
            box.child_says(child, text)
        time.sleep(APART)
    turns = (len(CHILDREN) + 1) * len(ASKED) + 1
    box.wait_for(
        lambda: sum(answered_by_rasa(fully_grown)) >= turns,
        WITHIN,
        lambda: answered_by_rasa(fully_grown),
    )
    for child in CHILDREN:
        assert settled(fully_grown, child) == [text for said in wanted for text in said], child
    assert sum(answered_by_rasa(fully_grown)) == turns, "each turn once"
    assert all(answered_by_rasa(fully_grown)), "both had some"
    assert redis_server.calls("set") >= turns, "each turn took the lock of its dialogue in Redis"


def test_without_redis_children_are_answered_all_the_same(
    fully_grown: Grown, redis_server: RedisServer
):
    box = fully_grown.sandbox
    ask(fully_grown, 1, ASKED[0])
    redis_server.stop()
    box.child_says(1, ASKED[0])
    box.wait_for_child(1, "Ahora mismo no puedo contestar bien", WITHIN)
    box.child_says(2, "AYUDA")
    box.wait_for(lambda: box.threads(), WITHIN)
    redis_server.start()
    turns = sum(answered_by_rasa(fully_grown))
    box.child_says(3, ASKED[0])
    box.wait_for(lambda: sum(answered_by_rasa(fully_grown)) > turns, WITHIN)
