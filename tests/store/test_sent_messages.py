from bot.store import conversations, held, outbox, sent_messages
from bot.store.engine import Store
from tests.kit.factories import child


def test_what_was_sent_is_known_until_the_conversation_is_erased(store: Store):
    with store.begin() as tx:
        one = child(tx)
        sent_messages.remember(tx, one, [7, 8])
        sent_messages.remember(tx, one, [8, 9])
        assert [sent.message_id for sent in sent_messages.of(tx, one)] == [7, 8, 9]
        conversations.erase(tx, one)
        assert sent_messages.of(tx, one) == []
        sent_messages.remember(tx, one, [10])
        assert sent_messages.of(tx, one) == []


def test_what_is_held_is_not_sent_and_not_shown_until_it_is_released(store: Store):
    with store.begin() as tx:
        one = child(tx)
        number = held.hold(tx, one, "relay", {"text": "¿seguro?"})
        outbox.put(tx, one, "relay", {"text": "antes"})
        assert [row.body["text"] for row in outbox.latest(tx, one, 9)] == ["antes"]
        row = held.find(tx, number)
        assert row is not None
        held.release(tx, row)
        assert held.find(tx, number) is None
        assert [row.body["text"] for row in outbox.waiting_for(tx, one)] == ["antes", "¿seguro?"]
