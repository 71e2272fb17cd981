"""What `python -m bot ready` counts: each gap is there when it should be, and only then."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from bot.content.readiness import Gap, find_gaps

Edit = Callable[[str, str, str], Path]
TODAY = date(2026, 11, 24)
FILE = "data/organization.yml"


def gaps(project: Path, today: date = TODAY) -> list[Gap]:
    return find_gaps(project, today)


def only_gap(project: Path, today: date = TODAY) -> Gap:
    found = gaps(project, today)
    assert len(found) == 1, found
    return found[0]


def test_good_content_may_open(project: Path) -> None:
    assert gaps(project) == []


def test_the_sample_may_not(project: Path, edit: Edit) -> None:
    edit(FILE, "is_sample: false", "is_sample: true")
    assert "es todavía el ejemplo" in only_gap(project).what


def test_a_broken_organization_is_said_once_and_the_rest_goes_on(
    project: Path, edit: Edit
) -> None:
    edit(FILE, "is_sample: false", "is_sample: x")
    edit("data/contacts.yml", "verified_by_call: 2026-11-20", "verified_by_call: null")
    told = [gap.what for gap in gaps(project)]
    assert told[0] == "el contenido tiene 1 error"
    assert told[1] == "data/organization.yml: is_sample: escribe true o false"
    assert "1 contacto de 3 sin marcar nunca" in told


def test_numbers_are_called_every_month(project: Path, edit: Edit) -> None:
    """Only those that a child sees; those that stand in urgent classes are named first."""
    edit("data/contacts.yml", "verified_by_call: 2026-11-20", "verified_by_call: 2026-10-24")
    gap = only_gap(project)
    assert gap.what == "1 contacto de 3 sin marcar hace más de 30 días"
    assert gap.names == ("mx_911",)
    later = [gap for gap in gaps(project, date(2026, 12, 24)) if "marcar" in gap.what]
    assert later[0].names == ("mx_911", "us_988", "linea_vida")


def test_a_call_in_the_future_is_no_call(project: Path, edit: Edit) -> None:
    edit("data/contacts.yml", "verified_by_call: 2026-11-20", "verified_by_call: 2026-12-20")
    assert "1 contacto de 3 sin marcar nunca" in [gap.what for gap in gaps(project)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("topic: asylum_cost, reviewer: Lic. Paz, date: 2026-11-24",
         "topic: asylum_cost, reviewer: Lic. Paz, date: 2026-11-16"),  # more than a week ago
        ("topic: asylum_cost, reviewer: Lic. Paz, date: 2026-11-24",
         "topic: asylum_cost, reviewer: Lic. Paz, date: 2026-11-23"),  # the text is newer
        ("  - {topic: asylum_cost, reviewer: Lic. Paz, date: 2026-11-24}\n", ""),
    ],
)  # fmt: skip
def test_a_lawyer_reads_the_topics_of_the_list_in_the_week(
    old: str, new: str, project: Path, edit: Edit
) -> None:
    edit(FILE, old, new)
    assert only_gap(project).names == ("asylum_cost",)


def test_a_reading_of_this_week_counts(project: Path, edit: Edit) -> None:
    edit("data/topics/asylum/asylum_cost.yml", "reviewed: 2026-11-24", "reviewed: 2026-11-20")
    edit(FILE, "asylum_cost, reviewer: Lic. Paz, date: 2026-11-24",
         "asylum_cost, reviewer: Lic. Paz, date: 2026-11-20")  # fmt: skip
    assert gaps(project) == []


def test_an_overdue_answer_is_named(project: Path, edit: Edit) -> None:
    edit("data/topics/asylum/evidence.yml", "reviewed: 2026-11-24", "reviewed: 2026-08-01")
    edit("data/topics/asylum/evidence.yml", "after: 2027-05-23", "after: 2026-11-23")
    gap = only_gap(project)
    assert gap.what == "1 respuesta con la revisión vencida"
    assert gap.names == ("evidence",)


def test_somebody_is_on_shift_day_and_night(project: Path, edit: Edit) -> None:
    night = "    - {name: Noche, from: '19:00', to: '07:00', time_zone: America/Mexico_City}\n"
    edit(FILE, night, "")
    told = only_gap(project).what
    assert told.startswith(
        "nadie está de turno para P1 del martes a las 00:00 al martes a las 07:"
    )
    assert "7 ratos más" in told
    edit(FILE, "{name: Día,", "{name: Día, days: [lunes],")
    edit(FILE, "  P2:\n    - {name: Siempre, from: '00:00', to: '00:00', time_zone: "
         "America/Tijuana}", "  P2: []")  # fmt: skip
    assert [gap.what for gap in gaps(project)][1] == "nadie está de turno para P2"


def test_what_is_promised_about_privacy_is_read_again_after_a_change(
    project: Path, edit: Edit
) -> None:
    edit(FILE, "privacy_reviewed: 2026-11-24", "privacy_reviewed: 2026-11-23")
    assert only_gap(project).names == ("evidence",)
    edit(FILE, "privacy_reviewed: 2026-11-23", "privacy_reviewed: null")
    assert "privacidad" in only_gap(project).what


def test_the_bots_rights_in_the_group(project: Path, edit: Edit) -> None:
    edit(FILE, "group_checked: 2026-11-20", "group_checked: null")
    gap = only_gap(project)
    assert gap.is_group
    for hint in ("Gestionar temas", "/setprivacy", "--ask-telegram"):
        assert hint in gap.remedy


def test_sentences_in_other_languages_are_read_by_somebody_who_speaks_them(
    project: Path, edit: Edit
) -> None:
    name = "data/languages.yml"
    edit(name, "read_by_speaker: 2026-11-20", "read_by_speaker: null")
    gap = only_gap(project)
    assert gap.what.startswith("1 idioma con frases")
    assert gap.names == ("inglés",)
    edit(name, "read_by_speaker: null", "read_by_speaker: 2026-12-20")
    assert only_gap(project).names == ("inglés",)


def test_errors_of_the_content_are_counted(project: Path, edit: Edit) -> None:
    edit("data/topics/asylum/evidence.yml", "follow_ups:", "folow_ups:")
    assert only_gap(project).what == "el contenido tiene 3 errores"
