"""Which messages of the staff groups belong to which case, and what they are at the child's."""

from sqlalchemy import select

from bot.store.cases import CaseId
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.tables import cases, group_messages


def remember(tx: Tx, message_id: int, case_id: CaseId) -> None:
    """Remember that a message of the group of the case's team belongs to the case."""
    team = tx.conn.execute(select(cases.c.team).where(cases.c.id == case_id)).scalar_one()
    tx.conn.execute(
        group_messages.delete().where(
            group_messages.c.team == team, group_messages.c.message_id == message_id
        )
    )
    tx.conn.execute(
        group_messages.insert().values(team=team, message_id=message_id, case_id=case_id)
    )


def take(tx: Tx, conversation: ConversationId) -> list[tuple[str, int]]:
    """Return, and forget, what stands in the groups about a child, but for the cards.

    Returns:
        Pairs of team and message id.
    """
    own = select(cases.c.id).where(cases.c.conversation_id == conversation)
    cards = set(
        tx.conn.execute(
            select(cases.c.team, cases.c.card_id).where(
                cases.c.conversation_id == conversation, cases.c.card_id.isnot(None)
            )
        ).all()
    )
    rows = tx.conn.execute(
        select(group_messages.c.team, group_messages.c.message_id).where(
            group_messages.c.case_id.in_(own)
        )
    ).all()
    taken = [(row.team, row.message_id) for row in rows if tuple(row) not in cards]
    for team, message_id in taken:
        tx.conn.execute(
            group_messages.delete().where(
                group_messages.c.team == team, group_messages.c.message_id == message_id
            )
        )
    return taken


def set_child_message(tx: Tx, team: str, message_id: int, child_message_id: int) -> None:
    """Remember what a staff member's message became in the child's chat."""
    tx.conn.execute(
        group_messages.update()
        .where(group_messages.c.team == team, group_messages.c.message_id == message_id)
        .values(child_message_id=child_message_id)
    )


def child_message(tx: Tx, team: str, message_id: int) -> int | None:
    """Return what a staff member's message is in the child's chat; None: it is not there."""
    found: int | None = tx.conn.execute(
        select(group_messages.c.child_message_id).where(
            group_messages.c.team == team, group_messages.c.message_id == message_id
        )
    ).scalar()
    return found
