"""Who is rung when nobody takes a case, held against a clock that the test moves."""

from datetime import datetime, timedelta, timezone
from itertools import pairwise

from time_machine import Traveller

from bot.desk import deadlines as deadlines_of
from bot.desk import due, relay, ring
from bot.desk.claim import claim
from bot.desk.close import finish
from bot.desk.hand_off import Reason, hand_off
from bot.store import cases, deadlines, outbox
from bot.store.engine import Store
from tests.kit.due import NOON, after, late, office_hours, private, rung
from tests.kit.factories import (
    ANA,
    BETO,
    CARLA,
    child,
    colleague,
    content,
    open_case,
    plan,
    rings,
    told,
    urgent_class,
    work_off,
)


def test_danger_of_life_rings_at_2_5_10_and_20_minutes(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P1")
        told_before = len(told(tx, one))
    steps = []
    for minute in range(1, 31):
        after(clock, 1, staffed)
        with staffed.begin() as tx:
            steps.append((minute, len(rung(tx, case)), len(private(tx, CARLA)), late(tx, case)))
    before = [(0, 0, 0, 0), *steps]
    changes = [step for last, step in zip(before, steps, strict=False) if last[1:] != step[1:]]
    assert changes == [(2, 1, 0, 0), (5, 2, 1, 1), (10, 3, 2, 2), (20, 4, 3, 3)]
    with staffed.begin() as tx:
        assert rung(tx, case)[0] == ["Ana", "Beto"]
        assert rung(tx, case)[1] == ["Ana", "Beto", "Carla"]
        said = "\n".join(told(tx, one)[told_before:])
        assert "Todavía no llega una persona" in said
        assert "911" in said


def test_supervisors_are_rung_on_and_on_until_somebody_takes_the_case(
    staffed: Store, clock: Traveller
):
    with staffed.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P1")
    for _ in range(20):
        after(clock, 1, staffed)
    with staffed.begin() as tx:
        rung_before, told_before = len(private(tx, CARLA)), told(tx, one)
    steps = []
    for minute in range(21, 93):
        after(clock, 1, staffed)
        with staffed.begin() as tx:
            steps.append((minute, len(private(tx, CARLA)) - rung_before))
            if minute == 90:
                claim(tx, case.id, ANA, content(), plan())
                assert told(tx, one)[:-1] == told_before, "the child is not told over and over"
    changes = [new for old, new in pairwise(steps) if old[1] != new[1]]
    assert changes == [(40, 1), (60, 2), (80, 3)]
    with staffed.begin() as tx:
        assert rung(tx, case)[-1] == ["Ana", "Beto", "Carla"]


def test_many_who_wait_are_one_ring(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        waiting = [open_case(tx, child(tx, number), "P1") for number in range(5)]
    clock.shift(timedelta(minutes=5))
    work_off(staffed)
    with staffed.begin() as tx:
        (row,) = rings(tx, waiting[0])
        (mine,) = private(tx, CARLA)
        assert row.body["cases"] == mine.body["cases"] == [case.id for case in waiting]
        claim(tx, waiting[2].id, ANA, content(), plan())  # before it is sent
        said = ring.in_group(tx, row, content(), plan())
        assert said.text.count("espera ") == 4
        assert said.text.startswith("⏰ Ana, Beto, Carla: 4 casos")
        assert {payload for _, payload in said.buttons} == {
            f"take:{case.id}" for case in waiting if case != waiting[2]
        }
        assert ring.in_private(tx, mine, content(), plan()).text.startswith("4 casos esperan")


def test_nobody_is_rung_for_a_case_that_was_taken_before_the_ring_went_out(
    staffed: Store, clock: Traveller
):
    with staffed.begin() as tx:
        case = open_case(tx, child(tx), "P1")
    after(clock, 5, staffed)
    with staffed.begin() as tx:
        claim(tx, case.id, ANA, content(), plan())
        assert ring.in_group(tx, rings(tx, case)[0], content(), plan()) is None
        assert ring.in_private(tx, private(tx, CARLA)[0], content(), plan()) is None


def test_a_ring_waits_a_moment_for_others_and_no_longer_for_those_that_come(
    staffed: Store, clock: Traveller
):
    with staffed.begin() as tx:
        cases_ = [open_case(tx, child(tx, number), "P1") for number in range(4)]
        for one in cases_:
            ring.ring_team(tx, one, [])
            clock.shift(0.35 * ring.GATHERS)
        assert [row.purpose for row in outbox.heads(tx)].count(ring.RING) == 1


def test_a_private_message_names_no_child_and_tells_how_long_it_waits(
    staffed: Store, clock: Traveller
):
    with staffed.begin() as tx:
        case = open_case(tx, child(tx), "P1")
    after(clock, 5, staffed)
    with staffed.begin() as tx:
        (row,) = private(tx, CARLA)
        said = ring.in_private(tx, row, content(), plan())
        assert "5 min" in said.text
        assert said.buttons[0][1] == f"take:{case.id}"


def test_a_supervisor_without_a_private_chat_is_mentioned_only(store: Store, clock: Traveller):
    with store.begin() as tx:
        colleague(tx, CARLA, is_on_duty=False)
        case = open_case(tx, child(tx), "P1")
    after(clock, 5, store)
    with store.begin() as tx:
        assert rung(tx, case) == [["Carla"]]
        assert private(tx, CARLA) == []


def test_who_takes_it_in_time_is_not_rung_for_it(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        case = open_case(tx, child(tx), "P1")
        claimed = claim(tx, case.id, ANA, content(), plan())
        relay.to_child(tx, claimed, ANA, 5, "Aquí estoy")
    after(clock, 60, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case) == []


def test_with_nobody_on_duty_the_supervisors_are_rung_first(store: Store, clock: Traveller):
    with store.begin() as tx:
        colleague(tx, ANA, is_on_duty=False)
        colleague(tx, CARLA, is_on_duty=False, has_private_chat=True)
        case = open_case(tx, child(tx), "P1")
    after(clock, 2, store)
    after(clock, 3, store)
    with store.begin() as tx:
        assert rung(tx, case) == [["Carla"]]
        assert len(private(tx, CARLA)) == 1
        assert late(tx, case) == 1


def test_with_nobody_known_the_group_is_told_anyway(store: Store, clock: Traveller):
    with store.begin() as tx:
        case = open_case(tx, child(tx), "P1")
    after(clock, 2, store)
    with store.begin() as tx:
        (row,) = rings(tx, case)
        assert "nadie ha tomado" in ring.in_group(tx, row, content(), plan()).text


def test_who_was_not_seen_for_long_is_not_on_duty(store: Store, clock: Traveller):
    with store.begin() as tx:
        colleague(tx, ANA)
    clock.shift(timedelta(hours=13))
    with store.begin() as tx:
        colleague(tx, BETO)
        case = open_case(tx, child(tx), "P1")
    after(clock, 2, store)
    with store.begin() as tx:
        assert rung(tx, case) == [["Beto"]]


def test_after_an_outage_only_the_gravest_step_is_done(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P1")
        before = len(told(tx, one))
    after(clock, 45, staffed)
    after(clock, 1, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case) == [["Ana", "Beto", "Carla"]]
        assert len(private(tx, CARLA)) == 1
        said = told(tx, one)[before:]
        assert sum("Todavía no llega" in text for text in said) == 1
        assert [row.kind for row in deadlines.open_of(tx, case.id)] == [deadlines_of.ONWARD]


def test_a_graver_danger_has_the_shorter_times(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P3", plan().human_topic)
    after(clock, 20, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case) == []
        hand_off(tx, one, Reason(urgent_class("P1"), "P1", "patrón"), content(), plan())
    after(clock, 2, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case)[-1] == ["Ana", "Beto"]


def test_at_night_only_what_cannot_wait_rings(staffed: Store, clock: Traveller):
    closed = office_hours()
    clock.move_to(datetime(2026, 11, 25, 3, tzinfo=timezone.utc))  # 9 in the evening there
    with staffed.begin() as tx:
        patient, grave = child(tx, 1), child(tx, 2)
        for one, reason, priority in (
            (patient, plan().human_topic, "P3"),
            (grave, urgent_class("P1"), "P1"),
        ):
            hand_off(tx, one, Reason(reason, priority, "prueba"), content(), closed)
        waits, night = cases.current(tx, patient), cases.current(tx, grave)
    for _ in range(11):
        after(clock, 60, staffed, closed)
    with staffed.begin() as tx:
        assert rung(tx, waits) == []
        assert rung(tx, night)[0] == ["Carla"]
    clock.shift(timedelta(hours=1))  # 9 in the morning there
    with staffed.begin() as tx:
        colleague(tx, ANA)
    after(clock, 30, staffed, closed)
    with staffed.begin() as tx:
        assert rung(tx, waits) == [["Ana", "Carla"]]  # Carla for the grave one, in the same ring


def test_a_case_that_is_closed_is_due_for_nothing(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        case = open_case(tx, child(tx), "P1")
        finish(tx, case, "closed", ANA.key)
        assert deadlines.open_of(tx, case.id) == []
        deadlines.put(tx, case.id, [(kind, NOON) for kind in due.HANDLERS])
    after(clock, 1, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case) == []
        assert deadlines.open_of(tx, case.id) == []
