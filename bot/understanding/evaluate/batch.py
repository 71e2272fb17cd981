"""Messages for one job: as they stand, and some of them typed differently."""

from collections.abc import Iterator, Sequence

from bot.understanding.evaluate.jobs import Done
from bot.understanding.evaluate.messages import Labelled
from bot.understanding.evaluate.pairs import Pair
from bot.understanding.evaluate.robustness import Rewritten, chosen, rewritten


class Batch:
    """Lines messages and their variants up as texts, and the readings with them again."""

    def __init__(self, messages: Sequence[Labelled], retyped: Sequence[bool]) -> None:
        """Prepare the texts.

        Args:
            messages: the messages.
            retyped: for each, whether it is typed differently, too.
        """
        self._messages = messages
        self._variants: list[Rewritten] = [
            rewritten(message.text) if is_retyped else {}
            for message, is_retyped in zip(messages, retyped, strict=True)
        ]

    @classmethod
    def whole(cls, messages: Sequence[Labelled]) -> "Batch":
        """Make a batch of a whole set, which chooses the messages that are typed differently."""
        places = chosen(messages)
        return cls(messages, [place in places for place in range(len(messages))])

    @property
    def texts(self) -> tuple[str, ...]:
        """What the job has to read."""
        retyped = (text for variants in self._variants for text in variants.values())
        return (*(message.text for message in self._messages), *retyped)

    def pairs(self, done: Done) -> list[Pair]:
        """Put the messages as they stand together with what the job made of them."""
        plain = done.readings[: len(self._messages)]
        return [Pair(*each) for each in zip(self._messages, plain, strict=True)]

    def retyped(self, done: Done) -> Iterator[tuple[str, Pair]]:
        """Yield the same for what was typed differently, with the variant's name."""
        readings = iter(done.readings[len(self._messages) :])
        for message, variants in zip(self._messages, self._variants, strict=True):
            for name in variants:
                yield name, Pair(message, next(readings))
