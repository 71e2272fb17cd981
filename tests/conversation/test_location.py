from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from bot.config import ROOT
from bot.content.render import render_phrase
from bot.conversation.context import Context
from bot.conversation.route import Route
from bot.store import inbox, outbox
from bot.store.engine import Store
from tests.kit.factories import child, content, plan

DATA: Path = ROOT / "data"


async def answered(store: Store, body: dict[str, Any]) -> str:
    """Send a location and return all that is answered."""
    unused = cast(Any, SimpleNamespace())  # Rasa and the urgency check have nothing to do here
    route = Route(Context(store, DATA, plan(), unused, unused, unused, lambda: None))
    with store.begin() as tx:
        lane = child(tx)
        inbox.add(tx, 1, lane, "location", {"message_id": 3, **body})
        rows = inbox.waiting(tx, lane)
    await route.answer(rows, is_urgent=False)
    with store.begin() as tx:
        assert inbox.waiting(tx, lane) == []
        return "\n".join(str(row.body["text"]) for row in outbox.latest(tx, lane, 9))


@pytest.mark.parametrize(
    ("latitude", "longitude", "says"),
    [
        (14.9, -92.26, "en Tapachula"),
        (15.2, -92.5, "en Tapachula, a unos 40 km"),
        (32.22, -110.93, "No se entra tocando la puerta"),
        (14.63, -90.51, "solo de México"),
    ],
)
async def test_a_location_is_answered_without_rasa(
    store: Store, latitude: float, longitude: float, says: str
) -> None:
    assert says in await answered(store, {"latitude": latitude, "longitude": longitude})


async def test_a_location_without_coordinates_asks_for_the_city(store: Store) -> None:
    assert await answered(store, {}) == render_phrase("got_location", content())
