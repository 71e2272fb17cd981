"""A caseworker leaves a team: what she held goes back to the queue."""

from bot.content.model import Content
from bot.desk.plan import Plan
from bot.desk.release import release_gone
from bot.store import cases, staff, trail
from bot.store.engine import Tx


def depart(tx: Tx, key: str, team: str, content: Content, plan: Plan) -> None:
    """Forget a member of a team who left its group, or was removed, and free her cases.

    Args:
        tx: the transaction.
        key: pseudonym.
        team: whose group.
        content: for what is said.
        plan: the desk's data.
    """
    staff.remove(tx, key, team)
    trail.add_event(tx, None, "left_team", actor=key, detail={"team": team})
    for case in cases.not_closed(tx, team):
        if case.holder == key:
            release_gone(tx, case, content, plan)
