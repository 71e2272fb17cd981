import json

import pytest

from bot.content.payloads import (
    danger_answer,
    danger_label,
    danger_payload,
    more_payload,
    topic_payload,
)


@pytest.mark.parametrize(
    ("labels", "meanings"),
    [
        (["Sí", "No", "No sé"], ["yes", "no", "unknown"]),
        (["Sí.", "¡No!", "no se"], ["yes", "no", "unknown"]),
        (["Hoy", "Ayer", "Antes"], ["0", "1", "2"]),
        (["México", "Estados Unidos", "No sé"], ["0", "1", "unknown"]),
    ],
)
def test_a_meaning_and_its_label_go_both_ways(labels: list[str], meanings: list[str]) -> None:
    assert [danger_answer(labels, index) for index in range(3)] == meanings
    assert [danger_label(labels, meaning) for meaning in meanings] == labels


def test_an_answer_that_was_not_offered_has_no_label() -> None:
    assert danger_label(["Hoy"], "yes") is None
    assert danger_label(["Hoy"], "7") is None


def test_payloads_are_an_intent_and_json() -> None:
    assert topic_payload("evidence") == "/evidence"
    for payload, intent in ((more_payload("evidence"), "/more"), (danger_payload("0"), "/danger")):
        assert payload.startswith(intent + "{")
        assert isinstance(json.loads(payload.removeprefix(intent)), dict)
