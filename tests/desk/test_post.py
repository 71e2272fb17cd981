from datetime import timedelta

import time_machine

from bot.desk import post
from bot.store import outbox
from bot.store.engine import Store
from tests.kit.factories import child, open_case


def waiting(tx, purpose: str):
    return [row for row in outbox.heads(tx) if row.purpose == purpose]


def test_of_a_cards_state_only_the_latest_waits_and_it_stays_as_urgent(store: Store):
    with store.begin() as tx:
        case = open_case(tx, child(tx))
        post.refresh_card(tx, case, priority=outbox.REPLY)
        post.refresh_card(tx, case, priority=outbox.SPARE)
        (row,) = waiting(tx, post.CARD_UPDATE)
        assert row.priority == outbox.REPLY


def test_another_cases_card_is_another_matter(store: Store):
    with store.begin() as tx:
        for chat in (1, 2):
            post.refresh_card(tx, open_case(tx, child(tx, chat)))
        assert len(waiting(tx, post.CARD_UPDATE)) == 2


def test_the_wait_is_shown_later_and_a_change_at_once(store: Store):
    with time_machine.travel("2026-11-24T18:00Z", tick=False) as moment, store.begin() as tx:
        case = open_case(tx, child(tx))
        assert waiting(tx, post.THREAD_NAME) == []
        moment.shift(timedelta(seconds=59))
        assert waiting(tx, post.THREAD_NAME) == []
        moment.shift(timedelta(seconds=1))
        (row,) = waiting(tx, post.THREAD_NAME)
        assert row.priority == outbox.SPARE
        post.refresh_card(tx, case, is_renamed=True)
        (row,) = waiting(tx, post.THREAD_NAME)
        assert row.priority == outbox.ROUTINE
        post.rename_later(tx, case)
        assert waiting(tx, post.THREAD_NAME) == [row], "a change is not put off"


def test_a_mark_takes_the_place_of_the_one_before(store: Store):
    with store.begin() as tx:
        case = open_case(tx, child(tx))
        post.mark(tx, case.id, 5, post.WRITING)
        post.mark(tx, case.id, 5, post.DELIVERED)
        post.mark(tx, case.id, 6, post.WRITING)
        emojis = [row.body["emoji"] for row in waiting(tx, post.MARK)]
        assert emojis == [post.DELIVERED, post.WRITING]
