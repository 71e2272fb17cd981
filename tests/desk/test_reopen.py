from datetime import datetime, timedelta, timezone

import pytest
import time_machine
from sqlalchemy import update

from bot.desk import relay
from bot.desk.claim import claim
from bot.desk.close import close
from bot.desk.hand_off import Reason, hand_off
from bot.desk.refuse import refuse
from bot.desk.reopen import reopen
from bot.errors import CaseConflict
from bot.store import cases, deadlines, outbox, trail
from bot.store.engine import Store, Tx
from bot.store.tables import cases as table
from tests.kit.factories import (
    ANA,
    BETO,
    alerts,
    child,
    content,
    open_case,
    plan,
    told,
    urgent_class,
    wrote,
)

DAY = datetime(2026, 11, 24, 18, tzinfo=timezone.utc)


def closed(tx: Tx, one, priority: str = "P2"):
    """Let a human talk to a child and close the case."""
    case = claim(tx, open_case(tx, one, priority).id, ANA, content(), plan())
    relay.to_child(tx, case, ANA, 5, "Hola")
    close(tx, case.id, ANA, "answered", content(), plan())
    return cases.get(tx, case.id)


def comes_back(tx: Tx, one, priority: str = "P3"):
    reason = plan().human_topic if priority == "P3" else urgent_class(priority)
    hand_off(tx, one, Reason(reason, priority, "volvió"), content(), plan(), cause=77)
    return cases.current(tx, one)


def in_thread(tx: Tx, case) -> list[str]:
    rows = outbox.latest(tx, f"case:{case.id}", 100)
    return [str(row.body.get("text", row.purpose)) for row in rows]


def test_within_a_week_a_child_comes_back_to_the_same_case(store: Store):
    with time_machine.travel(DAY, tick=False) as clock, store.begin() as tx:
        one = child(tx)
        before = closed(tx, one)
        clock.shift(timedelta(days=6))
        case = comes_back(tx, one)
        assert case.id == before.id
        assert (case.state, case.priority, case.holder) == (cases.OPEN, "P3", None)
        assert case.began_at == DAY + timedelta(days=6)
        assert not case.has_word
        assert "reopened" in [event.kind for event in trail.events_of(tx, case.id)]
        assert {row.kind for row in deadlines.open_of(tx, case.id)} >= {"everyone", "supervisors"}
        assert any("robot" in text or "equipo" in text for text in told(tx, one)[-2:])


def test_later_or_after_a_false_alarm_it_is_another_case(store: Store):
    with time_machine.travel(DAY, tick=False) as clock, store.begin() as tx:
        late, mistaken = child(tx, 1), child(tx, 2)
        first, second = closed(tx, late), closed(tx, mistaken)
        outcome = plan().false_alarm_outcome
        tx.conn.execute(update(table).where(table.c.id == second.id).values(outcome=outcome))
        assert comes_back(tx, mistaken).id != second.id
        clock.shift(timedelta(days=8))
        assert comes_back(tx, late).id != first.id


def test_who_had_the_case_is_rung_and_sees_what_was_said_meanwhile(store: Store):
    with time_machine.travel(DAY, tick=False) as clock, store.begin() as tx:
        one = child(tx)
        wrote(tx, one, "lo de antes")
        case = closed(tx, one)
        clock.shift(timedelta(hours=1))
        wrote(tx, one, "cuánto tarda el asilo?", 2)
        clock.shift(timedelta(hours=1))
        comes_back(tx, one)
        assert alerts(tx, case)[-1].body["mentions"] == [["ana", "Ana"]]
        shown = next(text for text in in_thread(tx, case) if "Mientras estuvo cerrado" in text)
        assert "cuánto tarda el asilo?" in shown
        assert "lo de antes" not in shown
        assert in_thread(tx, case)[-1] == "card"
        state = outbox.latest(tx, f"thread_state:{case.id}", 5)[-1]
        assert state.priority == outbox.URGENT  # until it is open, the staff cannot write there


def test_the_child_is_told_again_what_it_was_told_the_first_time(store: Store):
    with time_machine.travel(DAY, tick=False) as clock, store.begin() as tx:
        one = child(tx)
        closed(tx, one, "P1")
        clock.shift(timedelta(days=1))
        before = len(told(tx, one))
        comes_back(tx, one, "P1")
        assert "911" in "\n".join(told(tx, one)[before:])


def test_the_same_message_after_a_crash_reopens_once(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = closed(tx, one)
        comes_back(tx, one)
        before = len(trail.events_of(tx, case.id))
        comes_back(tx, one)
        assert len(trail.events_of(tx, case.id)) == before


def test_a_caseworker_takes_up_a_closed_case_and_the_child_hears_who_writes(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P2")
        refuse(tx, one, content(), plan())
        held = reopen(tx, case.id, BETO, content(), plan())
        assert (held.id, held.state, held.holder) == (case.id, cases.CLAIMED, BETO.key)
        assert "Beto" in told(tx, one)[-1]


def test_what_can_no_longer_be_taken_up_is_said(store: Store):
    with time_machine.travel(DAY, tick=False) as clock, store.begin() as tx:
        one, other = child(tx, 1), child(tx, 2)
        old, busy = closed(tx, one), closed(tx, other)
        outcome = plan().false_alarm_outcome
        clock.shift(timedelta(days=1))
        tx.conn.execute(update(table).where(table.c.id == busy.id).values(outcome=outcome))
        comes_back(tx, other)
        tx.conn.execute(update(table).where(table.c.id == busy.id).values(outcome=None))
        with pytest.raises(CaseConflict, match="otro caso"):
            reopen(tx, busy.id, ANA, content(), plan())
        clock.shift(timedelta(days=7))
        with pytest.raises(CaseConflict, match="hace demasiado"):
            reopen(tx, old.id, ANA, content(), plan())


def test_what_was_told_before_the_case_was_closed_is_told_again_when_it_comes_up(store: Store):
    with store.begin() as tx:
        one = child(tx)
        closed(tx, one, "P1")
        comes_back(tx, one, "P3")
        before = len(told(tx, one))
        comes_back_with = Reason(urgent_class("P1"), "P1", "otra vez")
        assert hand_off(tx, one, comes_back_with, content(), plan())
        assert "911" in "\n".join(told(tx, one)[before:])
