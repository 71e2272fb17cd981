"""Figures about topics: ranking, calibration, what is not known, what is done in the end."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.understanding.decision import ASK_DANGER, NOT_UNDERSTOOD, SUGGEST
from bot.understanding.evaluate.metrics import (
    Bin,
    Rate,
    calibration_error,
    f1_by_label,
    recall_when_refusing,
    reliability,
)
from bot.understanding.evaluate.pairs import OFFERED, Pair, about_topics, in_scope, out_of_scope

REFUSED = 0.05  # share of in-scope messages: where recalls of out-of-scope are compared


@dataclass(frozen=True)
class TopicFigures:
    """How well topics and small talk are told apart; ``out_of_scope`` is one of the labels.

    Attributes:
        top1: the likeliest label is right.
        top3: a right one is among the first three.
        f1: by label.
        macro_f1: its mean; None without messages.
        bins: the reliability curve of the likeliest label's confidence.
        calibration_error: how far confidence and truth are apart on average.
    """

    top1: Rate
    top3: Rate
    f1: dict[str, float]
    macro_f1: float | None
    bins: list[Bin]
    calibration_error: float | None

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "TopicFigures":
        """Measure the messages that have a topic."""
        measured = about_topics(pairs)
        is_right = [pair.ranks_right(1) for pair in measured]
        f1 = f1_by_label(
            [pair.message.topics[0] for pair in measured], [pair.label for pair in measured]
        )
        bins = reliability([pair.reading.ranking[0][1] for pair in measured], is_right)
        return cls(
            top1=Rate.among(is_right),
            top3=Rate.among(pair.ranks_right(OFFERED) for pair in measured),
            f1=f1,
            macro_f1=sum(f1.values()) / len(f1) if f1 else None,
            bins=bins,
            calibration_error=calibration_error(bins),
        )


@dataclass(frozen=True)
class ScopeFigures:
    """Whether the bot knows what it does not know.

    Attributes:
        recall: out-of-scope messages that look stranger than 95 % of the others.
        refused: in-scope messages that do, too: REFUSED at most.
        refused_unknown: out-of-scope messages that the decision refuses.
        refused_known: in-scope messages that it refuses.
    """

    recall: Rate
    refused: Rate
    refused_unknown: Rate
    refused_known: Rate

    @classmethod
    def of(cls, pairs: Sequence[Pair]) -> "ScopeFigures":
        """Measure the messages that have a topic."""
        known, unknown = in_scope(pairs), out_of_scope(pairs)
        recall, refused = recall_when_refusing(
            [pair.reading.unfamiliarity for pair in known],
            [pair.reading.unfamiliarity for pair in unknown],
            REFUSED,
        )
        return cls(
            recall,
            refused,
            Rate.among(pair.reading.decision == NOT_UNDERSTOOD for pair in unknown),
            Rate.among(pair.reading.decision == NOT_UNDERSTOOD for pair in known),
        )


@dataclass(frozen=True)
class DecisionFigures:
    """What is done with in-scope messages, and how often that is right.

    Attributes:
        answered: answered at once (a request for a human is handed off).
        answered_right: of these, with a right answer.
        suggested: the three likeliest topics are offered.
        suggested_right: of these, a right one is among them.
        refused: not understood; the three likeliest topics are offered all the same.
        refused_right: of these, a right one is among them.
        asked: asked about danger, with the topic's answer.
        handed_off: handed off as urgent.
    """

    answered: Rate
    answered_right: Rate
    suggested: Rate
    suggested_right: Rate
    refused: Rate
    refused_right: Rate
    asked: Rate
    handed_off: Rate

    @classmethod
    def of(cls, pairs: Sequence[Pair], topics: Collection[str]) -> "DecisionFigures":
        """Measure the in-scope messages.

        Args:
            pairs: all messages.
            topics: the ids of topics, which alone are offered.
        """
        measured = in_scope(pairs)
        by_act: dict[str, list[Pair]] = {act: [] for act in ("answer", SUGGEST, NOT_UNDERSTOOD)}
        by_act.update({ASK_DANGER: [], "urgent": []})
        for pair in measured:
            by_act[_act(pair)].append(pair)

        def share(act: str) -> Rate:
            return Rate(len(by_act[act]), len(measured))

        def right_offered(act: str) -> Rate:
            return Rate.among(_offers_right(pair, topics) for pair in by_act[act])

        return cls(
            answered=share("answer"),
            answered_right=Rate.among(
                pair.reading.topic in pair.message.topics for pair in by_act["answer"]
            ),
            suggested=share(SUGGEST),
            suggested_right=right_offered(SUGGEST),
            refused=share(NOT_UNDERSTOOD),
            refused_right=right_offered(NOT_UNDERSTOOD),
            asked=share(ASK_DANGER),
            handed_off=share("urgent"),
        )


def _act(pair: Pair) -> str:
    reading = pair.reading
    if reading.outcome == "urgent":
        return "urgent"
    if reading.decision in (SUGGEST, NOT_UNDERSTOOD, ASK_DANGER):
        return reading.decision
    return "answer"


def _offers_right(pair: Pair, topics: Collection[str]) -> bool:
    offered = [name for name in pair.reading.names if name in topics][:OFFERED]
    return any(name in pair.message.topics for name in offered)
