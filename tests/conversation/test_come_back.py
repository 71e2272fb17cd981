from dataclasses import replace

import pytest

from bot.content.render import render_phrase
from bot.conversation import danger, erase
from bot.conversation.come_back import come_back
from bot.conversation.pending import without_mark
from bot.store import cases, conversations
from bot.store.engine import Store
from tests.kit.factories import child, content, plan, urgent_class

CLASS = urgent_class("P1")
DANGER = danger.PENDING + CLASS


@pytest.mark.parametrize(
    ("pending", "phrase", "stays_open"),
    [(DANGER, "ask_danger", True), (erase.PENDING, "ask_erase", False)],
)
def test_a_question_comes_back_once(pending: str, phrase: str, stays_open: bool) -> None:
    marked, messages = come_back(pending, content())
    assert len(messages) == 1
    assert messages[0].text.startswith(render_phrase(phrase, content()))
    assert marked is not None
    assert without_mark(marked) == pending
    later, messages = come_back(marked, content())
    assert messages == []
    assert later == (marked if stays_open else None), "a late «sí» erases nothing"


def test_the_question_says_what_also_counts_as_danger() -> None:
    urgent = content().urgent[CLASS]
    counted = replace(urgent, question=replace(urgent.question, counts="Eso también cuenta."))
    changed = replace(content(), urgent={CLASS: counted})
    _, [message] = come_back(DANGER, changed)
    assert message.text == f"{render_phrase('ask_danger', changed)} Eso también cuenta."


def test_nothing_open_is_nothing_asked() -> None:
    assert come_back(None, content()) == (None, [])
    assert come_back("another", content()) == ("another", [])


def test_a_yes_to_a_question_that_came_back_is_about_the_same_danger(store: Store) -> None:
    with store.begin() as tx:
        one = child(tx)
        marked, _ = come_back(DANGER, content())
        conversations.set_pending(tx, one, marked)
        danger.take_answer(tx, one, "yes", content(), plan())
        case = cases.current(tx, one)
        assert case is not None
        assert case.reason == urgent_class("P1")
