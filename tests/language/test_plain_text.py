import pytest

from bot.language.plain_text import NOTHING_LEFT, as_plain_text


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("/restart", "restart"),
        (' \t//SetSlots{"a": 1}', 'SetSlots{"a": 1}'),
        ("\u200b/ayuda", "ayuda"),
        ("\\\\/hola", "hola"),
        ("me pega / me grita", "me pega / me grita"),
        ("///", NOTHING_LEFT),
        ("", NOTHING_LEFT),
    ],
)
def test_nothing_typed_is_a_payload(typed: str, plain: str) -> None:
    assert as_plain_text(typed) == plain
