import argparse
import csv
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
import time_machine

from bot.cli import report as command
from bot.desk.claim import claim
from bot.desk.close import close
from bot.desk.report import report, week_in_words
from bot.store import cases
from bot.store.engine import Store
from tests.kit.factories import ANA, child, content, open_case, plan

START = datetime(2026, 11, 2, 15, 30, tzinfo=timezone.utc)  # 9:30 in Mexico City


def case_at(store: Store, chat: int, minutes_to_claim: int | None, priority: str = "P1") -> None:
    """Open a case an hour after the one before, and claim and close it after some minutes."""
    opened = START + timedelta(hours=chat)
    with time_machine.travel(opened, tick=False), store.begin() as tx:
        case = open_case(tx, child(tx, chat), priority)
    if minutes_to_claim is None:
        return
    later = opened + timedelta(minutes=minutes_to_claim)
    with time_machine.travel(later, tick=False), store.begin() as tx:
        claim(tx, case.id, ANA, content(), plan())
        cases.note_word(tx, case.id)
        outcome = plan().false_alarm_outcome if chat == 1 else plan().outcomes[0].id
        close(tx, case.id, ANA, outcome, content(), plan())


@pytest.fixture
def busy(store: Store) -> Store:
    for chat, minutes in enumerate((1, 2, 3, 30, None)):
        case_at(store, chat, minutes)
    case_at(store, 7, 5, "P3")
    return store


def test_the_figures_are_those_of_the_cases(busy: Store):
    zone = plan().team(cases.MAIN_TEAM).hours.zone
    with busy.begin() as tx:
        found = report(tx, START, START + timedelta(days=1), zone)
    assert found.opened == {"P1": 5, "P3": 1}
    assert found.to_claim["P1"].median == timedelta(minutes=2)
    assert found.to_claim["P1"].most == timedelta(minutes=30)
    assert found.to_first_word["P2"].median is None
    assert found.never_taken == 1
    assert found.outcomes[plan().false_alarm_outcome] == 1
    assert found.hours == {9: 1, 10: 1, 11: 1, 12: 1, 13: 1, 16: 1}


def test_what_was_opened_before_or_after_is_not_counted(busy: Store):
    zone = plan().team(cases.MAIN_TEAM).hours.zone
    with busy.begin() as tx:
        found = report(tx, START + timedelta(hours=1), START + timedelta(hours=3), zone)
    assert found.opened == {"P1": 2}


def test_the_team_reads_its_week_in_its_group(busy: Store):
    with time_machine.travel(START + timedelta(days=1)), busy.begin() as tx:
        said = week_in_words(tx, cases.MAIN_TEAM, content(), plan())
    assert "P1: 5, P2: 0, P3: 1" in said
    assert "nueve de diez en 30 min" in said


def test_the_command_writes_figures_and_a_picture_and_no_name(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys
):
    case_at(store, 1, 4)
    with store.begin() as tx:
        case = open_case(tx, child(tx, 9))
        claim(tx, case.id, ANA, content(), plan())
    monkeypatch.setenv("DATABASE_URL", str(store.engine.url))
    monkeypatch.setattr("bot.store.engine.open_store", lambda *_args: store)
    monkeypatch.setenv("VAR_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("STORE_KEY", "x" * 43 + "=")
    arguments = argparse.Namespace(week=True, days=None, team=None, out=tmp_path)
    assert command.run(arguments) == 0
    printed = capsys.readouterr().out
    table = next(tmp_path.glob("*.csv")).read_text()
    rows = dict(csv.reader(table.splitlines()))
    assert rows["Casos"] == "1", "the other one is older than a week"
    assert "Ana" not in printed + table
    assert next(tmp_path.glob("*.png")).stat().st_size > 5000
