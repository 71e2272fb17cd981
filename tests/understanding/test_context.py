"""What leans on the topic before, and a second idea: the component alone, without the model."""

from typing import Any

import pytest
from rasa.shared.nlu.training_data.message import Message

from bot.content.follow_ups import FollowUpKind, FollowUps
from bot.understanding.context import Context
from bot.understanding.decision import (
    ANSWER,
    AS_FIRST,
    ASK_DANGER,
    FOLLOW_UP,
    HAND_OFF,
    LEANS,
    NOT_UNDERSTOOD,
    SECOND,
    SMALL_TALK,
    SUGGEST,
)
from bot.understanding.normaliser import ORIGINAL

FOLLOW_UPS = FollowUps(
    around=("y", "eso"),
    kinds={
        "time": FollowUpKind("time", "", ("cuanto tarda",), ("y cuánto se tardan ahí",)),
        "explain": FollowUpKind("explain", "", (), small_talk="did_not_understand"),
    },
)
TIME = FOLLOW_UP + "time"


def message(text: str, decision: str, topic: str | None, confidence: float = 0.6) -> Message:
    intent = {"name": topic or decision, "confidence": confidence}
    return Message(
        {"text": text, ORIGINAL: text, "decision": decision, "topic": topic, "intent": intent}
    )


def read(*messages: Message) -> Message:
    return Context({}, FOLLOW_UPS).process(list(messages))[0]


def name(message: Message) -> Any:
    return message.get("intent")["name"]


@pytest.mark.parametrize("decision", [ANSWER, SMALL_TALK, SUGGEST, NOT_UNDERSTOOD])
def test_a_message_that_says_no_more_leans_whatever_it_seems_to_be(decision: str) -> None:
    found = read(message("y cuánto tarda eso", decision, "asylum"))
    assert name(found) == TIME
    assert found.get(AS_FIRST) == "asylum"


@pytest.mark.parametrize(
    ("decision", "leans"), [(SUGGEST, True), (NOT_UNDERSTOOD, True), (ANSWER, False)]
)
def test_what_is_only_like_an_example_leans_if_it_is_not_understood(
    decision: str, leans: bool
) -> None:
    found = read(message("y cuánto se tardan ahí", decision, "x"))
    assert (name(found) == TIME) is leans


@pytest.mark.parametrize("decision", [ASK_DANGER, HAND_OFF])
def test_where_there_may_be_danger_the_intent_stays(decision: str) -> None:
    found = read(message("y cuánto tarda", decision, "alone_tonight"))
    assert name(found) == "alone_tonight"
    assert found.get(LEANS) == "time"


def test_small_talk_may_mean_the_same() -> None:
    assert name(read(message("no cacho", SMALL_TALK, "did_not_understand"))) == "follow_up_explain"
    assert name(read(message("hola", SMALL_TALK, "greet"))) == "greet"


def test_the_press_of_a_button_is_left_alone() -> None:
    pressed = Message({"text": "/school", "intent": {"name": "school", "confidence": 1.0}})
    assert name(read(pressed)) == "school"


def test_two_parts_that_are_surely_two_topics_are_two_ideas() -> None:
    parts = message("a", ANSWER, "asylum"), message("b", ANSWER, "school")
    found = read(message("a y b", SUGGEST, None), *parts)
    assert (name(found), found.get(SECOND)) == ("asylum", {"topic": "school"})


def test_a_part_may_lean_on_the_one_before() -> None:
    parts = message("a", ANSWER, "asylum"), message("cuánto tarda", ANSWER, "how_long")
    found = read(message("a y cuánto tarda", ANSWER, "how_long"), *parts)
    assert (name(found), found.get(SECOND)) == ("asylum", {"leans": "time"})


@pytest.mark.parametrize(
    "parts",
    [
        [message("a", ANSWER, "asylum"), message("b", ANSWER, "asylum")],
        [message("a", ANSWER, "asylum"), message("b", SUGGEST, None)],
        [message("a", SMALL_TALK, "greet"), message("b", ANSWER, "asylum")],
        [],
    ],
)
def test_anything_less_is_one_idea(parts: list[Message]) -> None:
    found = read(message("a y b", ANSWER, "asylum"), *parts)
    assert (name(found), found.get(SECOND)) == ("asylum", None)


def test_a_whole_that_is_surely_one_topic_is_not_read_in_parts() -> None:
    parts = message("a", ANSWER, "asylum"), message("b", ANSWER, "school")
    found = read(message("a y b", ANSWER, "interview", confidence=0.98), *parts)
    assert (name(found), found.get(SECOND)) == ("interview", None)


def test_no_part_hides_danger() -> None:
    parts = message("a", ANSWER, "asylum"), message("b", ANSWER, "school")
    assert name(read(message("a y b", HAND_OFF, "violence"), *parts)) == "violence"
