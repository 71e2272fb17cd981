from datetime import timedelta

import time_machine

from bot import clock
from bot.conversation import erase
from bot.store import case_messages, cases, conversations, inbox, outbox, sent_messages, trackers
from bot.store.engine import Store
from tests.kit.factories import child, content, open_case, wrote


def test_everything_of_one_child_goes_and_of_no_other(store: Store):
    with store.begin() as tx:
        one, other = child(tx, 1), child(tx, 2)
        row = wrote(tx, one, "me llamo Luz", 1)
        wrote(tx, other, "hola", 2)
        for conversation in (one, other):
            trackers.save(tx, conversation, ["me llamo Luz"])
    erase.erase(store, row, content())
    with store.begin() as tx:
        assert trackers.load(tx, one) is None
        assert trackers.load(tx, other) == ["me llamo Luz"]
        assert conversations.find(tx, one) is None
        assert inbox.latest(tx, one, 9) == []
        assert len(inbox.latest(tx, other, 9)) == 1
        farewell = outbox.latest(tx, one, 9)
        assert [row.purpose for row in farewell] == [outbox.FAREWELL]
        assert farewell[0].body["chat"] == 1


def test_a_human_who_is_on_the_case_is_not_lost(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        row = wrote(tx, one, "me llamo Luz", 1)
    erase.erase(store, row, content())
    with store.begin() as tx:
        assert cases.current(tx, one).id == case.id
        assert inbox.latest(tx, one, 9) == []
        assert conversations.chat_of(tx, one) == 1001


def test_a_closed_case_stays_as_a_figure_without_the_child(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        cases.close(tx, case.id)
        row = wrote(tx, one, "borra todo", 1)
    erase.erase(store, row, content())
    with store.begin() as tx:
        assert cases.get(tx, case.id).conversation_id is None


def test_a_cry_for_help_after_the_wish_to_erase_is_kept_with_its_reply(store: Store):
    with store.begin() as tx:
        one = child(tx)
        wrote(tx, one, "hola", 1)
        wish = wrote(tx, one, "borra todo", 2)
        wrote(tx, one, "me van a matar", 3)
        open_case(tx, one)
    erase.erase(store, wish, content())
    with store.begin() as tx:
        assert [row.body["text"] for row in inbox.waiting(tx, one)] == ["me van a matar"]
        said = " ".join(row.body["text"] for row in outbox.latest(tx, one, 9))
        assert "911" in said


def test_erasing_twice_after_a_crash_says_it_once(store: Store):
    with store.begin() as tx:
        one = child(tx)
        wish = wrote(tx, one, "borra todo", 1)
    for _ in range(2):
        erase.erase(store, wish, content())
    with store.begin() as tx:
        assert len(outbox.latest(tx, one, 9)) == 1


def test_the_bots_messages_of_two_days_go_from_the_chat_and_the_copies_from_the_thread(
    store: Store,
):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        cases.set_card(tx, case.id, 70)
        for message_id in (70, 71, 72):
            case_messages.remember(tx, message_id, case.id)
        with time_machine.travel(clock.now() - timedelta(hours=49)):
            sent_messages.remember(tx, one, [10])
        sent_messages.remember(tx, one, range(11, 131))
        wish = wrote(tx, one, "borra todo", 1)
    erase.erase(store, wish, content())
    with store.begin() as tx:
        rows = [row for row in waiting_rows(tx) if row.purpose == outbox.TAKE_AWAY]
        child_ids = [row.body["message_ids"] for row in rows if "chat" in row.body]
        assert sorted(one for ids in child_ids for one in ids) == list(range(11, 131)), (
            "49 hours is too old"
        )
        assert all(len(ids) <= 100 for ids in child_ids)
        assert [row.body for row in rows if "team" in row.body] == [
            {"team": cases.MAIN_TEAM, "message_ids": [71, 72]}
        ], "the card stays, without texts"
        assert sent_messages.of(tx, one) == []


def waiting_rows(tx) -> list[outbox.OutboxRow]:
    """Return all rows that wait, by looking at one lane after the other."""
    rows = []
    while heads := outbox.heads(tx):
        rows += heads
        for row in heads:
            outbox.mark_sent(tx, row)
    return rows
