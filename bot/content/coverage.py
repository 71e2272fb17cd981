"""Hours of the week in which nobody is on shift."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone

from bot.content.organization import Shift

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Uncovered:
    """A time without a shift, in the time zone of the shifts."""

    start: datetime
    end: datetime


def uncovered(shifts: Iterable[Shift], today: date) -> list[Uncovered]:
    """Find the times of the week that begins today in which no shift answers.

    Args:
        shifts: of one priority.
        today: first day of the week; it decides about summer time.

    Returns:
        The times in order, in the first shift's time zone; all of the week if there are no shifts.
    """
    ordered = list(shifts)
    zone = ordered[0].zone if ordered else timezone.utc
    begin = datetime(today.year, today.month, today.day, tzinfo=zone).astimezone(timezone.utc)
    end = begin + 7 * _DAY
    covered = begin
    found = []
    for start, stop in sorted(_times(ordered, today)):
        if start >= end:
            break
        if start > covered:
            found.append((covered, start))
        covered = max(covered, stop)
    if covered < end:
        found.append((covered, end))
    return [Uncovered(start.astimezone(zone), stop.astimezone(zone)) for start, stop in found]


def _times(shifts: Iterable[Shift], today: date) -> Iterator[tuple[datetime, datetime]]:
    """Yield when shifts begin and end, from those that run into the week to those out of it."""
    for shift in shifts:
        for offset in range(-2, 9):
            day = today + offset * _DAY
            if day.weekday() in shift.days:
                last = day if shift.end > shift.start else day + _DAY
                start = datetime.combine(day, shift.start, shift.zone)
                stop = datetime.combine(last, shift.end, shift.zone)
                yield start.astimezone(timezone.utc), stop.astimezone(timezone.utc)
