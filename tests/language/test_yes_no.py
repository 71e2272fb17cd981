import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.yes_no import read_answer


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("sipi", "yes"), ("simon", "yes"), ("Sí", "yes"), ("SIIII", "yes"), ("👍", "yes"),
        ("aja", "yes"), ("claro q si", "yes"), ("creo q si", "yes"), ("cabal", "yes"),
        ("si x favor", "yes"), ("si, me esta pegando", "yes"), ("si estoy en peligro", "yes"),
        ("nel", "no"), ("no.", "no"), ("nop gracias", "no"), ("pues no", "no"), ("❌", "no"),
        ("no, estoy bien gracias", "no"), ("ya no", "no"), ("no puedo", "no"),
        ("ni idea", "unknown"), ("no se", "unknown"), ("no c", "unknown"), ("talvez", "unknown"),
        ("no sé qué es eso", "unknown"), ("sepa la bola", "unknown"),
        ("no puedo hablar", "cannot_talk"), ("no puedo hablar esta aqui", "cannot_talk"),
        ("me estan viendo", "cannot_talk"),
        ("", None), ("mmm", None), ("como pido asilo", None), ("si me agarran que pasa", None),
        ("no tengo donde dormir", None), ("🙂", None), ("hola", None), ("si " * 40, None),
    ],
)  # fmt: skip
def test_answers(text: str, answer: str | None) -> None:
    assert read_answer(text) == answer


@given(st.text(max_size=80))
@settings(max_examples=100, deadline=None)
def test_it_never_raises(text: str) -> None:
    assert read_answer(text) in ("yes", "no", "unknown", "cannot_talk", None)
