from bot.conversation.leave import leave_quietly
from bot.store import cases, conversations, outbox, trail
from bot.store.engine import Store
from tests.kit.factories import child, content, open_case


def test_the_last_message_says_nothing_and_takes_the_buttons_away(store: Store):
    with store.begin() as tx:
        one = child(tx)
        conversations.set_pending(tx, one, "danger:x")
        leave_quietly(tx, one, content())
        last = outbox.latest(tx, one, 1)[0]
        assert last.purpose == outbox.GOODBYE
        assert conversations.get(tx, one).pending is None
        giveaways = ("bot", "asilo", "migra", "peligro", "ayuda", "equipo", "caso")
        assert not any(word in last.body["text"].lower() for word in giveaways)


def test_the_staff_of_an_open_case_learn_that_the_child_left_in_a_hurry(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        leave_quietly(tx, one, content())
        kinds = [event.kind for event in trail.events_of(tx, case.id)]
        assert kinds[-1] == "left_quietly"
        assert cases.current(tx, one) is not None
