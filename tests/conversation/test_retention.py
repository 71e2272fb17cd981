from datetime import timedelta

import time_machine

from bot import clock
from bot.conversation import retention
from bot.store import cases, conversations, inbox, missed, outbox, trail
from bot.store.engine import Store
from bot.store.missed import Scrubbed
from tests.kit.factories import child, open_case, wrote


def test_texts_go_thirty_days_after_the_last_message(store: Store):
    with store.begin() as tx:
        old, fresh = child(tx, 1), child(tx, 2)
        wrote(tx, old, "hola", 1)
        wrote(tx, fresh, "hola", 2)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        with store.begin() as tx:
            conversations.touch(tx, fresh)
        assert retention.forget_old(store, clock.now()) == 1
        with store.begin() as tx:
            assert conversations.find(tx, old) is None
            assert inbox.latest(tx, old, 9) == []
            assert len(inbox.latest(tx, fresh, 9)) == 1
            assert clock.now() - retention.last_run(tx) < timedelta(minutes=1)


def test_a_child_whose_case_is_in_hand_is_not_forgotten(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
    later = clock.now() + timedelta(days=200)
    assert retention.forget_old(store, later) == 0
    with store.begin() as tx:
        assert cases.current(tx, one).id == case.id


def test_closed_cases_become_figures_after_ninety_days(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        cases.close(tx, case.id)
    later = clock.now() + timedelta(days=91)
    retention.forget_old(store, later)
    with store.begin() as tx:
        kept = cases.get(tx, case.id)
        assert (kept.priority, kept.why, kept.conversation_id) == (case.priority, "", None)
        assert all(event.detail == {} for event in trail.events_of(tx, case.id))
        assert outbox.heads(tx) == []


def test_what_the_staff_wrote_is_not_kept_once_it_is_done(store: Store):
    with store.begin() as tx:
        for update_id, text in enumerate(("hecho", "por hacer"), start=1):
            inbox.add(tx, update_id, inbox.STAFF, "staff_message", {"text": text})
        inbox.mark_done(tx, inbox.waiting(tx, inbox.STAFF)[:1])
    retention.forget_old(store, clock.now() + timedelta(days=3))
    with store.begin() as tx:
        assert [row.body["text"] for row in inbox.latest(tx, inbox.STAFF, 9)] == ["por hacer"]


def test_what_is_kept_for_less_time_goes_sooner_missed_messages_too(store: Store):
    with store.begin() as tx:
        one, silent = child(tx, 1), child(tx, 2)
        wrote(tx, silent, "hola", 1)
        missed.keep(tx, one, missed.NOT_UNDERSTOOD, Scrubbed("que onda"))
        case = open_case(tx, silent)
        cases.close(tx, case.id)
    kept = retention.Kept(texts=timedelta(days=7), cases=timedelta(days=10))
    later = clock.now() + timedelta(days=8)
    with store.begin() as tx, time_machine.travel(later):
        conversations.touch(tx, one)
    assert retention.forget_old(store, later, kept) == 1
    with store.begin() as tx:
        assert missed.all_kept(tx) == []
        assert conversations.find(tx, silent) is None
        assert cases.get(tx, case.id).why, "two more days"
    retention.forget_old(store, clock.now() + timedelta(days=11), kept)
    with store.begin() as tx:
        assert cases.get(tx, case.id).why == ""


def test_what_is_kept_for_longer_stays_and_the_row_says_why(store: Store):
    with store.begin() as tx:
        one = child(tx)
        wrote(tx, one, "hola", 1)
    kept = retention.Kept(texts=timedelta(days=60), reason="lo pide el juzgado")
    assert retention.forget_old(store, clock.now() + timedelta(days=31), kept) == 0
    with store.begin() as tx:
        assert len(inbox.latest(tx, one, 9)) == 1
        assert trail.events_of(tx, None)[-1].detail == {
            "conversations": 0,
            "texts_days": 60,
            "cases_days": 90,
            "reason": "lo pide el juzgado",
        }
