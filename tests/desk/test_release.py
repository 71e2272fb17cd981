import pytest

from bot.desk import deadlines as kinds
from bot.desk.claim import claim
from bot.desk.depart import depart
from bot.desk.release import release
from bot.errors import CaseConflict
from bot.store import cases, deadlines, staff
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
    rings,
    told,
    work_off,
)


def claimed(tx, worker=ANA, chat=1001):
    one = child(tx, chat)
    return one, claim(tx, open_case(tx, one).id, worker, content(), plan())


def test_a_holder_puts_her_case_back_and_both_sides_hear_it(store: Store):
    with store.begin() as tx:
        one, case = claimed(tx)
        _, other = claimed(tx, ANA, 1002)
        release(tx, case.id, ANA, content(), plan())
        now = cases.get(tx, case.id)
        assert cases.get(tx, other.id).holder == ANA.key
        assert (now.state, now.holder, now.holder_name) == (cases.OPEN, None, "")
        assert "Ana" in told(tx, one)[-1]
        assert "el robot" in told(tx, one)[-1]
        assert "a la cola" in alerts(tx, case)[-1].body["text"]


@pytest.mark.parametrize("worker", [BETO, None])
def test_only_holder_or_supervisor_puts_back_what_is_held(store: Store, worker):
    with store.begin() as tx:
        one, case = claimed(tx)
        if worker is None:
            release(tx, case.id, CARLA, content(), plan())
            worker = ANA  # it is nobody's now
        with pytest.raises(CaseConflict):
            release(tx, case.id, worker, content(), plan())


def test_everybody_on_duty_is_rung_at_once_for_a_case_that_came_back(store: Store):
    with store.begin() as tx:
        colleague(tx, BETO)
        _, case = claimed(tx)
        release(tx, case.id, ANA, content(), plan())
    work_off(store)
    with store.begin() as tx:
        assert rings(tx, case)[-1].body["mentions"] == [["beto", "Beto"]]


def test_who_leaves_the_group_loses_her_cases_and_no_others(store: Store):
    with store.begin() as tx:
        colleague(tx, ANA)
        colleague(tx, BETO)
        one, case = claimed(tx)
        _, other = claimed(tx, BETO, 1002)
        depart(tx, ANA.key, ANA.team, content(), plan())
        assert cases.get(tx, case.id).state == cases.OPEN
        assert cases.get(tx, other.id).holder == BETO.key
        assert staff.find(tx, ANA.key, ANA.team) is None
        assert "ya no está en este grupo" in alerts(tx, case)[-1].body["text"]
        assert "Ana" in told(tx, one)[-1]


def test_the_times_of_an_open_case_begin_anew(store: Store):
    with store.begin() as tx:
        _, case = claimed(tx)
        before = {row.kind for row in deadlines.open_of(tx, case.id)}
        release(tx, case.id, ANA, content(), plan())
        after = {row.kind for row in deadlines.open_of(tx, case.id)}
        assert not before & set(kinds.UNCLAIMED)
        assert after >= {kinds.EVERYONE, kinds.SUPERVISORS, kinds.AGAIN}
