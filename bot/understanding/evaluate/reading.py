"""What the bot made of one message. Imports nothing heavy: it travels between processes."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.understanding.decision import OUT_OF_SCOPE


@dataclass(frozen=True)
class Reading:
    """What the bot made of a message.

    Attributes:
        ranking: labels with their confidence (0 to 1), the likeliest first.
        decision: what is done, a word of decision.py.
        topic: the topic or small talk that was understood surely, or None.
        outcome: of the urgency check: ``urgent``, ``unsure`` or ``none``.
        urgent_class: the class that it found, or None.
        priority: ``P1`` to ``P3``, or None.
        alone: probability of urgent by the classifier alone, on the whole message.
        alone_outcome: the outcome that its thresholds would give, without patterns.
        milliseconds: of one core that it took, whatever else the machine was doing.
    """

    ranking: tuple[tuple[str, float], ...]
    decision: str
    topic: str | None
    outcome: str
    urgent_class: str | None
    priority: str | None
    alone: float
    alone_outcome: str
    milliseconds: float

    @classmethod
    def of(
        cls, parsed: Mapping[str, Any], alone: float, alone_outcome: str, milliseconds: float
    ) -> "Reading":
        """Take it from what Rasa's components left on a message."""
        urgency = parsed["urgency"]
        return cls(
            ranking=tuple((item["name"], item["confidence"]) for item in parsed["intent_ranking"]),
            decision=parsed["decision"],
            topic=parsed.get("topic"),  # Rasa drops what is None
            outcome=urgency["outcome"],
            urgent_class=urgency["class"],
            priority=urgency["priority"],
            alone=alone,
            alone_outcome=alone_outcome,
            milliseconds=milliseconds,
        )

    @property
    def names(self) -> list[str]:
        """The labels, the likeliest first."""
        return [name for name, _ in self.ranking]

    @property
    def unfamiliarity(self) -> float:
        """How much it looks like nothing that the bot knows: the calibrated confidence, 0 to 1.

        It is the sign that found most in docs/decisions/0004-encoders.md.
        """
        return dict(self.ranking).get(OUT_OF_SCOPE, 0.0)
