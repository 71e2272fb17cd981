"""What a busy group is shown of a case, and when."""

from bot.desk import post, relay
from bot.store import outbox
from bot.store.engine import Store
from tests.kit.factories import child, content, open_case, plan, wrote


def changes(tx, case) -> list[outbox.OutboxRow]:
    return outbox.waiting_for(tx, f"{post.CARD_UPDATE}:{case.id}")


def test_each_new_word_does_not_put_the_cards_change_off(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        relay.to_staff(tx, case, wrote(tx, one, "hola"), content(), plan())
        (first,) = changes(tx, case)
        relay.to_staff(tx, case, wrote(tx, one, "estas?", 2), content(), plan())
        assert [row.id for row in changes(tx, case)] == [first.id]


def test_a_holders_buttons_go_before_what_is_routine(store: Store):
    with store.begin() as tx:
        case = open_case(tx, child(tx))
        post.refresh_card(tx, case, priority=outbox.SPARE)
        post.refresh_card(tx, case, is_renamed=True)
        (row,) = changes(tx, case)
        assert row.priority == outbox.REPLY


def test_what_can_wait_of_a_case_that_is_less_grave_waits(store: Store):
    with store.begin() as tx:
        for number, (priority, expected) in enumerate(
            (("P1", outbox.URGENT), ("P2", outbox.SOON), ("P3", outbox.REPLY)), 1
        ):
            case = open_case(tx, child(tx, number), priority)
            post.alert(tx, case, "prueba")
            assert outbox.waiting_for(tx, f"case:{case.id}")[-1].priority == expected
