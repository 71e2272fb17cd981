"""confusions.md and urgency.md: the messages behind the figures, to mend the content by."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from bot.understanding.evaluate.messages import LOOKALIKE, ORDINARY, URGENT
from bot.understanding.evaluate.pairs import Pair, about_topics, of_kind
from bot.understanding.evaluate.results import Measured
from bot.understanding.evaluate.summary import brief, percent, table

WORST = 20


def confusions(measured: Sequence[Measured]) -> str:
    """Write the WORST confusions of topics, each with its messages, for each set."""
    lines = ["# Worst confusions", "", "What is right → what was likeliest, and how sure."]
    for each in measured:
        lines += ["", f"## {each.name}", "", f"{each.how[:1].upper()}{each.how[1:]}."]
        for (right, taken_for), pairs in worst(each.pairs):
            lines += ["", f"### {right} → {taken_for} ({len(pairs)})", ""]
            lines += [
                f"- {_quoted(pair)} ({pair.reading.ranking[0][1]:.2f})"
                for pair in sorted(pairs, key=lambda pair: -pair.reading.ranking[0][1])
            ]
    return "\n".join([*lines, ""])


def worst(pairs: Sequence[Pair]) -> list[tuple[tuple[str, str], list[Pair]]]:
    """Return the commonest confusions: right and likeliest label, and the messages."""
    confused: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in about_topics(pairs):
        if not pair.ranks_right(1):
            confused[pair.message.topics[0], pair.label].append(pair)
    return sorted(confused.items(), key=lambda item: (-len(item[1]), item[0]))[:WORST]


def danger(measured: Sequence[Measured]) -> str:
    """Write the figures by urgent class, the missed cries and the false alarms, for each set."""
    lines = [
        "# Danger",
        "",
        "Percent with 95 % Wilson intervals. 'Found' is urgent or unsure. The patterns of data/ "
        "were written knowing its examples; the classifier alone has seen none of what it reads.",
    ]
    for each in measured:
        lines += ["", f"## {each.name}", "", f"{each.how[:1].upper()}{each.how[1:]}.", ""]
        lines += _by_class(each)
        lines += _listed("Missed cries", _with_outcome(each.pairs, URGENT, "none"))
        lines += _listed("Wrong class", _wrong_class(each.pairs))
        for kind in (ORDINARY, LOOKALIKE):
            for outcome in ("urgent", "unsure"):
                found = _with_outcome(each.pairs, kind, outcome)
                lines += _listed(f"False '{outcome}', {kind}", found)
    return "\n".join([*lines, ""])


def _by_class(measured: Measured) -> list[str]:
    head = [
        "class", "messages", "found", "urgent", "classifier alone", "class right",
        "priority right", "look-alikes urgent", "false in 100 ordinary",
    ]  # fmt: skip
    return table(
        head,
        [
            [
                name,
                str(figures.found.recall.of),
                percent(figures.found.recall),
                percent(figures.found.recall_urgent),
                percent(figures.found.classifier),
                brief(figures.found.class_right),
                brief(figures.found.priority_right),
                percent(figures.lookalikes.urgent),
                percent(figures.false_urgent),
            ]
            for name, figures in measured.figures.urgency.by_class.items()
        ],
    )


def _with_outcome(pairs: Sequence[Pair], kind: str, outcome: str) -> Iterator[Pair]:
    return (
        pair for pair in pairs if pair.message.kind == kind and pair.reading.outcome == outcome
    )


def _wrong_class(pairs: Sequence[Pair]) -> Iterator[Pair]:
    return (
        pair
        for pair in of_kind(pairs, URGENT)
        if pair.reading.outcome != "none"
        and pair.message.classes
        and pair.reading.urgent_class not in pair.message.classes
    )


def _listed(title: str, pairs: Iterator[Pair]) -> list[str]:
    listed = sorted(pairs, key=lambda pair: (pair.message.name, -pair.reading.alone))
    lines = [
        f"- {pair.message.name or '?'}: {_quoted(pair)} "
        f"({pair.reading.urgent_class or pair.reading.outcome}, {pair.reading.alone:.2f})"
        for pair in listed
    ]
    return ["", f"### {title} ({len(listed)})", "", *(lines or ["None."])]


def _quoted(pair: Pair) -> str:
    return f"«{' '.join(pair.message.text.split())}»"
