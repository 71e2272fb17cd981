import pytest

from actions.answer_topic import ActionAnswerTopic
from actions.find_shelter import ActionFindShelter
from bot.content.payloads import TALK_TO_HUMAN
from bot.content.render import render_phrase
from tests.kit.actions import Run, followed_by, slots, written
from tests.kit.actions import run as run_action
from tests.kit.factories import content, plan

SHELTER, PLACE = plan().shelter_topic, "say_country"
ASK_CITY = render_phrase("shelters_ask_city", content())


async def run(text: str, intent: str, action: object = None, **slots: object) -> Run:
    return await run_action(action or ActionFindShelter(), text, intent, **slots)


def answer(country: str) -> str:
    return content().topics[SHELTER].answers[country].text[:20]


async def test_the_answer_comes_first_then_what_is_near() -> None:
    messages, events = await run("busco albergue en tapachula", SHELTER)
    text = written(messages)
    assert text.startswith(answer("MX"))
    assert text.index(answer("MX")) < text.index("Albergue Diocesano Belén")
    assert text.index("Belén") < text.index("En cualquier ciudad de México")
    assert ASK_CITY not in text
    assert {"last_topic": SHELTER, "misses": 0, "country": "MX"}.items() <= slots(events).items()
    assert followed_by(events) == "action_listen"


async def test_only_the_last_message_has_buttons() -> None:
    messages, _ = await run("albergue en saltiyo", SHELTER)
    assert all(not message["buttons"] for message in messages[:-1])
    payloads = [button["payload"] for button in messages[-1]["buttons"]]
    assert TALK_TO_HUMAN in payloads
    assert len(payloads) > 2


async def test_without_a_place_the_city_is_asked() -> None:
    messages, _ = await run("busco albergue", SHELTER, country="MX")
    assert messages[0]["text"].startswith(answer("MX"))
    assert messages[-1]["text"] == ASK_CITY


async def test_without_a_country_the_country_is_asked_first() -> None:
    messages, events = await run("busco albergue", SHELTER)
    assert messages == []
    assert followed_by(events) == "action_ask_country"
    assert slots(events)["last_topic"] == SHELTER


@pytest.mark.parametrize(("country", "has_question"), [("MX", True), ("US", False)])
async def test_a_pressed_country_gets_the_answer(country: str, has_question: bool) -> None:
    pressed = f'/say_country{{"country":"{country}"}}'
    messages, _ = await run(
        pressed, PLACE, country=country, country_asked=True, last_topic=SHELTER
    )
    assert written(messages).startswith(answer(country))
    assert (ASK_CITY in written(messages)) == has_question


async def test_who_does_not_know_the_country_gets_both_answers() -> None:
    messages, _ = await run("/say_country", PLACE, country="unknown", country_asked=True)
    assert answer("MX") in written(messages)
    assert answer("US") in written(messages)


@pytest.mark.parametrize("text", ["en juares", "toy cerca de ciudad juarez", "juaritos"])
async def test_a_place_alone_gets_places_without_the_answer_again(text: str) -> None:
    messages, events = await run(text, PLACE, country="MX", last_topic=SHELTER)
    assert answer("MX") not in written(messages)
    assert "Casa del Migrante en Juárez" in written(messages)
    assert "En cualquier ciudad de México" in written(messages)
    assert slots(events)["country"] == "MX"


async def test_an_unknown_town_is_asked_for_otherwise() -> None:
    messages, _ = await run("en zzyzyxpulco", PLACE, country="MX", last_topic=SHELTER)
    text = written(messages)
    assert text.startswith(render_phrase("shelters_unknown_town", content()))
    assert "En cualquier ciudad de México" in text


async def test_in_the_united_states_no_place_is_named() -> None:
    messages, events = await run("refugio en houston", SHELTER, country="MX")
    text = written(messages)
    assert text.startswith(answer("US"))
    assert "No se entra tocando la puerta" in text
    assert "🛏️" not in text
    assert slots(events)["country"] == "US"


async def test_in_guatemala_nothing_of_mexico_is_said() -> None:
    messages, events = await run("estoy en la ciudad de guatemala y busco albergue", SHELTER)
    assert "solo de México" in written(messages)
    assert "🛏️" not in written(messages)
    assert answer("MX") not in written(messages)
    assert "country" not in slots(events)


async def test_a_place_named_after_the_topic_leads_here() -> None:
    messages, events = await run(
        "en reinoza", PLACE, ActionAnswerTopic(), country="MX", last_topic=SHELTER
    )
    assert messages == []
    assert followed_by(events) == "action_find_shelter"


async def test_a_place_named_after_another_topic_does_not() -> None:
    other = next(name for name in content().topics if name != SHELTER)
    messages, events = await run(
        "en reinoza", PLACE, ActionAnswerTopic(), country="MX", last_topic=other
    )
    assert messages
    assert followed_by(events) is None
