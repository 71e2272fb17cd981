"""Whose turn it is, where Telegram's limits for all and for a group meet."""

import pytest

from bot import clock
from bot.desk import post
from bot.store import outbox
from bot.store.outbox import GROUP, OutboxRow
from bot.telegram.limits import PER_GROUP_WINDOW, PER_SECOND
from bot.telegram.turns import Turns

CARD = OutboxRow(1, "case:1", GROUP, 1, post.CARD, {}, outbox.URGENT, 0, clock.now(), "main")
ANSWER = OutboxRow(2, "child", "child", None, "text", {}, outbox.REPLY, 0, clock.now())
NOW = 100.0


def turns(sent_to_all: int, sent_to_group: int) -> Turns:
    """Return turns of which so much is gone; a card takes two messages."""
    made = Turns(lambda row: 2)
    for _ in range(sent_to_group):
        made.count("main", NOW - 30)
    for _ in range(sent_to_all):
        made.count("other", NOW - 0.9)
    return made


@pytest.mark.parametrize(
    ("sent_to_all", "sent_to_group", "goes"),
    [
        (0, 0, [CARD, ANSWER]),
        (PER_SECOND - 1, PER_GROUP_WINDOW, [ANSWER]),  # its own group is full
        (PER_SECOND - 1, 0, []),  # else what takes two would never find room for both
        (PER_SECOND, PER_GROUP_WINDOW, []),
    ],
)
def test_who_goes_now(sent_to_all: int, sent_to_group: int, goes: list[OutboxRow]):
    made = turns(sent_to_all, sent_to_group)
    assert list(made.take([ANSWER, CARD], NOW)) == goes
