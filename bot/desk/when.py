"""Moments and durations in the words of the people who read them."""

from datetime import datetime, timedelta

from bot import clock
from bot.content.model import Content
from bot.content.organization import DAYS
from bot.content.render import MONTHS, render_phrase
from bot.desk.plan import Team

_TOLD_MINUTES = (5, 10, 15, 20, 30, 45, 60)  # a wait is told as one of these, never shorter
_PARTS = (
    (1, "night"),
    (5, "dawn"),
    (12, "morning"),
    (19, "afternoon"),
    (24, "night"),
)  # until that hour


def lasting(since: datetime | timedelta, content: Content) -> str:
    """Return a duration for the staff, such as «3 min» or «2 h 5 min».

    Args:
        since: a duration, or the moment from which it has lasted until now.
        content: for the wording.
    """
    spent = since if isinstance(since, timedelta) else clock.now() - since
    minutes = max(0, int(spent.total_seconds() // 60))
    hours, days = minutes // 60, minutes // 1440
    name = "desk_lasting_days" if days else "desk_lasting_hours" if hours else "desk_lasting"
    return render_phrase(
        name, content, days=str(days), hours=str(hours - 24 * days), minutes=str(minutes % 60)
    )


def told_wait(wait: timedelta) -> timedelta:
    """Return the wait that a child is told: the next longer one that is easy to say."""
    for minutes in _TOLD_MINUTES:
        if wait <= timedelta(minutes=minutes):
            return timedelta(minutes=minutes)
    return timedelta(hours=-(-wait // timedelta(hours=1)))


def wait_in_words(wait: timedelta, content: Content) -> str:
    """Return a wait of whole minutes or hours for a child, such as «20 minutos»."""
    hours, rest = divmod(wait, timedelta(hours=1))
    if rest or not hours:
        return render_phrase("wait_minutes", content, count=str(wait // timedelta(minutes=1)))
    return render_phrase("wait_hour" if hours == 1 else "wait_hours", content, count=str(hours))


def moment_in_words(moment: datetime, team: Team, content: Content) -> str:
    """Return a moment for a child, such as «mañana a las 9 de la mañana (hora de …)».

    Args:
        moment: when.
        team: whose clock is used.
        content: for the wording.
    """
    there = moment.astimezone(team.hours.zone)
    today = clock.now().astimezone(team.hours.zone).date()
    ahead = (there.date() - today).days
    name = {0: "when_today", 1: "when_tomorrow"}.get(ahead, "when_weekday")
    return render_phrase(
        name if ahead < 7 else "when_date",
        content,
        hour=_hour(there, content),
        weekday=DAYS[there.weekday()],
        day=str(there.day),
        month=MONTHS[there.month - 1],
        clock=team.clock_name,
    )


def _hour(there: datetime, content: Content) -> str:
    part = next(part for until, part in _PARTS if there.hour < until)
    hour = (there.hour - 1) % 12 + 1
    return render_phrase(
        "hour_one" if hour == 1 else "hour",
        content,
        time=f"{hour}:{there.minute:02}" if there.minute else str(hour),
        part=render_phrase(f"part_{part}", content),
    )
