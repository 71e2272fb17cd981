from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.decision import (
    ANSWER,
    ASK_DANGER,
    HAND_OFF,
    NOT_UNDERSTOOD,
    OUT_OF_SCOPE,
    SMALL_TALK,
    SUGGEST,
    URGENCY,
)
from bot.understanding.fallback import DECISION, TOPIC, Fallback
from tests.kit.factories import content, plan

TOPICS = [topic for topic in content().topics if topic != plan().human_topic]
TALK = next(name for name in content().small_talk if name != OUT_OF_SCOPE)


def _decided(outcome: str = "none", **confidences: float) -> Message:
    ranking = [
        {"name": name, "confidence": confidence} for name, confidence in confidences.items()
    ]
    message = Message.build("hola")
    message.set("intent_ranking", sorted(ranking, key=lambda item: -item["confidence"]))
    message.set(URGENCY, {"outcome": outcome, "class": None})
    return Fallback({}).process([message])[0]


@pytest.mark.parametrize(
    ("confidences", "decision"),
    [
        ({TOPICS[0]: 0.7, TOPICS[1]: 0.2}, ANSWER),
        ({TOPICS[0]: 0.6, TOPICS[1]: 0.3}, SUGGEST),
        ({TOPICS[0]: 0.1, TOPICS[1]: 0.09}, NOT_UNDERSTOOD),
        ({TALK: 0.5, TOPICS[0]: 0.3}, SMALL_TALK),
        ({TALK: 0.4, TOPICS[0]: 0.3}, NOT_UNDERSTOOD),
        ({plan().human_topic: 0.7, TOPICS[0]: 0.2}, HAND_OFF),
    ],
)
def test_the_surer_the_bolder(confidences: dict[str, Any], decision: str):
    assert _decided(**confidences).get(DECISION) == decision


def test_what_may_be_about_something_else_is_not_answered():
    strange = _decided(**{TOPICS[0]: 0.7, OUT_OF_SCOPE: 0.2, TOPICS[1]: 0.1})
    assert (strange.get(DECISION), strange.get(TOPIC)) == (NOT_UNDERSTOOD, OUT_OF_SCOPE)
    ordinary = _decided(**{TOPICS[0]: 0.7, OUT_OF_SCOPE: 0.1, TOPICS[1]: 0.2})
    assert ordinary.get(DECISION) == ANSWER


def test_danger_comes_before_anything_else():
    assert _decided("urgent", **{TOPICS[0]: 0.9, TOPICS[1]: 0.1}).get(DECISION) == HAND_OFF
    assert _decided("unsure", **{OUT_OF_SCOPE: 0.9, TOPICS[1]: 0.1}).get(DECISION) == ASK_DANGER
