import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.choice import NONE, read_choice

TOPICS = ["Qué papeles necesita mi familiar", "La entrevista de asilo", "Otra cosa",
          "Abogado gratis", "Hablar con una persona"]  # fmt: skip
COUNTRIES = ["México", "Estados Unidos", "No sé"]
ERASE = ["Sí, borra todo", "No, déjalo"]


@pytest.mark.parametrize(
    ("text", "chosen"),
    [
        ("la primera", 0), ("la 2", 1), ("el segundo porfa", 1), ("opcion 3", 2), ("4", 3),
        ("la quinta", 4), ("la 6", None), ("los dos", None), ("17", None),
        ("ninguna", NONE), ("ninguno de esos", NONE), ("nada de eso", NONE), ("otra cosa", 2),
        ("el de los papeles", 0), ("la de la entrevista", 1), ("lo del abogado", 3),
        ("el de la escuela", None), ("Abogado gratis", 3), ("ABOGADO GRATIS!!", 3),
        ("como pido asilo", None), ("no tengo papeles", None), ("", None), ("🙂", None),
        ("si", None), ("hola", None), ("quiero la 2", 1), ("esa, la primera", 0),
    ],
)  # fmt: skip
def test_a_typed_choice(text: str, chosen: int | None) -> None:
    assert read_choice(text, TOPICS) == chosen


@pytest.mark.parametrize(("text", "chosen"), [("entrevista", 1), ("papel", 0), ("albergue", None)])
def test_one_word_of_a_label_is_enough_where_topics_were_offered(
    text: str, chosen: int | None
) -> None:
    assert read_choice(text, TOPICS, is_open=True) == chosen
    assert read_choice(text, TOPICS) is None


@pytest.mark.parametrize(
    ("text", "labels", "chosen"),
    [
        ("ni idea", COUNTRIES, 2), ("no c", COUNTRIES, 2), ("mexico", COUNTRIES, 0),
        ("simon", COUNTRIES, None), ("sipi", ERASE, 0), ("simon", ERASE, 0), ("nel", ERASE, 1),
        ("nop", ERASE, 1), ("no sé", ERASE, None),
    ],
)  # fmt: skip
def test_yes_no_and_who_knows_mean_the_button_that_says_so(
    text: str, labels: list[str], chosen: int | None
) -> None:
    assert read_choice(text, labels) == chosen


@given(st.text(max_size=60), st.lists(st.text(max_size=40), max_size=6))
@settings(max_examples=100, deadline=None)
def test_it_never_raises_and_chooses_what_is_there(text: str, labels: list[str]) -> None:
    chosen = read_choice(text, labels, is_open=True)
    assert chosen is None or chosen == NONE or 0 <= chosen < len(labels)
