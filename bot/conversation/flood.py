"""A chat that sends far more than anybody can read: it must not keep others from an answer.

What it sends is still kept, looked at for danger and shown to the team; presses that erase, end
or call a human still work. Only answers of the bot that would cost Rasa's time are left out, and
the child is told so, once a minute.
"""

import time

from bot import clock
from bot.content.render import render_phrase
from bot.conversation.context import Context
from bot.conversation.work import Work
from bot.lately import WITHIN
from bot.store import outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx

# Our own figures: a burst of messages is one turn (bot/conversation/turn.py), and a child who
# presses a button every two seconds for a minute stays below.
MOST_TURNS = 40  # in the last minute
LONGEST_TURN = 4096  # characters of a turn that Rasa reads: as many as Telegram allows a message


def unless_too_many(it: Context, conversation: ConversationId) -> Work | None:
    """Return what is done instead of answering a chat that sends too much, if it does."""
    turns = it.turns.count(conversation, time.monotonic())
    return _tell(it, conversation) if turns > MOST_TURNS else None


def last_part(text: str) -> str:
    """Return the end of a turn, which is what the child meant last, cut at a word."""
    if len(text) <= LONGEST_TURN:
        return text
    end = text[-LONGEST_TURN:]
    return end.split(maxsplit=1)[-1]


def _tell(it: Context, conversation: ConversationId) -> Work:
    said = {"text": render_phrase("too_many", it.content), "buttons": []}
    minute = int(clock.now().timestamp() // WITHIN)

    def tell(tx: Tx) -> None:
        outbox.put(tx, conversation, "text", said, dedupe=f"flood:{conversation}:{minute}")

    return tell
