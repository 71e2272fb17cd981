import pytest

from bot.desk import relay
from bot.desk.claim import claim
from bot.desk.refuse import end, refuse
from bot.store import cases, outbox, trail
from bot.store.engine import Store
from tests.kit.factories import (
    ANA,
    BETO,
    alerts,
    child,
    colleague,
    content,
    open_case,
    plan,
    told,
)


def kinds(tx, case) -> list[str]:
    return [event.kind for event in trail.events_of(tx, case.id)]


def last_buttons(tx, one) -> list[str]:
    rows = [row for row in outbox.latest(tx, one, 50) if row.body["buttons"]]
    return [label for label, _ in rows[-1].body["buttons"]]


@pytest.mark.parametrize(("priority", "is_asked"), [("P1", False), ("P2", True), ("P3", True)])
def test_a_human_can_be_refused_unless_life_is_at_risk(store: Store, priority, is_asked):
    with store.begin() as tx:
        one = child(tx)
        reason = plan().human_topic if priority == "P3" else None
        open_case(tx, one, priority, reason)
        rows = outbox.latest(tx, one, 50)
        labels = [label for row in rows for label, _ in row.body["buttons"]]
        assert ("No quiero una persona" in labels) is is_asked


@pytest.mark.parametrize("priority", ["P2", "P3"])
def test_a_refusal_closes_the_case_and_the_staff_see_it(store: Store, priority):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, priority)
        refuse(tx, one, content(), plan())
        assert cases.get(tx, case.id).state == cases.CLOSED
        assert "refused" in kinds(tx, case)
        assert "no quiere que le escriba" in alerts(tx, case)[-1].body["text"]
        assert "no te escribe nadie" in told(tx, one)[-1]


def test_in_danger_of_life_a_refusal_is_told_and_the_case_stays(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P1")
        refuse(tx, one, content(), plan())
        assert cases.get(tx, case.id).state == cases.OPEN
        assert "refused" in kinds(tx, case)
        assert "Tú decides si le contestas" in told(tx, one)[-1]
        assert "sigue abierto" in alerts(tx, case)[-1].body["text"]


@pytest.mark.parametrize("act", [refuse, end])
def test_a_button_of_long_ago_does_no_harm(store: Store, act):
    with store.begin() as tx:
        one = child(tx)
        act(tx, one, content(), plan())
        assert len(told(tx, one)) == 1


@pytest.mark.parametrize("priority", ["P1", "P2"])
def test_a_child_ends_the_talk_and_the_holder_hears_it(store: Store, priority):
    with store.begin() as tx:
        colleague(tx, ANA)
        colleague(tx, BETO)
        one = child(tx)
        case = claim(tx, open_case(tx, one, priority).id, ANA, content(), plan())
        relay.to_child(tx, case, ANA, 5, "¿Estás bien?")
        end(tx, one, content(), plan())
        assert cases.current(tx, one) is None
        assert "ended" in kinds(tx, case)
        rings = [name for _, name in alerts(tx, case)[-1].body["mentions"]]
        assert rings == (["Ana", "Beto"] if priority == "P1" else ["Ana"])
        assert "aquí terminamos" in told(tx, one)[-1]


def test_the_child_is_offered_the_end_when_a_human_joins(store: Store):
    with store.begin() as tx:
        one = child(tx)
        claim(tx, open_case(tx, one).id, ANA, content(), plan())
        assert last_buttons(tx, one) == ["Terminar"]
