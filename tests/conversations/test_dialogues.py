"""Answers to the bot's own questions, typed; the bridge reads most of them before Rasa does."""

from pathlib import Path

import pytest
from rasa.core.agent import Agent

from bot.store import cases, conversations, trail
from bot.store.engine import Store
from tests.kit.dialogue import Dialogue, start_dialogue
from tests.kit.reads import missing

pytestmark = pytest.mark.model

UNKNOWN = "xqzt brrm wlkj"
NOT_CLEAR = "plof nandra kwx"


@pytest.fixture
def child(agent: Agent, store: Store, model_dir: Path) -> Dialogue:
    return start_dialogue(agent, store, model_dir)


async def says(child: Dialogue, text: str, *reads: str) -> None:
    await child.says(text)
    read = [message.text for message in child.last]
    assert missing(child, list(reads)) == [], (text, read)


async def test_the_country_is_not_known(child: Dialogue) -> None:
    await says(child, "cuanto cuesta pedir asilo", "phrase ask_country")
    await says(child, "ni idea", "answer asylum_cost both")


@pytest.mark.parametrize(("text", "country"), [("mexico", "MX"), ("Estados Unidos", "US")])
async def test_the_words_of_a_button(text: str, country: str, child: Dialogue) -> None:
    await says(child, "cuanto cuesta pedir asilo", "phrase ask_country")
    await says(child, text, f"answer asylum_cost {country}")
    with child.store.begin() as tx:
        assert conversations.get(tx, child.id).country == country


@pytest.mark.parametrize("text", ["la 1", "el primero", "{label}"])
async def test_a_topic_is_chosen_by_its_place_or_its_words(text: str, child: Dialogue) -> None:
    await says(child, UNKNOWN, "phrase not_understood")
    first = child.last[-1].buttons[0]
    await child.says(text.format(label=first.label.lower()))
    topic = first.payload.removeprefix("/")
    is_asked = missing(child, "phrase ask_country") == []  # it differs by country
    assert is_asked or missing(child, f"answer {topic}") == []


async def test_none_of_them(child: Dialogue) -> None:
    await says(child, UNKNOWN, "phrase not_understood")
    await says(child, "ninguno de esos", "phrase none_of_these", "no case")
    await says(child, "que es el asilo", "answer what_is_asylum", "not phrase suggest_again")


async def test_a_yes_has_to_say_which(child: Dialogue) -> None:
    await says(child, UNKNOWN, "phrase not_understood")
    await says(child, "sipi", "phrase which_of_these")


@pytest.mark.parametrize(("text", "has_case"), [("simon", True), ("nel", False)])
async def test_a_human_is_offered_and_taken_or_refused(
    text: str, has_case: bool, child: Dialogue
) -> None:
    await says(child, UNKNOWN, "phrase not_understood")
    await says(child, NOT_CLEAR, "phrase not_understood_again")
    await says(child, text, "case P3" if has_case else "no case")


async def test_a_human_is_refused_after_all(child: Dialogue) -> None:
    await says(child, "quiero hablar con una persona de verdad", "case P3")
    await says(child, "no quiero hablar con nadie", "no case", "phrase refused")
    await says(child, "que es el asilo", "answer what_is_asylum", "no case")


async def test_erasing_is_confirmed_in_the_middle_of_something_else(child: Dialogue) -> None:
    await says(child, "quiero borrar todo lo que escribi", "phrase ask_erase")
    await says(child, "que es el asilo", "answer what_is_asylum", "phrase ask_erase")
    await child.says("sipi")
    with child.store.begin() as tx:
        assert conversations.find(tx, child.id) is None


async def test_a_late_yes_erases_nothing(child: Dialogue) -> None:
    await says(child, "quiero borrar todo lo que escribi", "phrase ask_erase")
    await says(child, "que es el asilo", "answer what_is_asylum", "phrase ask_erase")
    await says(child, "quien eres tu", "answer who_are_you", "not phrase ask_erase")
    await child.says("si")
    with child.store.begin() as tx:
        assert conversations.find(tx, child.id) is not None


@pytest.mark.parametrize(
    ("text", "is_in_danger"), [("simon", True), ("sipi", True), ("nop", False), ("ni idea", False)]
)
async def test_the_danger_question_is_answered_behind_another_topic(
    text: str, is_in_danger: bool, child: Dialogue
) -> None:
    await says(child, "un señor me mira raro", "phrase ask_danger", "no case")
    await says(child, "que es el asilo", "answer what_is_asylum", "phrase ask_danger")
    await says(child, text, "case P1" if is_in_danger else "no case")


async def test_the_second_idea_is_told_for_a_yes(child: Dialogue) -> None:
    await says(child, "estoy en tijuana", "phrase country_noted_mx")
    await says(child, "puedo ir a la escuela y donde hay comida gratis", "answer school MX")
    await says(child, "si", "answer food_and_water MX")


async def test_where_the_child_is_was_learned_while_rasa_was_down(child: Dialogue) -> None:
    await says(child, "estoy en tapachula", "phrase country_noted_mx")
    await says(child, "cuanto cuesta pedir asilo", "answer asylum_cost MX")
    child.rasa.is_down = True
    await says(child, "ya cruce, ahora estoy en houston", "phrase rasa_down")
    child.rasa.is_down = False
    await says(child, "cuanto tiempo tengo para pedir asilo", "answer asylum_deadline US")


async def test_danger_that_is_found_while_rasa_is_down_stays_an_open_case(child: Dialogue) -> None:
    child.rasa.is_down = True
    await says(child, "me estan golpeando ahorita", "case P1")
    child.rasa.is_down = False
    await says(child, "que es el asilo", "answer what_is_asylum", "case P1", "phrase ask_danger")
    with child.store.begin() as tx:
        case = cases.current(tx, child.id)
        told = [event for event in trail.events_of(tx, case.id) if event.kind == "told"]
    assert len(told) == 1
