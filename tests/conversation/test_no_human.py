"""A child's buttons and command about humans, from inbox row to what comes of it."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.config import ROOT
from bot.content.payloads import END, NO_HUMAN
from bot.conversation.context import Context
from bot.conversation.route import Route
from bot.desk import relay
from bot.desk.claim import claim
from bot.store import cases, inbox, outbox
from bot.store.engine import Store
from tests.kit.factories import ANA, child, content, open_case, plan, told

DATA: Path = ROOT / "data"


async def act(store: Store, lane, kind: str, **body: Any) -> None:
    unused = cast(Any, SimpleNamespace())  # Rasa and the urgency check have nothing to do here
    route = Route(Context(store, DATA, plan(), unused, unused, unused, lambda: None))
    with store.begin() as tx:
        inbox.add(tx, 1, lane, kind, {"message_id": 3, **body})
        rows = inbox.waiting(tx, lane)
    await route.answer(rows, is_urgent=False)
    with store.begin() as tx:
        assert inbox.waiting(tx, lane) == []


async def test_no_human_is_wanted_and_none_comes(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        case = open_case(tx, lane, "P2")
    await act(store, lane, "button", payload=NO_HUMAN, label="No quiero una persona")
    with store.begin() as tx:
        assert cases.get(tx, case.id).state == cases.CLOSED
        assert "no te escribe nadie" in told(tx, lane)[-1]


@pytest.mark.parametrize(
    ("kind", "body"),
    [("button", {"payload": END, "label": "Terminar"}), ("command", {"command": "end"})],
)
async def test_the_talk_ends_by_button_and_by_command_even_while_a_human_holds_it(
    store: Store, kind, body
):
    with store.begin() as tx:
        lane = child(tx)
        case = claim(tx, open_case(tx, lane, "P2").id, ANA, content(), plan())
        relay.to_child(tx, case, ANA, 5, "Hola")
    await act(store, lane, kind, **body)
    with store.begin() as tx:
        assert cases.get(tx, case.id).state == cases.CLOSED
        assert "aquí terminamos" in told(tx, lane)[-1]


async def test_the_end_without_a_case_is_answered_too(store: Store):
    with store.begin() as tx:
        lane = child(tx)
    await act(store, lane, "command", command="end")
    with store.begin() as tx:
        assert len(outbox.latest(tx, lane, 9)) == 1
