"""data/organization.yml: what is read of it, and that nobody opens with the sample."""

from collections.abc import Callable
from datetime import date, time
from pathlib import Path

import pytest

from bot.content.checks.run import find_all
from bot.content.load import DATA
from bot.content.organization import PRIORITIES, load_organization, refusal
from bot.errors import ContentError

Edit = Callable[[str, str, str], Path]
FILE = "data/organization.yml"


def test_everything_is_read(project: Path) -> None:
    organization = load_organization(project / "data")
    assert (organization.is_sample, organization.name) == (False, "Casa Puente")
    assert organization.duty_to_report.to_whom["US"] == "la línea de protección del estado"
    night = organization.rota["P1"][1]
    assert (night.start, night.end, night.zone.key) == (time(19), time(7), "America/Mexico_City")
    assert night.days == frozenset(range(7))
    assert organization.legal_review[1].topic == "asylum_cost"
    assert organization.privacy_reviewed == date(2026, 11, 24)


def test_days_of_a_shift_are_named(project: Path, edit: Edit) -> None:
    edit(FILE, "{name: Noche,", "{name: Noche, days: [lunes, domingo],")
    assert load_organization(project / "data").rota["P1"][1].days == {0, 6}


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("is_sample: false", "is_sample: no", "is_sample: escribe true o false"),
        ("name: Casa Puente", "name:", "name: falta el texto"),
        ("who_reads:\n  - las", "who_reads: las", "who_reads: debe ser una lista"),
        ("duty_to_report:\n", "duty_to_report: si\nduty:\n", "duty_to_report: faltan los campos"),
        ("    US: la línea", "    EU: la línea", "duty_to_report.to_whom.US: falta"),
        ("  P2:\n", "  P3:\n", "rota.P2: debe ser una lista"),
        ("from: '07:00'", "from: '25:00'", "rota.P1[1].from: escribe la hora"),
        ("{name: Día,", "{name: Día, days: [lun],", "rota.P1[1].days: «lun» no es un día"),
        ("America/Tijuana", "Tijuana", "rota.P2[1].time_zone: no conozco la zona «Tijuana»"),
        ("cost, reviewer: Lic. Paz, date: 2026-11-24", "cost, reviewer: x, date: null",
         "legal_review[2].date: falta el día"),
        ("privacy_reviewed: 2026-11-24", "privacy_reviewed: '2026-11-31'", "la fecha no existe"),
        ("group_checked: 2026-11-20", "group_checked: si", "group_checked: la fecha no existe"),
        ("group_checked: 2026-11-20", "group_checked: 5", "group_checked: escribe una fecha"),
        ("name: Casa Puente", "name: [", "organization.yml:4: un corchete"),
    ],
)  # fmt: skip
def test_a_fault_names_file_field_and_remedy(
    old: str, new: str, says: str, project: Path, edit: Edit
) -> None:
    edit(FILE, old, new)
    with pytest.raises(ContentError, match=r"^data/organization\.yml") as raised:
        load_organization(project / "data")
    assert says in str(raised.value)


def test_a_missing_file_is_said_to_be(project: Path) -> None:
    (project / FILE).unlink()
    with pytest.raises(ContentError, match="falta"):
        load_organization(project / "data")
    assert [finding.file for finding in find_all(project, date(2026, 11, 24))] == [FILE]


def test_ones_own_organization_may_open(project: Path) -> None:
    assert refusal(project / "data") is None


@pytest.mark.parametrize("mark", ["true", "True", "null", "quizá"])
def test_nobody_opens_with_the_sample(mark: str, project: Path, edit: Edit) -> None:
    edit(FILE, "is_sample: false", f"is_sample: {mark}")
    told = refusal(project / "data")
    assert told
    assert FILE in told
    assert "python -m bot ready" in told


def test_nobody_opens_without_the_mark_or_the_file(project: Path, edit: Edit) -> None:
    edit(FILE, "is_sample: false\n", "# is_sample: false\n")
    assert refusal(project / "data")
    (project / FILE).unlink()
    assert refusal(project / "data")


def test_a_slip_elsewhere_does_not_silence_a_bot_that_was_open(project: Path, edit: Edit) -> None:
    edit(FILE, "name: Casa Puente", "name: [")
    assert refusal(project / "data") is None


def test_what_we_ship_is_a_sample_that_can_be_read_and_holds_no_number() -> None:
    organization = load_organization(DATA)
    assert organization.is_sample
    assert refusal(DATA)
    assert "ejemplo" in organization.name
    assert all(not organization.rota[priority] for priority in PRIORITIES)
    text = (DATA / "organization.yml").read_text("utf-8")
    assert "@" not in text.replace("@BotFather", "")
    assert not any(character * 2 in text for character in "23456789")


def test_the_answers_name_who_runs_the_bot_once_it_is_no_sample(tmp_path: Path) -> None:
    import shutil

    from bot.content.load import DATA, load_content
    from bot.content.render import render_answer

    shutil.copytree(DATA, tmp_path / "data")
    day = date(2026, 11, 24)
    before = render_answer("who_are_you", None, load_content(tmp_path / "data"), day)
    assert "el equipo de este chat" in before[0].text
    path = tmp_path / "data" / "organization.yml"
    text = path.read_text().replace("is_sample: true", "is_sample: false")
    path.write_text(text.replace("name: Organización de ejemplo", "name: Casa Colibrí", 1))
    after = render_answer("who_are_you", None, load_content(tmp_path / "data"), day)
    assert "Me cuida Casa Colibrí." in after[0].text
