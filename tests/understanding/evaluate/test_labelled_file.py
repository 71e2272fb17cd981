from pathlib import Path

import pytest

from bot.content.model import Content
from bot.errors import ContentError
from bot.understanding.evaluate.labelled_file import read_labelled
from bot.understanding.evaluate.messages import LOOKALIKE, ORDINARY, URGENT, Labelled
from tests.language.urgency.small import small_content

GOOD = """
- {text: quiero ir a la escuela, topic: school}
- {text: "No", topic: greet, also: [school]}
- {text: me pega, urgent: true, class: blows, also: [labour]}
- {text: auxilio, urgent: true}
- {text: me patea, topic: blows}
- {text: me pego el sol, urgent: false, class: blows}
- {text: que es el asilo, urgent: false, topic: asylum}
- {text: un helado, urgent: false}
- text: vengo a estudiar
  topic: school
  urgent: true
"""


@pytest.fixture(scope="module")
def content() -> Content:
    return small_content()


def test_each_item_says_what_is_right(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "messages.yml"
    path.write_text(GOOD)
    assert read_labelled(path, content) == [
        Labelled("quiero ir a la escuela", ORDINARY, ("school",)),
        Labelled("No", ORDINARY, ("greet", "school")),
        Labelled("me pega", URGENT, (), ("blows", "labour")),
        Labelled("auxilio", URGENT),
        Labelled("me patea", URGENT, (), ("blows",)),
        Labelled("me pego el sol", LOOKALIKE, (), ("blows",)),
        Labelled("que es el asilo", ORDINARY, ("asylum",)),
        Labelled("un helado", LOOKALIKE),
        Labelled("vengo a estudiar", URGENT, ("school",)),
    ]


@pytest.mark.parametrize(
    ("text", "line", "field", "said"),
    [
        ("", 1, "", "no es una lista de mensajes"),
        ("messages:\n- hola", 1, "", "no es una lista de mensajes"),
        ("- {text: hola, topic: greet}\n- hola", 2, "[2]", "no tiene campos"),
        ("- {topic: greet}", 1, "[1].text", "falta el mensaje"),
        ("- {text: ' ', topic: greet}", 1, "[1].text", "no es texto"),
        ("- {text: 911, topic: greet}", 1, "[1].text", "no es texto"),
        ("- text: hola\n  intent: greet\n  topic: greet", 2, "[1].intent", "el campo no existe"),
        ("- {text: hola}", 1, "[1]", "no dice ni «topic» ni «urgent»"),
        ("- text: hola\n  topic: gret", 2, "[1].topic", "¿quisiste decir «greet»?"),
        ("- text: hola\n  topic:", 2, "[1].topic", "falta el nombre"),
        ("- text: hola\n  topic: [greet]", 2, "[1].topic", "no existe"),
        ("- {text: me pega, urgent: sí}", 1, "[1].urgent", "escribe true o false"),
        ("- {text: me pega, urgent: true, class: blow}", 1, "[1].class", "«blows»"),
        ("- {text: hola, topic: greet, also: asylum}", 1, "[1].also", "no es una lista"),
        ("- {text: hola, topic: greet, also: [x]}", 1, "[1].also[1]", "«x» no existe"),
        ("- text: hola\n  topic: greet\n  topic: greet", 3, "[1].topic", "dos veces"),
    ],
)
def test_a_mistake_is_named_with_file_line_field_and_remedy(
    text: str, line: int, field: str, said: str, tmp_path: Path, content: Content
) -> None:
    path = tmp_path / "messages.yml"
    path.write_text(text)
    with pytest.raises(ContentError) as raised:
        read_labelled(path, content)
    _, finding = str(raised.value).splitlines()
    assert finding.startswith(f"{path}:{line}: {field}: " if field else f"{path}:{line}: ")
    assert said in finding
    assert "Remedio: " in finding


def test_all_mistakes_are_named_at_once(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "messages.yml"
    path.write_text("- {text: hola, topic: gret}\n- {text: adios, topic: bay}\n")
    with pytest.raises(ContentError) as raised:
        read_labelled(path, content)
    assert f"{path}:1:" in str(raised.value)
    assert f"{path}:2:" in str(raised.value)


def test_what_is_not_yaml_is_named_with_its_line(tmp_path: Path, content: Content) -> None:
    path = tmp_path / "messages.yml"
    path.write_text("- {text: hola, topic: greet}\n- text: que: pasa\n")
    with pytest.raises(ContentError, match=r"messages\.yml:2: hay dos puntos de más"):
        read_labelled(path, content)


def test_a_file_that_is_not_there_is_said_so(tmp_path: Path, content: Content) -> None:
    with pytest.raises(ContentError, match="comprueba que la ruta esté bien"):
        read_labelled(tmp_path / "nothing.yml", content)
