"""The bot's own question comes back once behind what was asked in the middle of it."""

from typing import Any

import pytest

from actions.answer_topic import ActionAnswerTopic
from actions.ask_country import ActionAskCountry
from actions.find_shelter import ActionFindShelter
from actions.none_of_these import ActionNoneOfThese
from actions.small_talk import ActionSmallTalk
from actions.suggest_topics import ActionSuggestTopics
from bot.content.payloads import MENU, NONE_OF_THESE, TALK_TO_HUMAN, topic_payload
from bot.content.render import render_phrase
from bot.understanding.decision import SECOND
from tests.kit.actions import followed_by, payloads, run, slots, written
from tests.kit.factories import content, plan

COUNTRY = {"kind": "country", "topic": "asylum_deadline", "offered": []}
TOWN = {"kind": "town", "topic": plan().shelter_topic, "offered": []}
CHOICE = {"kind": "choice", "topic": None, "offered": ["school", "health_care"]}
RANKING = [{"name": name, "confidence": 0.1} for name in ("school", "health_care", "asylum_cost")]


def phrase(name: str) -> str:
    return render_phrase(name, content()).strip()


def starts(topic: str, country: str) -> str:
    return content().topics[topic].answers[country].text[:20]


@pytest.mark.parametrize(
    ("question", "words"),
    [(COUNTRY, "ask_country"), (TOWN, "shelters_ask_city"), (CHOICE, "suggest_again")],
)
async def test_it_comes_back_once(question: dict[str, Any], words: str) -> None:
    asked = {"country_asked": True, "question": question}
    messages, events = await run(ActionAnswerTopic(), "q es el asilo", "what_is_asylum", **asked)
    assert written(messages).startswith(starts("what_is_asylum", "ANY"))
    assert messages[-1]["text"].strip() == phrase(words)
    assert not messages[0]["buttons"], "the question's buttons are the ones to press now"
    again = {**asked, "question": slots(events)["question"]}
    messages, events = await run(ActionAnswerTopic(), "quien eres", "who_are_you", **again)
    assert phrase(words) not in written(messages)
    assert slots(events)["question"] is None


async def test_what_was_offered_and_is_asked_for_needs_no_question_any_more() -> None:
    messages, events = await run(
        ActionAnswerTopic(), "/school", "school", question=CHOICE, country="MX"
    )
    assert phrase("suggest_again") not in written(messages)
    assert slots(events)["question"] is None


async def test_the_country_answers_what_had_been_asked_before() -> None:
    asked = {"country_asked": True, "question": COUNTRY, "last_topic": "what_is_asylum"}
    messages, events = await run(ActionAnswerTopic(), "estoy en el otro lado", "say_country",
                                 country="US", **asked)  # fmt: skip
    assert written(messages).startswith(starts("asylum_deadline", "US"))
    assert slots(events)["question"] is None


async def test_a_country_within_another_question_answers_both() -> None:
    asked = {"country_asked": True, "question": COUNTRY, "country": "MX"}
    messages, events = await run(
        ActionAnswerTopic(), "comida en tijuana", "food_and_water", **asked
    )
    said = written(messages)
    assert said.index(starts("food_and_water", "MX")) < said.index(phrase("back_to"))
    assert said.index(phrase("back_to")) < said.index(starts("asylum_deadline", "MX"))
    assert slots(events)["question"] is None


async def test_a_place_that_was_not_understood_answers_the_question_for_it() -> None:
    for question, text, action in (
        (COUNTRY, "pues ahorita ando por alla por juarez con mi primo", "answer_topic"),
        (TOWN, "por alla cerca de saltiyo en una casa", "find_shelter"),
    ):
        messages, events = await run(ActionSuggestTopics(), text, "suggest", question=question)
        assert messages == []
        assert followed_by(events) == f"action_{action}"


async def test_the_country_question_keeps_what_it_is_asked_for() -> None:
    messages, events = await run(
        ActionAskCountry(), "…", "school", last_said="school",
        parsed={SECOND: {"topic": "food_and_water"}},
    )  # fmt: skip
    kept = slots(events)["question"]
    assert (kept["kind"], kept["topic"], kept["second"]) == ("country", "school", "food_and_water")
    messages, _ = await run(
        ActionAnswerTopic(), "en mexico", "say_country", country="MX", country_asked=True,
        question=kept,
    )  # fmt: skip
    assert written(messages).startswith(starts("school", "MX"))
    assert payloads(messages)[0] == topic_payload("food_and_water")


async def test_the_town_is_asked_for_and_then_not_open_any_more() -> None:
    _, events = await run(
        ActionFindShelter(), "busco albergue", plan().shelter_topic, country="MX"
    )
    assert slots(events)["question"]["kind"] == "town"
    _, events = await run(
        ActionFindShelter(), "en reynosa", "say_country", country="MX", question=TOWN
    )
    assert slots(events)["question"] is None


async def test_choices_are_three_topics_another_thing_and_a_human() -> None:
    messages, events = await run(
        ActionSuggestTopics(), "xqzt", "not_understood", parsed={"intent_ranking": RANKING}
    )
    assert payloads(messages)[-2:] == [NONE_OF_THESE, TALK_TO_HUMAN]
    assert slots(events)["question"]["offered"] == ["school", "health_care", "asylum_cost"]
    messages, _ = await run(
        ActionSuggestTopics(), "xqzt", "not_understood", misses=1,
        parsed={"intent_ranking": RANKING},
    )  # fmt: skip
    assert payloads(messages)[0] == TALK_TO_HUMAN
    assert messages[-1]["text"] == phrase("not_understood_again")


async def test_yes_to_several_has_to_say_which() -> None:
    messages, _ = await run(ActionSmallTalk(), "sipi", "affirm", question=CHOICE)
    assert written(messages) == phrase("which_of_these")
    assert topic_payload("school") in payloads(messages)


async def test_none_of_these_closes_the_question() -> None:
    messages, events = await run(
        ActionNoneOfThese(), NONE_OF_THESE, "none_of_these", question=CHOICE
    )
    assert written(messages) == phrase("none_of_these")
    assert payloads(messages) == [MENU, TALK_TO_HUMAN]
    assert slots(events) == {"question": None}


async def test_a_question_about_a_topic_that_an_edit_took_away_is_forgotten() -> None:
    gone = {**COUNTRY, "topic": "no_such_topic"}
    messages, _ = await run(ActionAnswerTopic(), "q es", "what_is_asylum", question=gone)
    assert phrase("ask_country") not in written(messages)
