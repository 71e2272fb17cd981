import pytest

from bot.desk import relay
from bot.desk.claim import claim
from bot.desk.transfer import candidates, transfer
from bot.errors import CaseConflict
from bot.store import cases, trail
from bot.store.engine import Store
from tests.kit.factories import (
    ANA,
    BETO,
    CARLA,
    alerts,
    child,
    colleague,
    content,
    open_case,
    plan,
    told,
)


@pytest.fixture
def staffed(store: Store) -> Store:
    with store.begin() as tx:
        colleague(tx, ANA)
        colleague(tx, BETO, is_on_duty=False)
        colleague(tx, CARLA)
    return store


def claimed(tx):
    one = child(tx)
    return one, claim(tx, open_case(tx, one).id, ANA, content(), plan())


def test_a_named_colleague_holds_the_case_from_then_on(staffed: Store):
    with staffed.begin() as tx:
        one, case = claimed(tx)
        passed = transfer(tx, case.id, ANA, BETO.key, content(), plan())
        assert (passed.holder, passed.holder_name) == (BETO.key, "Beto")
        assert "Beto" in told(tx, one)[-1]
        assert alerts(tx, case)[-1].body["mentions"] == [["beto", "Beto"]]
        assert not relay.to_child(tx, passed, ANA, 5, "soy yo todavía")
        assert relay.to_child(tx, passed, BETO, 6, "Hola, soy Beto")
        assert [e.detail for e in trail.events_of(tx, case.id) if e.kind == "transferred"] == [
            {"from": "ana", "to": "beto"}
        ]


def test_a_supervisor_takes_over_and_the_record_says_so(staffed: Store):
    with staffed.begin() as tx:
        one, case = claimed(tx)
        passed = transfer(tx, case.id, CARLA, CARLA.key, content(), plan())
        assert passed.holder == CARLA.key
        assert [e.actor for e in trail.events_of(tx, case.id) if e.kind == "taken_over"] == [
            "carla"
        ]
        assert "Antes lo tenía Ana" in alerts(tx, case)[-1].body["text"]
        assert "Carla" in told(tx, one)[-1]


@pytest.mark.parametrize(
    ("worker", "to"), [(BETO, "beto"), (ANA, "nobody"), (ANA, "ana"), (CARLA, "ana")]
)
def test_who_may_not_pass_it_on_or_receive_it_changes_nothing(staffed: Store, worker, to):
    with staffed.begin() as tx:
        _, case = claimed(tx)
        with pytest.raises(CaseConflict):
            transfer(tx, case.id, worker, to, content(), plan())
        assert cases.get(tx, case.id).holder == ANA.key


def test_those_on_duty_are_offered_first_and_never_the_holder(staffed: Store):
    with staffed.begin() as tx:
        _, case = claimed(tx)
        assert [one.key for one in candidates(tx, case, plan())] == ["carla", "beto"]
