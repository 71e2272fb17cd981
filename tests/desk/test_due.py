"""What is due of a case that somebody holds, or that a bare cry opened; and doing it once."""

from datetime import timedelta

import pytest
from time_machine import Traveller

from bot.desk import due, relay
from bot.desk.claim import claim
from bot.desk.hand_off import Reason, hand_off
from bot.store import cases, deadlines
from bot.store.engine import Store
from tests.kit.due import NOON, after, late, private, rung
from tests.kit.factories import (
    ANA,
    CARLA,
    alerts,
    child,
    content,
    open_case,
    plan,
    told,
    urgent_class,
    wrote,
)

# --- somebody holds it ---


@pytest.mark.parametrize(("priority", "minutes"), [("P1", 3), ("P2", 10), ("P3", 10)])
def test_a_holder_who_says_nothing_loses_the_case(
    staffed: Store, clock: Traveller, priority, minutes
):
    with staffed.begin() as tx:
        one = child(tx)
        case = claim(tx, open_case(tx, one, priority).id, ANA, content(), plan())
    after(clock, minutes - 0.5, staffed)
    with staffed.begin() as tx:
        assert cases.get(tx, case.id).state == cases.CLAIMED
    after(clock, 0.5, staffed)
    with staffed.begin() as tx:
        assert cases.get(tx, case.id).state == cases.OPEN
        assert alerts(tx, case)[-1].body["mentions"] == [["ana", "Ana"]]
        assert "Ana ya no puede escribirte" in told(tx, one)[-1]
    after(clock, 0, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case) == [["Ana", "Beto"]]


@pytest.mark.parametrize(("raised_at", "released_at"), [(1, 4), (9, 10)])
def test_a_graver_danger_never_gives_a_silent_holder_more_time(
    staffed: Store, clock: Traveller, raised_at, released_at
):
    with staffed.begin() as tx:
        one = child(tx)
        case = claim(tx, open_case(tx, one, "P2").id, ANA, content(), plan())
    clock.shift(timedelta(minutes=raised_at))
    with staffed.begin() as tx:
        hand_off(tx, one, Reason(urgent_class("P1"), "P1", "patrón"), content(), plan())
        (row,) = deadlines.open_of(tx, case.id)
        assert (row.kind, row.due_at) == ("first_word", NOON + timedelta(minutes=released_at))


def test_one_word_in_time_keeps_the_case(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        case = claim(tx, open_case(tx, child(tx), "P1").id, ANA, content(), plan())
        relay.to_child(tx, case, ANA, 5, "Aquí estoy")
    after(clock, 60, staffed)
    with staffed.begin() as tx:
        assert cases.get(tx, case.id).holder == ANA.key


def test_a_note_is_no_word_to_the_child(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        case = claim(tx, open_case(tx, child(tx), "P1").id, ANA, content(), plan())
        relay.to_child(tx, case, ANA, 5, "// ya lo veo")
    after(clock, 3, staffed)
    with staffed.begin() as tx:
        assert cases.get(tx, case.id).state == cases.OPEN


def test_a_child_without_an_answer_is_not_left_to_one_person(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        one = child(tx)
        case = claim(tx, open_case(tx, one, "P1").id, ANA, content(), plan())
        relay.to_child(tx, case, ANA, 5, "¿Dónde estás?")
    clock.shift(timedelta(minutes=30))
    with staffed.begin() as tx:
        relay.to_staff(tx, cases.get(tx, case.id), wrote(tx, one, "ya vienen"), content(), plan())
    for _ in range(20):
        after(clock, 1, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case) == [["Ana"], ["Ana", "Beto"], ["Ana", "Beto", "Carla"]]
        assert len(private(tx, CARLA)) == 1
        assert late(tx, case) == 1
        assert any("Ana no te ha podido contestar" in text for text in told(tx, one))


def test_an_answer_ends_the_wait_and_the_next_word_begins_another(
    staffed: Store, clock: Traveller
):
    with staffed.begin() as tx:
        one = child(tx)
        case = claim(tx, open_case(tx, one, "P1").id, ANA, content(), plan())
        relay.to_child(tx, case, ANA, 5, "¿Dónde estás?")
        relay.to_staff(tx, cases.get(tx, case.id), wrote(tx, one, "aquí"), content(), plan())
    clock.shift(timedelta(minutes=1))
    with staffed.begin() as tx:
        relay.to_child(tx, cases.get(tx, case.id), ANA, 6, "Bien")
    after(clock, 30, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case) == []
        relay.to_staff(tx, cases.get(tx, case.id), wrote(tx, one, "y?", 2), content(), plan())
    after(clock, 1, staffed)
    with staffed.begin() as tx:
        relay.to_staff(tx, cases.get(tx, case.id), wrote(tx, one, "hola?", 3), content(), plan())
    after(clock, 1, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case) == [["Ana"]]


# --- a bare cry for help ---


def cry(tx, one):
    urgent = content().urgent[plan().safe_word_class]
    hand_off(tx, one, Reason(urgent.id, urgent.priority, "AYUDA"), content(), plan())
    return cases.current(tx, one)


def test_a_cry_for_help_that_nothing_follows_becomes_danger_of_life(
    staffed: Store, clock: Traveller
):
    with staffed.begin() as tx:
        one = child(tx)
        wrote(tx, one, "AYUDA")
        case = cry(tx, one)
        assert case.priority == "P2"
    clock.shift(timedelta(seconds=3))
    with staffed.begin() as tx:
        wrote(tx, one, "porfa", 2)  # in the same breath: it answers nothing
    after(clock, 2, staffed)
    with staffed.begin() as tx:
        assert cases.get(tx, case.id).priority == "P1"
    after(clock, 2, staffed)
    with staffed.begin() as tx:
        assert rung(tx, case)[-1] == ["Ana", "Beto"]


def test_a_child_who_answers_keeps_the_priority_of_what_it_said(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        one = child(tx)
        case = cry(tx, one)
    clock.shift(timedelta(seconds=40))
    with staffed.begin() as tx:
        wrote(tx, one, "tengo hambre")
    after(clock, 2, staffed)
    with staffed.begin() as tx:
        assert cases.get(tx, case.id).priority == "P2"


def test_who_talks_to_a_human_already_is_not_raised(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        case = claim(tx, cry(tx, child(tx)).id, ANA, content(), plan())
        relay.to_child(tx, case, ANA, 5, "Aquí estoy")
    after(clock, 2, staffed)
    with staffed.begin() as tx:
        assert cases.get(tx, case.id).priority == "P2"


# --- doing it once ---


def test_what_is_done_is_not_done_again(staffed: Store, clock: Traveller):
    with staffed.begin() as tx:
        case = open_case(tx, child(tx), "P1")
    clock.shift(timedelta(minutes=2))
    (group,) = due.groups(staffed.do(deadlines.due))
    for _ in range(2):
        with staffed.begin() as tx:
            due.handle(tx, group, content(), plan())
    with staffed.begin() as tx:
        assert len(rung(tx, case)) == 1


def test_what_fails_is_not_taken_for_done(staffed: Store, clock: Traveller, monkeypatch):
    with staffed.begin() as tx:
        case = open_case(tx, child(tx), "P1")

    def fail(*_arguments: object) -> None:
        raise RuntimeError

    monkeypatch.setitem(due.HANDLERS, "everyone", fail)
    with pytest.raises(RuntimeError):
        after(clock, 2, staffed)
    monkeypatch.undo()
    after(clock, 0, staffed)
    with staffed.begin() as tx:
        assert len(rung(tx, case)) == 1
