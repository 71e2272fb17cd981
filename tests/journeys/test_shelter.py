"""A child looks for a place to sleep: bridge, Rasa and actions, with the trained model."""

import pytest

from bot.content.render import render_phrase
from tests.kit.factories import content, plan

pytestmark = pytest.mark.model


def phrase(name: str) -> str:
    return render_phrase(name, content()).strip()


def test_the_city_is_asked_and_a_misspelt_one_is_understood(whole_system, child):
    box = whole_system.sandbox
    box.start(child)
    box.child_says(child, "busco un albergue")
    box.wait_for_child(child, phrase("ask_country"), 15)
    box.child_presses(child, "México")
    box.wait_for_child(child, phrase("shelters_ask_city"), 15)
    box.child_says(child, "toy en juares")
    box.wait_for_child(child, "Casa del Migrante en Juárez", 15)
    box.wait_for_child(child, "En cualquier ciudad de México")
    assert box.child_labels(child)  # a human is one tap away


def test_a_place_named_with_the_question_is_answered_at_once(whole_system, child):
    box = whole_system.sandbox
    box.start(child)
    box.child_says(child, "busco albergue en tapachula")
    box.wait_for_child(child, content().topics[plan().shelter_topic].answers["MX"].text[:20], 15)
    box.wait_for_child(child, "Albergue Diocesano Belén")


def test_a_shared_location_is_answered_with_what_is_near(whole_system, child):
    box = whole_system.sandbox
    box.start(child)
    box.child_sends(child, "location")  # the sandbox's child is in Tapachula
    box.wait_for_child(child, "Albergue Diocesano Belén", 15)
