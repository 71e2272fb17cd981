from datetime import date, datetime, time, timezone
from zoneinfo import ZoneInfo

import pytest

from bot.desk.hours import Hours, Span

MEXICO = ZoneInfo("America/Mexico_City")  # UTC-6 the whole year since 2022
WORKDAYS = frozenset(range(5))


def hours(*spans: Span, holidays: tuple[date, ...] = (), zone: ZoneInfo = MEXICO) -> Hours:
    return Hours(zone, spans, frozenset(holidays))


def there(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November 2026 in Mexico; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, tzinfo=MEXICO).astimezone(timezone.utc)


OFFICE = hours(Span(WORKDAYS, time(9), time(18)))
NIGHT = hours(Span(frozenset({4}), time(22), time(6)))  # Friday night
ALWAYS = hours(Span(frozenset(range(7)), time(0), time(0)))


@pytest.mark.parametrize(
    ("kept", "moment", "is_open"),
    [
        (OFFICE, there(24, 9), True),
        (OFFICE, there(24, 8, 59), False),
        (OFFICE, there(24, 18), False),
        (OFFICE, there(28, 12), False),
        (NIGHT, there(27, 23), True),
        (NIGHT, there(28, 5, 59), True),
        (NIGHT, there(28, 6), False),
        (NIGHT, there(28, 23), False),
        (ALWAYS, there(29, 0), True),
        (ALWAYS, there(29, 23, 59), True),
    ],
)
def test_the_team_is_there_in_its_own_hours_and_time_zone(kept, moment, is_open):
    assert kept.is_open(moment) is is_open


@pytest.mark.parametrize(
    ("moment", "opening"),
    [
        (there(24, 12), there(24, 12)),
        (there(24, 7), there(24, 9)),
        (there(24, 20), there(25, 9)),
        (there(27, 20), there(30, 9)),
    ],
)
def test_the_next_opening_skips_nights_and_weekends(moment, opening):
    assert OFFICE.next_opening(moment) == opening


def test_no_hours_begin_on_a_holiday_but_those_of_the_night_before_end():
    kept = hours(*OFFICE.spans, holidays=(date(2026, 11, 25),))
    assert not kept.is_open(there(25, 12))
    assert kept.next_opening(there(24, 20)) == there(26, 9)
    night = hours(*NIGHT.spans, holidays=(date(2026, 11, 28),))
    assert night.is_open(there(28, 3))


def test_a_team_that_never_opens_has_no_next_opening():
    assert hours().next_opening(there(24, 12)) is None


def test_when_clocks_change_the_hours_stay_those_of_the_wall():
    tijuana = hours(Span(frozenset(range(7)), time(9), time(18)), zone=ZoneInfo("America/Tijuana"))
    summer = datetime(2026, 10, 31, 1, tzinfo=timezone.utc)  # the evening before the change
    assert tijuana.next_opening(summer) == datetime(2026, 10, 31, 16, tzinfo=timezone.utc)
    winter = datetime(2026, 11, 1, 3, tzinfo=timezone.utc)
    assert tijuana.next_opening(winter) == datetime(2026, 11, 1, 17, tzinfo=timezone.utc)
