"""Who is asked when something is due: those on duty now, and the supervisors."""

from collections.abc import Iterable

from bot import clock
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk.plan import Plan
from bot.store import staff
from bot.store.engine import Tx
from bot.store.staff import Colleague


def on_duty(tx: Tx, team: str, plan: Plan) -> list[Colleague]:
    """Return who of a team is on duty now: nobody while the team is closed."""
    now = clock.now()
    if not plan.team(team).hours.is_open(now):
        return []
    return [
        one
        for one in staff.of_team(tx, team)
        if one.is_on_duty and now - one.seen_at < plan.duty_lasts
    ]


def supervisors(tx: Tx, team: str) -> list[Colleague]:
    """Return the supervisors of a team, as far as they are known."""
    return [one for one in staff.of_team(tx, team) if one.is_supervisor]


def names(people: Iterable[Colleague], content: Content) -> str:
    """Return the names of people as one text; for nobody, «el equipo»."""
    return ", ".join(one.name for one in people) or render_phrase("desk_nobody", content)


def mentions(people: Iterable[Colleague]) -> list[tuple[str, str]]:
    """Return whom a message is to ring for: pairs of pseudonym and the name in the text."""
    return [(one.key, one.name) for one in people]
