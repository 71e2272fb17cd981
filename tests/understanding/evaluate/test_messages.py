from pathlib import Path

from bot.clock import today
from bot.content.checks.files import read_content_files
from bot.understanding.evaluate.messages import (
    LOOKALIKE,
    ORDINARY,
    URGENT,
    Labelled,
    examples,
    held_out,
)

FILES = {
    "data/topics/group/food.yml": "examples: [tengo hambre, 'donde como?']",
    "data/small_talk/greet.yml": "examples: [hola]",
    "data/urgent/blows.yml": "examples: [me pega]\nlookalikes: [{text: pega el sol, topic: food}]",
    "tests/topics/group/food.yml": "messages: [{text: un pan, also: [greet]}, comida]",
    "tests/small_talk/greet.yml": "messages: [buenas]",
    "tests/urgent/blows.yml": "urgent: [me patea]\nnot_urgent: [patea el balon]",
}


def test_examples_and_test_messages_are_told_apart_and_labelled(tmp_path: Path) -> None:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    files = read_content_files(tmp_path, today())
    found = [(each.message, Path(each.file).stem, each.place) for each in examples(files)]
    assert found == [
        (Labelled("tengo hambre", ORDINARY, ("food",)), "food", ("examples", 0)),
        (Labelled("donde como?", ORDINARY, ("food",)), "food", ("examples", 1)),
        (Labelled("hola", ORDINARY, ("greet",)), "greet", ("examples", 0)),
        (Labelled("me pega", URGENT, (), ("blows",)), "blows", ("examples", 0)),
        (Labelled("pega el sol", LOOKALIKE, (), ("blows",)), "blows", ("lookalikes", 0)),
    ]
    assert held_out(files) == [
        Labelled("un pan", ORDINARY, ("food", "greet")),
        Labelled("comida", ORDINARY, ("food",)),
        Labelled("buenas", ORDINARY, ("greet",)),
        Labelled("me patea", URGENT, (), ("blows",)),
        Labelled("patea el balon", LOOKALIKE, (), ("blows",)),
    ]
