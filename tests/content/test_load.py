from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content.load import DATA, load_content
from bot.content.model import LookAlike
from bot.errors import ContentError

Edit = Callable[[str, str, str], Path]


def test_everything_is_read(project: Path) -> None:
    content = load_content(project / "data")
    assert set(content.topics) == {"what_is_asylum", "asylum_cost", "evidence"}
    topic = content.topics["what_is_asylum"]
    assert (topic.group, len(topic.examples)) == ("asylum", 60)
    assert topic.answers["ANY"].more
    assert topic.review_after == date(2027, 2, 22)
    urgent = content.urgent["violence_now"]
    assert urgent.question.answers == ("Sí", "No", "No sé")
    assert urgent.lookalikes[0] == LookAlike("parece0 pareceotra0")
    assert urgent.lookalikes[-1].topic == "evidence"
    assert len(content.small_talk["greet"].replies) == 2
    assert content.contacts["us_988"].countries == ("US",)
    assert content.contacts["saptel"].show_to_children is False
    assert content.contacts["saptel"].sources[0].publisher == "una lista vieja"
    assert content.phrases["button_more"] == "Quiero saber más"
    assert content.catalogue.topics["asylum_cost"].by_country
    assert content.catalogue.small_talk == ("greet",)


def test_what_is_not_there_is_empty(tmp_path: Path) -> None:
    content = load_content(tmp_path)
    assert not content.topics
    assert not content.urgent
    assert not content.contacts
    assert not content.catalogue.topics


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("data/topics/asylum/evidence.yml", "title:", "titulo:"),
        ("data/topics/asylum/evidence.yml", "answers:", "respuestas:"),
        ("data/topics/asylum/evidence.yml", "    text: |", "    texto: |"),
        ("data/topics/asylum/evidence.yml", "review_after: 2027-05-23", "review_after: mañana"),
        ("data/topics/asylum/evidence.yml", "review_after: 2027-05-23", "review_after:"),
        ("data/topics/asylum/evidence.yml", "follow_ups: [", "follow_ups: si #["),
        ("data/topics/asylum/evidence.yml", "prueba0 pruebaotra0", "prueba: x"),
        ("data/urgent/violence_now.yml", "  unknown: |", "  nadie: |"),
        ("data/urgent/violence_now.yml", "question: {text:", "question: {texto:"),
        ("data/small_talk/greet.yml", "replies:", "respuestas:"),
        ("data/contacts.yml", "    name: SAPTEL\n", ""),
        ("data/catalogue.yml", "groups:", "grupos:"),
        ("data/phrases.yml", 'button_more: "Quiero saber más"', "button_more: {a: b}"),
        ("data/phrases.yml", "button_more:", "button_more"),
    ],
)
def test_a_broken_file_is_named(file: str, old: str, new: str, project: Path, edit: Edit) -> None:
    edit(file, old, new)
    with pytest.raises(ContentError, match=file.removeprefix("data/")):
        load_content(project / "data")


def test_what_editors_leave_lying_about_is_not_read(project: Path) -> None:
    (project / "data/topics/asylum/.#evidence.yml").write_text("x: [")
    assert len(load_content(project / "data").topics) == 3


def test_our_own_content_loads() -> None:
    content = load_content(DATA)
    assert content.catalogue.topics
    assert "say_country" in content.catalogue.small_talk
