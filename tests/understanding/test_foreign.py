"""What the component puts on messages in other languages, and what the trained bot does then."""

from typing import Any

import pytest
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.understanding.foreign import NAMED_LANGUAGE, RANKING, WRITTEN_IN, ForeignLanguage
from bot.understanding.normaliser import ORIGINAL
from bot.understanding.parser import Parser
from tests.kit.factories import content, plan

TOPIC = content().languages.topic
OTHER = next(name for name in content().topics if name not in (TOPIC, plan().human_topic))


@pytest.fixture(scope="module")
def component() -> ForeignLanguage:
    return ForeignLanguage({})


def seen(
    component: ForeignLanguage, text: str, first: str = OTHER, confidence: float = 0.9
) -> Any:
    """Let the component look at a message with this first of three in the ranking."""
    names = [name for name in (first, TOPIC, OTHER) if name]
    ranking = [
        {"name": name, "confidence": confidence if name == first else 0.05}
        for name in dict.fromkeys(names)
    ]
    message = Message({TEXT: text, ORIGINAL: text, RANKING: ranking})
    component.process([message])
    return message


def first_of(message: Any) -> str:
    return str(message.get(RANKING)[0]["name"])


def test_a_foreign_message_is_about_languages(component: ForeignLanguage) -> None:
    message = seen(component, "mwen pa konnen kote pou m ale")
    assert message.get(WRITTEN_IN) == "ht"
    assert first_of(message) == TOPIC
    assert [item["name"] for item in message.get(RANKING)].count(TOPIC) == 1


def test_a_cry_shows_its_language_though_it_is_short(component: ForeignLanguage) -> None:
    """So that the child hears in its language that the team knows."""
    assert seen(component, "au secours").get(WRITTEN_IN) == "fr"
    assert seen(component, "auxilio").get(WRITTEN_IN) is None


def test_a_wish_for_a_human_stays_one(component: ForeignLanguage) -> None:
    message = seen(component, "i want to talk to a person", plan().human_topic)
    assert first_of(message) == plan().human_topic
    assert message.get(WRITTEN_IN) == "en"


def test_spanish_is_left_alone(component: ForeignLanguage) -> None:
    message = seen(component, "quiero ir a los states con my mom")
    assert (message.get(WRITTEN_IN), message.get(NAMED_LANGUAGE)) == (None, None)
    assert first_of(message) == OTHER


def test_a_named_language_decides_what_is_doubtful(component: ForeignLanguage) -> None:
    message = seen(component, "mi mamá solo habla k'iche'", confidence=0.2)
    assert message.get(NAMED_LANGUAGE) == "k'iche'"
    assert first_of(message) == TOPIC


def test_a_named_language_beside_another_topic_does_not(component: ForeignLanguage) -> None:
    message = seen(component, "hablo mam y quiero pedir refugio", confidence=0.8)
    assert message.get(NAMED_LANGUAGE) == "mam"
    assert first_of(message) == OTHER


def test_a_named_language_goes_before_small_talk(component: ForeignLanguage) -> None:
    talk = next(iter(content().small_talk))
    assert first_of(seen(component, "hablo mam", talk)) == TOPIC


def test_a_pressed_button_is_left_alone(component: ForeignLanguage) -> None:
    message = Message({TEXT: "/say_country"})
    component.process([message])
    assert message.get(RANKING) is None


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "decision", "outcome"),
    [
        ("i lost my phone in the bus", "answer", "none"),
        ("mwen pa pale panyol", "answer", "none"),
        ("estoy perdida no sei pra onde ir me ajuda", "hand_off", "urgent"),
        ("au secours", "hand_off", "urgent"),
        ("yo vle touye m", "hand_off", "urgent"),
        ("hablo mam", "answer", "none"),
        ("no ablo español ablo qeqchi", "answer", "none"),
    ],
)
async def test_what_the_bot_does(text: str, decision: str, outcome: str, parser: Parser) -> None:
    parsed = await parser.parse(text)
    assert (parsed["decision"], parsed["urgency"]["outcome"]) == (decision, outcome)
    if decision == "answer":
        assert parsed["topic"] == TOPIC
