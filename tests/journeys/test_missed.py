"""What the bot gets wrong reaches the content team: from the child's phone to the list."""

import pytest

from bot.content.render import render_phrase
from bot.store import missed
from bot.store.missed import Missed
from tests.kit.factories import content
from tests.kit.sandbox import Sandbox
from tests.kit.system import System

pytestmark = pytest.mark.model

NOT_USEFUL = render_phrase("button_not_useful", content())
APOLOGY = render_phrase("not_useful", content()).split("\n")[0]
TOPIC = "what_is_asylum"


def begin(system: System, child: int) -> Sandbox:
    system.sandbox.start(child)
    system.sandbox.wait_for_child(child, render_phrase("menu", content()))
    return system.sandbox


def wait_for_kept(system: System, text: str) -> Missed:
    def kept() -> Missed | None:
        return next((one for one in system.store.do(missed.all_kept) if one.text == text), None)

    found: Missed = system.sandbox.wait_for(kept, 20)
    return found


def press_when_there(box: Sandbox, child: int, label: str) -> None:
    box.wait_for(lambda: label in box.child_labels(child), 15)
    box.child_presses(child, label)


def test_an_answer_that_did_not_help_is_kept_with_what_was_asked(whole_system: System, child: int):
    box = begin(whole_system, child)
    box.child_says(child, "que es el asilo? soy yuleisi")
    press_when_there(box, child, NOT_USEFUL)
    box.wait_for_child(child, APOLOGY)
    one = wait_for_kept(whole_system, "que es el asilo? soy [nombre]")
    assert (one.kind, one.answered) == (missed.THUMBS_DOWN, TOPIC)


def test_a_message_about_nothing_that_the_bot_knows_is_kept_scrubbed(
    whole_system: System, child: int
):
    box = begin(whole_system, child)
    box.child_says(child, "yuleisi juega futbol con neymar en el parque")
    one = wait_for_kept(whole_system, "[nombre] juega futbol con [palabra] en el parque")
    assert one.kind in {missed.NOT_UNDERSTOOD, missed.SUGGESTED}
    assert len(one.nearest) > 1
    assert "yuleisi" not in whole_system.logs()


def test_a_vote_works_while_rasa_is_down(without_rasa: System, child: int):
    box = begin(without_rasa, child)
    for label in (render_phrase("group_asylum", content()), content().topics[TOPIC].title):
        press_when_there(box, child, label)
    press_when_there(box, child, NOT_USEFUL)
    box.wait_for_child(child, APOLOGY)
