"""What is compared: anything that learns from messages and ranks labels."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from bot.understanding.evaluate.messages import Labelled

Ranking = dict[str, float]
"""Probability by label; all labels, or all that matter."""


class Candidate(Protocol):
    """A way of understanding messages."""

    def fit(self, messages: Sequence[Labelled], folder: Path) -> None:
        """Learn.

        Args:
            messages: as children type them, with their labels.
            folder: empty; what has to be kept for using the candidate is saved in it.
        """

    def rank(self, text: str) -> Ranking:
        """Say what a message is about, as children type it."""
