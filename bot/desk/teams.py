"""Which team a child's case goes to."""

from bot.desk.plan import Plan, Team
from bot.store import groups
from bot.store.cases import MAIN_TEAM
from bot.store.conversations import Conversation
from bot.store.engine import Tx


def team_for(tx: Tx, conversation: Conversation, plan: Plan) -> str:
    """Return the first team of data/desk.yml that the child's country and language fit.

    Args:
        tx: the transaction.
        conversation: the child's.
        plan: the desk's data.

    Returns:
        A team that has a group; the main one if no other fits.
    """
    with_group = groups.chats(tx)
    fitting = (name for name, team in plan.teams.items() if _fits(conversation, team))
    return next((name for name in fitting if name in with_group), MAIN_TEAM)


def _fits(conversation: Conversation, team: Team) -> bool:
    """Return whether a team has children of its own, and this is one of them."""
    wishes = (
        (team.countries, conversation.country),
        (team.languages, conversation.language or "es"),
    )
    return any(wanted for wanted, _ in wishes) and all(
        not wanted or value in wanted for wanted, value in wishes
    )
