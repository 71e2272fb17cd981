import pytest

from bot.language.ideas import ideas_of


@pytest.mark.parametrize(
    ("text", "ideas"),
    [
        ("¿cómo pido asilo y dónde duermo hoy?", ["como pido asilo", "donde duermo hoy?"]),
        ("que es el asilo? puedo ir a la escuela", ["que es el asilo?", "puedo ir a la escuela"]),
        ("donde hay comida\nkiero un abogado", ["donde hay comida.", "quiero un abogado"]),
        ("que es el asilo tambien como consigo abogado",
         ["que es el asilo", "como consigo abogado"]),
    ],
)  # fmt: skip
def test_two_questions_are_two_ideas(text: str, ideas: list[str]) -> None:
    assert ideas_of(text) == ideas


@pytest.mark.parametrize(
    "text",
    [
        "", "hola", "que es el asilo", "mi mama y mi papa estan en houston",
        "llevo un año aca y no me dan respuesta", "hola, como pido asilo",
        "mi tio y yo queremos pedir asilo", "y?", "que. como. que. donde",
        "que hago? a donde voy? quien me ayuda? tengo hambre? que como? donde duermo?",
    ],
)  # fmt: skip
def test_one_question_is_not_cut(text: str) -> None:
    assert ideas_of(text) == []
