from actions.answer_topic import ActionAnswerTopic
from actions.ask_danger import ActionAskDanger
from actions.find_shelter import ActionFindShelter
from actions.follow_up import ActionFollowUp
from bot.content.payloads import TALK_TO_HUMAN, topic_payload
from bot.content.render import render_phrase
from bot.understanding.decision import (
    ANSWER,
    AS_FIRST,
    LEANS,
    NOT_UNDERSTOOD,
    SECOND,
    SMALL_TALK,
    URGENCY,
)
from tests.kit.actions import Run, followed_by, payloads, run, slots, written
from tests.kit.factories import content, plan

TIME = "follow_up_time"


def phrase(name: str) -> str:
    return render_phrase(name, content())


def starts(topic: str, country: str) -> str:
    return content().topics[topic].answers[country].text[:20]


async def ask(text: str, kind: str, **slots: object) -> Run:
    return await run(ActionFollowUp(), text, f"follow_up_{kind}", **slots)


async def test_the_topic_before_says_what_is_asked_about() -> None:
    messages, events = await ask(
        "y cuanto tarda", "time", last_topic="what_is_asylum", country="MX"
    )
    assert written(messages).startswith(starts("how_long_asylum", "MX"))
    assert slots(events)["last_said"] == "how_long_asylum"
    assert slots(events)["last_topic"] == "what_is_asylum", "further questions are about that"


async def test_a_step_further_is_a_new_topic() -> None:
    _, events = await ask("y luego", "next", last_topic="ask_asylum_mexico", country="MX")
    assert slots(events)["last_topic"] == "asylum_interview"


async def test_the_country_is_asked_where_it_matters() -> None:
    messages, events = await ask("y cuanto tarda", "time", last_topic="what_is_asylum")
    assert messages == []
    assert followed_by(events) == "action_ask_country"
    assert slots(events)["last_said"] == "how_long_asylum"


async def test_without_a_topic_before_it_is_a_first_message() -> None:
    parsed = {AS_FIRST: "does_it_cost", "decision": ANSWER}
    messages, _ = await run(ActionFollowUp(), "cuanto cuesta", "follow_up_cost", parsed=parsed)
    assert written(messages).startswith(starts("does_it_cost", "ANY"))


async def test_a_first_message_that_is_not_understood_or_talk_goes_its_way() -> None:
    for decision, action in ((NOT_UNDERSTOOD, "suggest_topics"), (SMALL_TALK, "small_talk")):
        parsed = {AS_FIRST: "x", "decision": decision}
        messages, events = await run(
            ActionFollowUp(), "otra vez", "follow_up_again", parsed=parsed
        )
        assert messages == []
        assert followed_by(events) == f"action_{action}"


async def test_a_question_about_the_human_calls_none() -> None:
    human = plan().human_topic
    messages, events = await ask("otra vez", "again", last_topic=human, last_said=human)
    assert followed_by(events) is None
    assert TALK_TO_HUMAN in payloads(messages)


async def test_more_is_said_once() -> None:
    before = {"last_topic": "what_is_asylum", "country": "MX"}
    _, events = await ask("mas", "more", **before)
    assert slots(events)["said_more"] is True
    messages, _ = await ask("mas", "more", said_more=True, **before)
    assert written(messages) == phrase("nothing_more")


async def test_over_there_changes_the_country() -> None:
    messages, events = await ask("y alla", "elsewhere", last_topic="asylum_cost", country="MX")
    assert written(messages).startswith(starts("asylum_cost", "US"))
    assert slots(events)["country"] == "US"


async def test_where_danger_is_not_excluded_the_answer_leans_too() -> None:
    messages, _ = await run(
        ActionAskDanger(), "y a donde voy", "ask_danger", parsed={LEANS: "where", "topic": None},
        last_topic="ask_asylum_mexico", country="MX",
    )  # fmt: skip
    assert messages[0]["text"].startswith(phrase("follow_up_own"))
    assert not messages[0]["buttons"]
    assert messages[-1]["text"] == phrase("ask_danger")


async def test_the_danger_question_says_what_a_child_may_not_take_for_danger() -> None:
    name, urgent = next(
        (name, urgent) for name, urgent in content().urgent.items() if urgent.question.counts
    )
    found = {"outcome": "unsure", "class": name}
    messages, _ = await run(ActionAskDanger(), "…", "ask_danger", parsed={URGENCY: found})
    assert messages[-1]["text"] == f"{phrase('ask_danger')} {urgent.question.counts}"


async def test_a_second_topic_is_offered_as_the_first_button() -> None:
    messages, _ = await run(
        ActionAnswerTopic(), "…", "school", parsed={SECOND: {"topic": "food_and_water"}},
        country="MX",
    )  # fmt: skip
    assert written(messages).startswith(starts("school", "MX"))
    assert payloads(messages)[0] == topic_payload("food_and_water")
    assert content().topics["food_and_water"].title in messages[-1]["text"]


async def test_a_second_question_about_the_topic_is_answered_where_its_answer_says_it() -> None:
    messages, _ = await run(
        ActionAnswerTopic(), "…", "school", parsed={SECOND: {"leans": "no_papers"}}, country="MX"
    )
    assert phrase("follow_up_own") in messages[-1]["text"]


async def test_the_same_topic_twice_is_answered_once() -> None:
    messages, _ = await run(
        ActionAnswerTopic(), "…", "school", parsed={SECOND: {"topic": "school"}}, country="MX"
    )
    assert render_phrase("also_asked", content(), topic="x")[:20] not in written(messages)


async def test_a_second_topic_is_offered_behind_places_to_sleep_too() -> None:
    messages, _ = await run(
        ActionFindShelter(), "…", plan().shelter_topic, parsed={SECOND: {"topic": "school"}},
        country="MX",
    )  # fmt: skip
    assert payloads(messages)[0] == topic_payload("school")
