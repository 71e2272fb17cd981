"""A chat that sends far more than anybody can read: it must not keep others from an answer.

What it sends is still kept, looked at for danger and shown to the team; presses that erase, end
or call a human still work. Only answers of the bot that would cost Rasa's time are left out, and
the child is told so, once a minute.
"""

from datetime import datetime, timedelta

from bot.store import inbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx

# Our own figures: a burst of messages is one turn (bot/conversation/turn.py), and a child who
# presses a button every two seconds for a minute stays below.
WITHIN = timedelta(minutes=1)
MOST_TURNS = 40
LONGEST_TURN = 4096  # characters of a turn that Rasa reads: as many as Telegram allows a message


def is_flood(tx: Tx, conversation: ConversationId, now: datetime) -> bool:
    """Return whether a conversation had more turns in the last minute than are answered."""
    return inbox.turns_since(tx, conversation, now - WITHIN) >= MOST_TURNS


def notice_name(conversation: ConversationId, now: datetime) -> str:
    """Return the name under which the child is told of it: once in ``WITHIN``."""
    return f"flood:{conversation}:{int(now.timestamp() // WITHIN.total_seconds())}"


def last_part(text: str) -> str:
    """Return the end of a turn, which is what the child meant last, cut at a word."""
    if len(text) <= LONGEST_TURN:
        return text
    end = text[-LONGEST_TURN:]
    return end.split(maxsplit=1)[-1]
