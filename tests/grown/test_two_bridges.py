"""What grew up keeps the promises of the small one: in order, and once, also when one dies."""

import re

import httpx

from bot.telegram.webhook import PATH, SECRET_HEADER
from tests.grown.conftest import Grown

CHILDREN, MESSAGES = 4, 10
WITHIN = 60  # seconds; kill -9 of the leader is noticed by PostgreSQL at once
TAKE, SEE = "✋ Tomar", "Ver conversación"  # SEE stands under cards, which quote the child


def numbers_in_the_thread(grown: Grown, thread: int) -> list[int]:
    lines = [
        one
        for one in grown.sandbox.thread_messages(thread)
        if SEE not in str(one.get("reply_markup"))
    ]
    said = "\n".join(str(one.get("text")) for one in lines)
    return [int(number) for number in re.findall(r"recado (\d+)\b", said)]


def ascending_runs(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number > runs[-1][-1]:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def claimed_thread(grown: Grown, child: int) -> int:
    box = grown.sandbox
    known = {thread["id"] for thread in box.threads()}
    box.child_says(child, "AYUDA")
    thread = box.wait_for(lambda: [t for t in box.threads() if t["id"] not in known], WITHIN)[0][
        "id"
    ]
    box.wait_for(
        lambda: any(TAKE in str(one.get("reply_markup")) for one in box.thread_messages(thread)),
        WITHIN,
    )
    box.staff_presses("ana", TAKE, thread)
    box.wait_for_child(child, "Ana", WITHIN)
    return thread


def test_what_children_write_reaches_the_team_in_order_and_once_though_a_bridge_dies(
    grown: Grown,
):
    box = grown.sandbox
    for child in range(1, CHILDREN + 1):
        box.start(child)
    threads = {child: claimed_thread(grown, child) for child in range(1, CHILDREN + 1)}
    for number in range(1, MESSAGES + 1):
        for child in threads:
            box.child_says(child, f"recado {number}")
        if number == MESSAGES // 2:
            grown.bridges[0].kill("bridge")  # it led, and it worked for some of the children
    for child, thread in threads.items():
        box.wait_for(lambda thread=thread: MESSAGES in numbers_in_the_thread(grown, thread), 60)
        found = numbers_in_the_thread(grown, thread)
        # A message of several lines may stand twice if the bridge died between Telegram's answer
        # and its own commit: whole, in order, and no more than once.
        assert list(dict.fromkeys(found)) == list(range(1, MESSAGES + 1)), child
        runs = ascending_runs(found)
        assert len(runs) <= 2, (child, found)
        assert all(run == list(range(run[0], run[-1] + 1)) for run in runs), (child, found)


def test_each_turn_is_answered_once_by_whichever_bridge(grown: Grown):
    box = grown.sandbox
    for child in range(1, CHILDREN + 1):
        box.child_says(child, "¿qué es el asilo?")
    for child in range(1, CHILDREN + 1):
        box.wait_for(lambda child=child: len(box.child_messages(child)) > 1, WITHIN)
    answers = [len(box.child_messages(child)) for child in range(1, CHILDREN + 1)]
    assert answers == [2] * CHILDREN


def test_who_does_not_know_the_secret_brings_nothing(grown: Grown):
    port = grown.bridges[0].settings.webhook_port
    forged = {"update_id": 1, "message": {"message_id": 1, "date": 1, "text": "hola",
                                          "chat": {"id": 77, "type": "private"}}}  # fmt: skip
    url = f"http://127.0.0.1:{port}{PATH}"
    assert httpx.post(url, json=forged).status_code == 403
    assert httpx.post(url, json=forged, headers={SECRET_HEADER: "guess"}).status_code == 403
    right = {SECRET_HEADER: grown.bridges[0].settings.webhook_secret}
    assert httpx.post(url, json=[1], headers=right).status_code == 400


def test_the_health_page_tells_who_leads_and_what_waits(grown: Grown):
    ports = [bridge.settings.health_port for bridge in grown.bridges]
    pages = [httpx.get(f"http://127.0.0.1:{port}/metrics").text for port in ports]
    assert sorted("bot_is_leader 1.0" in page for page in pages) == [False, True]
    assert all("bot_oldest_unclaimed_seconds 0.0" in page for page in pages)
    assert httpx.get(f"http://127.0.0.1:{ports[0]}/live").text == "live\n"
    ready = httpx.get(f"http://127.0.0.1:{ports[0]}/ready")
    assert (ready.status_code, ready.text) == (503, "rasa\n")
