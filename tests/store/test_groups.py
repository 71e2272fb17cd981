from bot.store import case_messages, cases, groups, outbox
from bot.store.engine import Store
from tests.kit.factories import child, open_case


def test_a_group_that_moved_is_found_there_after_a_restart(store: Store):
    with store.begin() as tx:
        groups.configure(tx, {"main": -1, "us": -2})
        groups.move(tx, "us", -200)
        assert groups.configure(tx, {"main": -1, "us": -2}) == groups.Lost()
        assert groups.chats(tx) == {"main": -1, "us": -200}


def test_ids_of_the_old_chat_mean_nothing_in_the_new_one(store: Store):
    with store.begin() as tx:
        groups.configure(tx, {"main": -1})
        one = child(tx)
        case = open_case(tx, one)
        cases.set_thread(tx, case.id, 7)
        cases.set_card(tx, case.id, 8)
        case_messages.remember(tx, 8, case.id)
        outbox.put(tx, one, "relay_copy", {"staff_message_id": 9}, case_id=case.id)
        outbox.put(tx, one, "relay", {"staff_message_id": 9, "text": "a"}, case_id=case.id)
        lost = groups.move(tx, "main", -100)
        assert (lost.in_hand, lost.not_copied) == ([case.id], [case.id])
        now = cases.get(tx, case.id)
        assert (now.thread_id, now.card_id) == (None, None)
        assert cases.by_message(tx, "main", 8) is None
        waiting = {row.purpose for row in outbox.waiting_for(tx, one)}
        assert "relay" in waiting
        assert "relay_copy" not in waiting
        assert groups.move(tx, "main", -100) == groups.Lost()


def test_another_group_in_the_settings_takes_the_place_of_one_that_moved(store: Store):
    with store.begin() as tx:
        groups.configure(tx, {"main": -1})
        groups.move(tx, "main", -100)
        case = open_case(tx, child(tx))
        assert groups.configure(tx, {"main": -5}).in_hand == [case.id]
        assert groups.chats(tx) == {"main": -5}


def test_cases_of_a_team_that_is_no_more_are_the_main_teams(store: Store):
    with store.begin() as tx:
        groups.configure(tx, {"main": -1, "us": -2})
        one = child(tx)
        case_id = cases.open_case(tx, one, "x", "P1", "y", team="us")
        assert groups.configure(tx, {"main": -1}).in_hand == [case_id]
        assert cases.get(tx, case_id).team == "main"
        assert groups.chats(tx) == {"main": -1}
