"""When a team is there: weekly hours in its own time zone, and holidays."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

LOOK_AHEAD = timedelta(days=60)  # a team that is closed for longer has no next opening


@dataclass(frozen=True)
class Span:
    """Hours of some weekdays.

    Attributes:
        days: weekdays on which they begin, Monday is 0.
        start: when they begin, in the team's time zone.
        end: when they end; not after ``start`` means on the next day.
    """

    days: frozenset[int]
    start: time
    end: time


@dataclass(frozen=True)
class Hours:
    """The opening hours of a team.

    Attributes:
        zone: the time zone of all of them.
        spans: the weekly hours.
        holidays: days on which no hours begin.
    """

    zone: ZoneInfo
    spans: tuple[Span, ...]
    holidays: frozenset[date]

    def is_open(self, moment: datetime) -> bool:
        """Return whether the team is there at a moment."""
        today = moment.astimezone(self.zone).date()
        return any(
            start <= moment < end
            for day in (today - timedelta(days=1), today)
            for start, end in self._of_day(day)
        )

    def next_opening(self, moment: datetime) -> datetime | None:
        """Return when the team is there next: the moment itself if it is there.

        Args:
            moment: from when on.

        Returns:
            The moment in UTC, or None if the team does not open within 60 days.
        """
        if self.is_open(moment):
            return moment
        today = moment.astimezone(self.zone).date()
        for ahead in range(LOOK_AHEAD.days):
            starts = [start for start, _ in self._of_day(today + timedelta(days=ahead))]
            later = [start for start in starts if start > moment]
            if later:
                return min(later)
        return None

    def _of_day(self, day: date) -> Iterator[tuple[datetime, datetime]]:
        """Yield beginning and end, in UTC, of the hours that begin on a day."""
        if day in self.holidays:
            return
        for span in self.spans:
            if day.weekday() in span.days:
                last = day if span.end > span.start else day + timedelta(days=1)
                yield self._at(day, span.start), self._at(last, span.end)

    def _at(self, day: date, hour: time) -> datetime:
        return datetime.combine(day, hour, self.zone).astimezone(timezone.utc)
