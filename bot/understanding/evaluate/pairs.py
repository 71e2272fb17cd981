"""Messages together with what the bot made of them, and the simple questions about both."""

from collections.abc import Sequence
from typing import NamedTuple

from bot.understanding.decision import OUT_OF_SCOPE
from bot.understanding.evaluate.messages import URGENT, Kind, Labelled
from bot.understanding.evaluate.reading import Reading

OFFERED = 3  # topics, where the bot is not sure: actions/suggest_topics.py


class Pair(NamedTuple):
    """A message and what the bot made of it."""

    message: Labelled
    reading: Reading

    @property
    def is_about_topic(self) -> bool:
        """Whether a topic or small talk is right; what is urgent is handed off in any case."""
        return bool(self.message.topics) and self.message.kind != URGENT

    @property
    def is_out_of_scope(self) -> bool:
        """Whether it is about nothing that the bot knows."""
        return self.message.topics[:1] == (OUT_OF_SCOPE,)

    def ranks_right(self, among: int) -> bool:
        """Whether a right label is among the first of the ranking."""
        return any(name in self.message.topics for name in self.reading.names[:among])

    @property
    def label(self) -> str:
        """The likeliest label, or the message's own where that is one of several right ones."""
        first = self.reading.names[0]
        return self.message.topics[0] if first in self.message.topics else first


def of_kind(pairs: Sequence[Pair], kind: Kind) -> list[Pair]:
    """Return the pairs of one kind."""
    return [pair for pair in pairs if pair.message.kind == kind]


def about_topics(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs with a topic or small talk, ``out_of_scope`` among them."""
    return [pair for pair in pairs if pair.is_about_topic]


def in_scope(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs with a topic or small talk that the bot has something to say about."""
    return [pair for pair in about_topics(pairs) if not pair.is_out_of_scope]


def out_of_scope(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the pairs about nothing that the bot knows."""
    return [pair for pair in about_topics(pairs) if pair.is_out_of_scope]
