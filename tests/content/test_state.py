from collections.abc import Callable
from datetime import date
from pathlib import Path

from bot.content.checks.files import read_content_files
from bot.content.state import topic_states

Edit = Callable[[str, str, str], Path]


def states(project: Path, today: date = date(2026, 11, 24)) -> dict[str, tuple[str, str]]:
    found = topic_states(read_content_files(project, today))
    return {item.id: (item.state, item.note) for item in found}


def test_good_topics_are_complete(project: Path) -> None:
    assert set(states(project).values()) == {("completo", "")}


def test_what_lacks_is_said(project: Path, edit: Edit) -> None:
    edit("data/topics/asylum/evidence.yml", "  - prueba0 pruebaotra0\n", "")
    edit("tests/topics/asylum/evidence.yml", "  - te0 teotra0\n", "")
    edit("data/topics/asylum/asylum_cost.yml", "review_after: 2027-05-23", "review_after: ayer")
    (project / "data/topics/asylum/what_is_asylum.yml").unlink()
    edit("data/catalogue.yml", "    - {id: asylum_cost", "    - {id: other_cost")
    assert states(project) == {
        "what_is_asylum": ("sin escribir", ""),
        "other_cost": ("sin escribir", ""),
        "evidence": ("delgado", " (59 ejemplos de 60, 4 mensajes de prueba de 5)"),
        "asylum_cost": ("roto", " (mira content check)"),
    }


def test_overdue_goes_before_thin(project: Path) -> None:
    noted = states(project, date(2027, 3, 1))["what_is_asylum"]
    assert noted == ("vencido", " (se muestra con aviso: 2027-02-22)")
    hidden = states(project, date(2027, 5, 1))["what_is_asylum"]
    assert hidden == ("vencido", " (ya no se muestra: 2027-02-22)")
