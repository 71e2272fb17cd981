import pytest

from bot.content.render import render_phrase
from bot.desk import due
from bot.telegram.commands import COMMANDS, Order, read_order
from tests.kit.factories import content


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("/cola", Order("cola", "", "")),
        ("/Cola", Order("cola", "", "")),
        (" /pasar@un_bot  Beto ", Order("pasar", "un_bot", "Beto")),
        ("/pasar\nBeto", Order("pasar", "", "Beto")),
        ("// /cola", None),
        ("//cola", None),
        ("cola", None),
        ("1/2 de hora", None),
        ("/", None),
        (None, None),
    ],
)
def test_a_command_is_a_word_behind_a_slash(text, order):
    assert read_order(text) == order


@pytest.mark.parametrize("name", list(COMMANDS))
def test_each_command_is_explained_in_telegrams_menu(name):
    assert 1 <= len(name) <= 32
    assert 3 <= len(render_phrase(f"staff_command_{name}", content())) <= 256


@pytest.mark.parametrize("kind", list(due.HANDLERS))
def test_each_thing_that_can_be_due_is_named_in_the_summary(kind):
    assert render_phrase(f"desk_due_{kind}", content())
