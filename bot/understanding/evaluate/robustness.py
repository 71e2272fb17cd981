"""What is lost when the same messages are typed differently."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bot.understanding.evaluate.messages import ORDINARY, URGENT, Labelled
from bot.understanding.evaluate.metrics import Rate
from bot.understanding.evaluate.pairs import Pair, about_topics, of_kind
from bot.understanding.evaluate.urgency_figures import Alarms
from bot.understanding.evaluate.variants import VARIANTS

Rewritten = Mapping[str, str]
"""The variants that differ from a message, by their names."""

MOST = 1500  # of a run's ordinary messages are rewritten, so that it stays within minutes
_SEED = 20261124


@dataclass(frozen=True)
class Loss:
    """What one way of typing costs, in the messages that it changes.

    Attributes:
        before: the likeliest label is right, as the message stood.
        after: the same, typed differently.
        found_before: urgent messages found (urgent or unsure), as they stood.
        found_after: the same, typed differently.
        alarms_before: ordinary messages taken for urgent, as they stood.
        alarms_after: the same, typed differently.
    """

    before: Rate
    after: Rate
    found_before: Rate
    found_after: Rate
    alarms_before: Rate
    alarms_after: Rate


def chosen(messages: Sequence[Labelled]) -> set[int]:
    """Choose the messages that are rewritten: all urgent ones and MOST of the ordinary.

    Returns:
        Their places; the same for the same messages.
    """
    ordinary = [place for place, message in enumerate(messages) if message.kind == ORDINARY]
    if len(ordinary) > MOST:
        ordinary = random.Random(_SEED).sample(ordinary, MOST)  # noqa: S311 -- no secret
    urgent = (place for place, message in enumerate(messages) if message.kind == URGENT)
    return {*ordinary, *urgent}


def rewritten(text: str) -> Rewritten:
    """Type a message in each way that makes it another text."""
    variants = {name: rewrite(text) for name, rewrite in VARIANTS.items()}
    return {name: variant for name, variant in variants.items() if variant != text}


def losses(before: Sequence[Pair], after: Sequence[tuple[str, Pair]]) -> dict[str, Loss]:
    """Compare.

    Args:
        before: messages as they stood.
        after: rewritten ones, each with the variant's name and still the first one's message.

    Returns:
        The loss by variant.
    """
    original = {pair.message: pair for pair in before}
    result = {}
    for name in VARIANTS:
        changed = [pair for variant, pair in after if variant == name]
        same = [original[pair.message] for pair in changed]
        found_before, found_after = (
            Rate.among(pair.reading.outcome != "none" for pair in of_kind(pairs, URGENT))
            for pairs in (same, changed)
        )
        result[name] = Loss(
            before=_top1(same),
            after=_top1(changed),
            found_before=found_before,
            found_after=found_after,
            alarms_before=Alarms.of(of_kind(same, ORDINARY)).urgent,
            alarms_after=Alarms.of(of_kind(changed, ORDINARY)).urgent,
        )
    return result


def _top1(pairs: Sequence[Pair]) -> Rate:
    return Rate.among(pair.ranks_right(1) for pair in about_topics(pairs))
