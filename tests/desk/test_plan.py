from datetime import timedelta
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.desk.plan import load_plan
from bot.errors import ContentError
from tests.kit.factories import plan

OWN = (ROOT / "data/desk.yml").read_text("utf-8")


def load(folder: Path, old: str, new: str):
    assert old in OWN
    (folder / "desk.yml").write_text(OWN.replace(old, new, 1), "utf-8")
    return load_plan(folder)


def test_the_promised_times_of_danger_of_life_stand_in_the_file():
    times = plan().times["P1"]
    assert times.is_day_and_night
    minutes = [times.everyone, times.supervisors, *times.again, times.first_word]
    assert minutes == [timedelta(minutes=number) for number in (2, 5, 10, 20, 3)]


def test_a_team_that_the_file_does_not_describe_has_the_main_teams_hours():
    assert plan().team("norte") == plan().team("main")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("human_priority: P3", "human_priority: P4", "human_priority"),
        ("  main:", "  otro:", "teams"),
        ("time_zone: America/Mexico_City", "time_zone: America/Mexco", "time_zone"),
        ("{from: '00:00', to", "{from: '25:00', to", r"hours\[1\].from"),
        ("{from: '00:00', to", "{days: [monday], from: '00:00', to", "lunes"),
        ("holidays: []", "holidays: [navidad]", "holidays"),
        ("taken_without_a_word: 3", "taken_without_a_word: pronto", "P1.taken_without_a_word"),
        ("again: [10, 20]", "again: 10", "again"),
        ("day_and_night: true", "day_and_night: siempre", "day_and_night"),
        ("signs: {P1: 🔴, ", "signs: {", "signs.P1"),
        ("reopen_days: 7\n", "", "reopen_days"),
    ],
)
def test_a_fault_is_told_with_field_and_remedy(tmp_path, old, new, says):
    with pytest.raises(ContentError, match=says):
        load(tmp_path, old, new)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(ContentError, match=r"desk\.yml falta"):
        load_plan(tmp_path)
