from datetime import timedelta

import time_machine

from bot import clock
from bot.store import conversations
from bot.store.conversations import ChatId
from bot.store.engine import Store
from tests.kit.factories import child


def test_a_chat_has_one_conversation_and_one_alias(store: Store):
    with store.begin() as tx:
        assert child(tx, 5) == child(tx, 5)
        aliases = {conversations.get(tx, child(tx, chat)).alias for chat in range(200)}
        assert len(aliases) == 200


def test_the_sender_finds_the_chat_again(store: Store):
    with store.begin() as tx:
        assert conversations.chat_of(tx, child(tx, 77)) == ChatId(77)


def test_an_open_question_of_the_bot_is_forgotten_after_a_while(store: Store):
    with store.begin() as tx:
        one = child(tx)
        conversations.set_pending(tx, one, "erase")
        assert conversations.get(tx, one).pending == "erase"
        with time_machine.travel(clock.now() + timedelta(hours=1)):
            assert conversations.get(tx, one).pending is None
