from datetime import timedelta

import pytest
from sqlalchemy import select

from bot import clock
from bot.store import audit, trail
from bot.store.engine import Store
from bot.store.tables import events, keys
from tests.kit.factories import child, open_case


@pytest.fixture
def event_ids(store: Store) -> list[int]:
    """Give some events; return their ids."""
    with store.begin() as tx:
        case = open_case(tx, child(tx))
        for kind in ("read", "claimed", "note"):
            trail.add_event(tx, case.id, kind, actor="ana", detail={"what": kind})
        return list(tx.conn.execute(select(events.c.id).order_by(events.c.id)).scalars())


def breaks(store: Store) -> list[tuple[int, str]]:
    with store.begin() as tx:
        return [(one.event_id, one.what) for one in audit.verify(tx)[1]]


def test_an_untouched_trail_is_whole(store: Store, event_ids: list[int]):
    with store.begin() as tx:
        assert audit.verify(tx) == (len(event_ids), [])


@pytest.mark.parametrize(
    "change", [{"kind": "closed"}, {"actor": "beto"}, {"at": clock.now() - timedelta(days=1)},
               {"case_id": None}, {"hash": "0" * 64}]
)  # fmt: skip
def test_a_changed_event_is_found(store: Store, event_ids: list[int], change: dict):
    with store.begin() as tx:
        tx.conn.execute(events.update().where(events.c.id == event_ids[2]).values(**change))
    assert breaks(store)[0] == (event_ids[2], "broken")


def test_a_changed_detail_is_found(store: Store, event_ids: list[int]):
    with store.begin() as tx:
        sealed = tx.sealer.seal({"what": "otra cosa"})
        tx.conn.execute(events.update().where(events.c.id == event_ids[3]).values(detail=sealed))
    assert breaks(store) == [(event_ids[3], "changed")]


@pytest.mark.parametrize("position", [0, 2, -1])
def test_a_missing_event_is_found_wherever_it_stood(
    store: Store, event_ids: list[int], position: int
):
    with store.begin() as tx:
        tx.conn.execute(events.delete().where(events.c.id == event_ids[position]))
    assert breaks(store)


def test_the_end_cannot_be_cut_off_with_its_count(store: Store, event_ids: list[int]):
    with store.begin() as tx:
        before = tx.conn.execute(select(keys.c.wrapped).where(keys.c.name == audit.HEAD)).scalar()
        trail.add_event(tx, None, "refused")
    with store.begin() as tx:  # an old, validly sealed count put back together with a cut end
        tx.conn.execute(keys.update().where(keys.c.name == audit.HEAD).values(wrapped=before))
    assert breaks(store), "the count says fewer than there are"


def test_details_that_retention_empties_are_no_break(store: Store, event_ids: list[int]):
    with store.begin() as tx:
        tx.conn.execute(events.update().values(detail=None))
    assert breaks(store) == []
