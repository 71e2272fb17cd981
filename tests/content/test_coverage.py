from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from bot.content.coverage import uncovered
from bot.content.organization import Shift

TUESDAY = date(2026, 11, 24)
EVERY_DAY = frozenset(range(7))
MEXICO = ZoneInfo("America/Mexico_City")


def shift(
    start: int, end: int, days: frozenset[int] = EVERY_DAY, zone: ZoneInfo = MEXICO
) -> Shift:
    return Shift("turno", days, time(start), time(end), zone)


def hours(shifts: list[Shift], today: date = TUESDAY) -> float:
    return sum((gap.end - gap.start).total_seconds() / 3600 for gap in uncovered(shifts, today))


def test_no_shift_leaves_the_week_uncovered() -> None:
    assert hours([]) == 168


@pytest.mark.parametrize(
    "shifts",
    [
        [shift(0, 0)],
        [shift(7, 19), shift(19, 7)],
        [shift(6, 20), shift(18, 8)],
        [shift(0, 0, frozenset({5, 6})), shift(0, 0, frozenset({0, 1, 2, 3, 4}))],
        [shift(7, 19), shift(17, 5, zone=ZoneInfo("America/Tijuana"))],
    ],
)
def test_day_and_night_are_covered(shifts: list[Shift]) -> None:
    assert uncovered(shifts, TUESDAY) == []


def test_the_nights_are_missing() -> None:
    found = uncovered([shift(7, 19)], TUESDAY)
    assert len(found) == 8  # the first and the last night lie half in the week
    assert (found[1].start.hour, found[1].end.hour) == (19, 7)
    assert found[1].start.tzinfo is MEXICO


def test_a_night_shift_covers_the_morning_after_its_last_day() -> None:
    days = frozenset({0, 1, 2, 3, 4})
    found = uncovered([shift(7, 19), shift(19, 7, days)], TUESDAY)
    assert [(gap.start.weekday(), gap.start.hour) for gap in found] == [(5, 19), (6, 19)]
    assert [(gap.end.weekday(), gap.end.hour) for gap in found] == [(6, 7), (0, 7)]


def test_zones_that_change_their_clocks_are_held_against_those_that_do_not() -> None:
    """Tijuana is one hour behind Ciudad de México in summer, two in winter."""
    shifts = [shift(7, 19), shift(18, 6, zone=ZoneInfo("America/Tijuana"))]
    assert hours(shifts, date(2026, 7, 7)) == 0
    assert hours(shifts, TUESDAY) == pytest.approx(7)


def test_summer_time_that_begins_within_the_week_leaves_no_hole() -> None:
    zone = ZoneInfo("America/Los_Angeles")
    shifts = [shift(2, 14, zone=zone), shift(14, 2, zone=zone)]
    for day in (date(2026, 3, 7), date(2026, 10, 31)):
        assert uncovered(shifts, day) == []
