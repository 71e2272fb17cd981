import json

import pytest

from bot.understanding.evaluate.details import worst
from bot.understanding.evaluate.figures import Cost, as_plain
from bot.understanding.evaluate.jobs import Done
from bot.understanding.evaluate.messages import URGENT, Labelled
from bot.understanding.evaluate.metrics import Rate
from bot.understanding.evaluate.pairs import Pair
from bot.understanding.evaluate.robustness import losses
from bot.understanding.evaluate.topic_figures import DecisionFigures, ScopeFigures, TopicFigures
from bot.understanding.evaluate.urgency_figures import UrgencyFigures
from tests.understanding.evaluate.made import about, cry, lookalike, reading

PRIORITIES = {"blows": "P1", "labour": "P2"}
TOPICS = {"food", "bed", "law", "school"}


def test_topics_are_ranked_right_among_the_first_and_the_first_three() -> None:
    figures = TopicFigures.of(
        [
            about("food", reading("food", "bed", "law", "school")),
            about("food", reading("bed", "law", "food", "school")),
            about("food", reading("bed", "law", "school", "food")),
            about("law", reading("bed", "law"), "bed"),  # both are right
            cry("blows", reading("bed")),  # has no topic
        ]
    )
    assert figures.top1 == Rate(2, 4)
    assert figures.top3 == Rate(3, 4)
    assert figures.f1 == {"food": pytest.approx(0.5), "law": pytest.approx(1.0)}
    assert figures.macro_f1 == pytest.approx(0.75)
    assert figures.calibration_error == pytest.approx(0.9 - 0.5)


def test_confusions_are_counted_and_the_commonest_come_first() -> None:
    pairs = [
        about("law", reading("bed"), text="uno"),
        about("food", reading("bed"), text="dos"),
        about("food", reading("bed"), text="tres"),
        about("food", reading("food")),
        about("food", reading("law"), "law"),
    ]
    assert worst(pairs) == [(("food", "bed"), pairs[1:3]), (("law", "bed"), pairs[:1])]


def test_strangers_look_stranger_than_the_known() -> None:
    known = [about("food", reading("food", "out_of_scope", confidence=0.9)) for _ in range(19)]
    known.append(about("food", reading("bed", "out_of_scope", confidence=0.2)))
    unknown = [
        about("out_of_scope", reading("out_of_scope", "food", decision="not_understood")),
        about("out_of_scope", reading("food", "out_of_scope", confidence=0.5, decision="suggest")),
        about("out_of_scope", reading("food", "out_of_scope", confidence=0.95)),
    ]
    figures = ScopeFigures.of([*known, *unknown])
    assert figures.refused == Rate(1, 20)
    assert figures.recall == Rate(2, 3)  # 0.95 is surer than any that is in scope
    assert figures.refused_unknown == Rate(1, 3)
    assert figures.refused_known == Rate(0, 20)


def test_each_act_is_counted_once_and_judged_by_what_the_child_sees() -> None:
    figures = DecisionFigures.of(
        [
            about("food", reading("food", topic="food")),
            about("food", reading("bed", topic="bed")),
            about("law", reading("law", topic="law", decision="hand_off")),  # asks for a human
            about("food", reading("greet", "bed", "law", "food", decision="suggest")),
            about("food", reading("bed", "law", "school", "food", decision="suggest")),
            about("food", reading("food", decision="not_understood")),
            about("food", reading("food", topic="food", decision="ask_danger", outcome="unsure")),
            about("food", reading("food", topic="food", decision="hand_off", outcome="urgent")),
            about("out_of_scope", reading("food", decision="answer")),  # not in scope
        ],
        TOPICS,
    )
    assert (figures.answered, figures.answered_right) == (Rate(3, 8), Rate(2, 3))
    assert (figures.suggested, figures.suggested_right) == (Rate(2, 8), Rate(1, 2))
    assert (figures.refused, figures.refused_right) == (Rate(1, 8), Rate(1, 1))
    assert (figures.asked, figures.handed_off) == (Rate(1, 8), Rate(1, 8))


def test_danger_is_found_missed_and_feared_for_nothing() -> None:
    blows = {"outcome": "urgent", "urgent_class": "blows", "priority": "P1"}
    labour = {"outcome": "unsure", "urgent_class": "labour", "priority": "P2"}
    figures = UrgencyFigures.of(
        [
            cry("blows", reading(**blows, alone=0.9, alone_outcome="urgent")),
            cry("blows", reading(**labour, alone=0.2, alone_outcome="unsure")),
            cry("blows", reading(alone=0.1)),
            cry("labour", reading(**{**labour, "priority": "P1"})),  # raised by a pattern
            about("food", reading(**blows, alone=0.15)),
            about("food", reading(**labour)),
            about("food", reading()),
            about("food", reading()),
            lookalike("blows", reading(**blows)),
            lookalike("labour", reading()),
        ],
        PRIORITIES,
    )
    found = figures.found
    assert (found.recall, found.recall_urgent) == (Rate(3, 4), Rate(1, 4))
    assert (found.classifier, found.classifier_urgent) == (Rate(2, 4), Rate(1, 4))
    assert found.class_right == Rate(2, 3)
    assert (found.priority_right, found.priority_too_low) == (Rate(2, 3), Rate(1, 3))
    assert (figures.precision, figures.precision_ordinary) == (Rate(1, 3), Rate(1, 2))
    assert (figures.ordinary.urgent, figures.ordinary.unsure) == (Rate(1, 4), Rate(1, 4))
    assert (figures.lookalikes.urgent, figures.lookalikes.unsure) == (Rate(1, 2), Rate(0, 2))
    assert figures.by_class["blows"].found.recall == Rate(2, 3)
    assert figures.by_class["blows"].lookalikes.urgent == Rate(1, 1)
    assert figures.by_class["blows"].false_urgent == Rate(1, 4)
    assert figures.by_class["labour"].found.recall == Rate(1, 1)
    assert figures.by_class["labour"].false_urgent == Rate(0, 4)
    assert (0.25, 0.5) in figures.curve  # from 0.15 on: one of four ordinary, two of four cries


def test_a_higher_priority_of_another_class_is_not_right() -> None:
    blows = reading(outcome="urgent", urgent_class="blows", priority="P1")
    figures = UrgencyFigures.of([cry("labour", blows)], PRIORITIES)
    assert figures.found.priority_right == Rate(0, 1)
    assert figures.found.priority_too_low == Rate(0, 1)
    assert figures.curve == []  # nothing to tell it from


def test_of_several_right_classes_the_least_grave_is_enough() -> None:
    read = reading(outcome="urgent", urgent_class="labour", priority="P2")
    pair = Pair(Labelled("texto", URGENT, (), ("blows", "labour")), read)
    found = UrgencyFigures.of([pair], PRIORITIES).found
    assert (found.class_right, found.priority_right) == (Rate(1, 1), Rate(1, 1))
    assert found.priority_too_low == Rate(0, 1)


def test_what_typing_differently_costs_is_measured_on_the_messages_it_changes() -> None:
    before = [
        about("food", reading("food"), text="uno"),
        about("food", reading("food"), text="dos"),
        about("food", reading("bed"), text="sin cambio"),
        cry("blows", reading(outcome="unsure"), text="tres"),
    ]
    after = [
        ("emoji", about("food", reading("bed"), text="uno")),
        ("emoji", about("food", reading("food", outcome="urgent"), text="dos")),
        ("emoji", cry("blows", reading(), text="tres")),
    ]
    loss = losses(before, after)["emoji"]
    assert (loss.before, loss.after) == (Rate(2, 2), Rate(1, 2))
    assert (loss.found_before, loss.found_after) == (Rate(1, 1), Rate(0, 1))
    assert (loss.alarms_before, loss.alarms_after) == (Rate(0, 2), Rate(1, 2))
    assert losses(before, after)["upper case"].before == Rate(0, 0)


def test_cost_is_the_median_and_the_slow_end() -> None:
    pairs = [about("food", reading(milliseconds=float(time))) for time in range(1, 102)]
    cost = Cost.of(pairs, [Done([], None, 1.0)])
    assert (cost.median, cost.slowest) == (51.0, 96.0)
    assert cost.training_seconds is None


def test_folds_share_what_they_encoded_so_only_their_training_is_timed() -> None:
    pairs = [about("food", reading(milliseconds=1.0))]
    cost = Cost.of(pairs, [Done([], 30.0, 500.0), Done([], 50.0, 700.0)])
    assert (cost.median, cost.slowest) == (None, None)
    assert (cost.training_seconds, cost.peak_megabytes) == (40.0, 700.0)


def test_figures_become_json_with_intervals() -> None:
    plain = json.loads(json.dumps(as_plain({"a": [Rate(8, 10)], "b": (0.5, None)})))
    assert plain["a"][0]["share"] == 0.8
    assert plain["a"][0]["interval"][0] == pytest.approx(0.49016, abs=1e-4)
    assert plain["b"] == [0.5, None]
