"""Which country is spoken of: whatever was learned last, in the dialogue or by the bridge."""

from typing import Any

import pytest
from rasa_sdk import Tracker

from actions.shared import country_of

JSON = dict[str, Any]


def user(country: str | None) -> JSON:
    """A message, with where the bridge knows the child to be."""
    return {"event": "user", "metadata": {"country": country}}


def slot(country: str | None) -> JSON:
    return {"event": "slot", "name": "country", "value": country}


def tracker(*events: JSON, slot: str | None = None) -> Tracker:
    told = next((e["metadata"] for e in reversed(events) if e["event"] == "user"), {})
    latest = {"metadata": told}
    return Tracker("a", {"country": slot}, latest, list(events), False, None, {}, "action_listen")


@pytest.mark.parametrize(
    ("events", "country"),
    [
        ([], None),
        ([user(None)], None),
        ([user("MX")], "MX"),
        ([user(None), slot("US")], "US"),
        ([user("US"), slot("MX"), user("US")], "MX"),
        ([user("MX"), slot("MX"), user("US")], "US"),
        ([user("MX"), slot("MX"), user("US"), slot("MX"), user("US")], "MX"),
        ([user("MX"), slot("unknown")], "MX"),
        ([slot("MX"), user(None)], "MX"),
    ],
    ids=[
        "nothing", "bridge knows nothing", "bridge", "dialogue", "asked about, and still so",
        "moved while Rasa was down", "asked about after that", "does not know", "bridge forgot",
    ],
)  # fmt: skip
def test_the_newest_wins(events: list[JSON], country: str | None) -> None:
    kept = next((e["value"] for e in reversed(events) if e["event"] == "slot"), None)
    assert country_of(tracker(*events, slot=kept)) == country


def test_without_events_the_slot_counts() -> None:
    assert country_of(tracker(slot="MX")) == "MX"
