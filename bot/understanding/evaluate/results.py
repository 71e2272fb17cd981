"""What comes of an evaluation."""

from dataclasses import dataclass

from bot.understanding.evaluate.figures import Cost, Figures
from bot.understanding.evaluate.metrics import Rate
from bot.understanding.evaluate.pairs import Pair


@dataclass(frozen=True)
class Measured:
    """A set of messages, and how the bot did on it.

    Attributes:
        name: of the set, short.
        how: what the messages are and what read them.
        pairs: the messages with what was made of them.
        figures: the figures.
    """

    name: str
    how: str
    pairs: list[Pair]
    figures: Figures


@dataclass(frozen=True)
class WholePipeline:
    """What the trained model made of the held-out messages, with all of Rasa around it.

    Attributes:
        model: the name of its file.
        cost: what it cost.
        same: messages of which it decides the same as the fit.
    """

    model: str
    cost: Cost
    same: Rate


@dataclass(frozen=True)
class Evaluation:
    """All that comes of a run.

    Attributes:
        measured: the sets of messages.
        whole: the trained model beside them; None if there is none, or it is what was measured.
    """

    measured: list[Measured]
    whole: WholePipeline | None = None
