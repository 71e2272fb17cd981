"""A child who writes in another language reaches a person, with Rasa and without."""

import pytest

from bot.content.render import render_phrase
from bot.store import cases, conversations
from bot.store.conversations import ChatId
from tests.kit.factories import content
from tests.kit.system import System

pytestmark = pytest.mark.model

LANGUAGES = content().languages.written


def priority_of_case(system: System, child: int) -> str | None:
    chat = system.sandbox.child_messages(child)[0]["chat"]["id"]
    with system.store.begin() as tx:
        case = cases.current(tx, conversations.conversation_id(tx, ChatId(chat)))
        return case.priority if case else None


def begin(system: System, child: int) -> None:
    system.sandbox.start(child)
    system.sandbox.wait_for_child(child, render_phrase("menu", content()))


def test_the_sentence_comes_in_the_childs_language_and_its_button_opens_a_case(
    whole_system: System, child: int
) -> None:
    box, english = whole_system.sandbox, LANGUAGES["en"]
    begin(whole_system, child)
    box.child_says(child, "i lost my phone in the bus and i dont know where to go")
    box.wait_for_child(child, english.only_spanish.splitlines()[0], 15)
    assert priority_of_case(whole_system, child) is None
    box.child_presses(child, english.button_danger)
    box.wait_for(lambda: priority_of_case(whole_system, child) == "P1")


def test_after_a_cry_the_child_hears_that_the_team_knows(whole_system: System, child: int) -> None:
    box = whole_system.sandbox
    begin(whole_system, child)
    box.child_says(child, "tanpri yo vle touye m")
    box.wait_for_child(child, LANGUAGES["ht"].told.splitlines()[0], 15)
    assert priority_of_case(whole_system, child) == "P1"


@pytest.mark.parametrize("text", ["they want to kill me", "me ajuda", "au secours", "sove m"])
def test_a_cry_reaches_the_team_without_rasa(without_rasa: System, child: int, text: str) -> None:
    begin(without_rasa, child)
    without_rasa.sandbox.child_says(child, text)
    without_rasa.sandbox.wait_for(lambda: priority_of_case(without_rasa, child) is not None)
