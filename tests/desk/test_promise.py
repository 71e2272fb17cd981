from dataclasses import replace
from datetime import datetime, time, timedelta, timezone

import pytest
from time_machine import Traveller

from bot.desk import relay
from bot.desk.claim import claim
from bot.desk.close import finish
from bot.desk.hand_off import Reason, hand_off
from bot.desk.hours import Hours, Span
from bot.desk.plan import Plan
from bot.desk.promise import usual_wait
from bot.desk.release import release
from bot.store import cases, trail
from bot.store.engine import Store
from tests.kit.factories import (
    ANA,
    CARLA,
    child,
    colleague,
    content,
    open_case,
    plan,
    told,
    urgent_class,
    work_off,
)


def minutes(number: float) -> timedelta:
    return timedelta(minutes=number)


def served(store: Store, clock: Traveller, waits: list[float], priority: str = "P2") -> None:
    """Let children of a priority wait for a human's first word, one after the other."""
    for number, wait in enumerate(waits):
        with store.begin() as tx:
            case = open_case(tx, child(tx, 5000 + number), priority)
        clock.shift(minutes(wait))
        with store.begin() as tx:
            held = claim(tx, case.id, ANA, content(), plan())
            relay.to_child(tx, held, ANA, 100 + number, "Hola")
            finish(tx, held, "closed", ANA.key)


def closed_until(start: int) -> Plan:
    team = plan().team("main")
    spans = (Span(frozenset(range(7)), time(start), time(start + 8)),)
    hours = Hours(team.hours.zone, spans, frozenset())
    return replace(plan(), teams={"main": replace(team, hours=hours)})


def hand(tx, one, priority, with_plan):
    hand_off(tx, one, Reason(urgent_class(priority), priority, "prueba"), content(), with_plan)
    return cases.current(tx, one)


def promised(tx, case):
    return cases.get(tx, case.id).promised_by


def broken(tx, case) -> int:
    return [event.kind for event in trail.events_of(tx, case.id)].count("promise_broken")


# --- how long it usually takes ---


def test_the_wait_that_is_told_held_for_most_of_the_last_children(store: Store, clock: Traveller):
    served(store, clock, [1, 2, 3, 4, 12])
    with store.begin() as tx:
        assert usual_wait(tx, "main", "P2", plan().estimate) == minutes(5)
        assert usual_wait(tx, "main", "P1", plan().estimate) is None
        assert usual_wait(tx, "norte", "P2", plan().estimate) is None


def test_with_too_few_children_no_figure_is_made_up(store: Store, clock: Traveller):
    served(store, clock, [1, 2, 3, 4])
    with store.begin() as tx:
        assert usual_wait(tx, "main", "P2", plan().estimate) is None


def test_those_who_wait_in_vain_now_make_it_longer_and_newcomers_not_shorter(
    store: Store, clock: Traveller
):
    served(store, clock, [18, 18, 18, 18, 18])
    with store.begin() as tx:
        for number in range(30):
            open_case(tx, child(tx, number + 1), "P2")
        assert usual_wait(tx, "main", "P2", plan().estimate) == minutes(20)
    clock.shift(minutes(50))
    with store.begin() as tx:
        assert usual_wait(tx, "main", "P2", plan().estimate) == minutes(60)


def test_old_waits_do_not_count(store: Store, clock: Traveller):
    served(store, clock, [1, 2, 3, 4, 5])
    clock.shift(timedelta(days=8))
    with store.begin() as tx:
        assert usual_wait(tx, "main", "P2", plan().estimate) is None


# --- what the child is told ---


def test_a_wait_that_is_known_is_told_and_kept_in_mind(store: Store, clock: Traveller):
    served(store, clock, [1, 2, 3, 4, 5])
    with store.begin() as tx:
        colleague(tx, ANA)
        one = child(tx)
        case = open_case(tx, one, "P2")
        assert any("menos de 5 minutos" in text for text in told(tx, one))
        assert promised(tx, case) == datetime.now(timezone.utc) + minutes(5)


def test_nobody_on_duty_is_told_without_a_figure(store: Store, clock: Traveller):
    served(store, clock, [1, 2, 3, 4, 5])
    with store.begin() as tx:
        colleague(tx, ANA, is_on_duty=False)
        one = child(tx)
        case = open_case(tx, one, "P2")
        assert any("no sé cuánto" in text for text in told(tx, one))
        assert promised(tx, case) is None


@pytest.mark.parametrize(
    ("priority", "says"), [("P3", "no hay nadie"), ("P1", "a quien lo dirige")]
)
def test_a_closed_team_is_told_with_the_hour_of_its_return(
    store: Store, clock: Traveller, priority, says
):
    morning = closed_until(start=8)
    clock.move_to(datetime(2026, 11, 25, 3, tzinfo=timezone.utc))  # 9 in the evening there
    with store.begin() as tx:
        colleague(tx, ANA)
        one = child(tx)
        if priority == "P3":
            hand_off(tx, one, Reason(plan().human_topic, "P3", "pidió"), content(), morning)
            case = cases.current(tx, one)
        else:
            case = hand(tx, one, priority, morning)
        said = "\n".join(told(tx, one))
        assert "mañana a las 8 de la mañana (hora del centro de México)" in said
        assert says in said
        opening = datetime(2026, 11, 25, 14, tzinfo=timezone.utc)
        assert promised(tx, case) == opening + plan().times[priority].supervisors


# --- the promise is broken ---


def test_a_broken_promise_is_told_once_with_the_lines_that_answer_now(
    store: Store, clock: Traveller
):
    served(store, clock, [1, 2, 3, 4, 5])
    with store.begin() as tx:
        colleague(tx, ANA)
        one = child(tx)
        case = open_case(tx, one, "P2")
        before = len(told(tx, one))
    clock.shift(minutes(5))
    work_off(store)
    work_off(store)
    with store.begin() as tx:
        said = told(tx, one)[before:]
        assert "Ya pasó el tiempo que te dije" in said[0]
        assert any("📞" in text for text in said[1:])
        assert broken(tx, case) == 1
        assert promised(tx, case) is None


def test_a_promise_is_kept_by_a_word_and_not_by_a_claim(store: Store, clock: Traveller):
    served(store, clock, [1, 2, 3, 4, 5])
    with store.begin() as tx:
        colleague(tx, ANA)
        kept, not_kept = (open_case(tx, child(tx, chat), "P2") for chat in (1, 2))
        relay.to_child(tx, claim(tx, kept.id, ANA, content(), plan()), ANA, 5, "Hola")
        claim(tx, not_kept.id, ANA, content(), plan())
    clock.shift(minutes(5))
    work_off(store)
    with store.begin() as tx:
        assert [broken(tx, case) for case in (kept, not_kept)] == [0, 1]


def test_a_promise_outlives_the_holder_who_went(store: Store, clock: Traveller):
    served(store, clock, [1, 2, 3, 4, 5])
    with store.begin() as tx:
        colleague(tx, ANA)
        case = open_case(tx, child(tx), "P2")
        claim(tx, case.id, ANA, content(), plan())
        colleague(tx, ANA, is_on_duty=False)
        release(tx, case.id, ANA, content(), plan())
    clock.shift(minutes(5))
    work_off(store)
    with store.begin() as tx:
        assert broken(tx, case) == 1


def test_two_things_late_at_once_are_told_once(store: Store, clock: Traveller):
    served(store, clock, [1, 2, 3, 4, 5], "P1")
    with store.begin() as tx:
        colleague(tx, ANA)
        colleague(tx, CARLA)
        one = child(tx)
        case = open_case(tx, one, "P1")
        before = len(told(tx, one))
    clock.shift(minutes(5))
    work_off(store)
    with store.begin() as tx:
        late = [text for text in told(tx, one)[before:] if "perdón" in text]
        assert len(late) == 1
        assert broken(tx, case) == 1
