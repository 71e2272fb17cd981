"""Where each team's group is, and what happens to its cases when it moves or goes."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import select

from bot import clock
from bot.store.cases import CLOSED, MAIN_TEAM, CaseId
from bot.store.engine import Tx
from bot.store.tables import cases, group_messages, groups, outbox

_MARK, _COPY = "mark", "relay_copy"  # purposes that name a message of the group by its id


@dataclass
class Lost:
    """What a group that is elsewhere now leaves behind.

    Attributes:
        in_hand: cases that are not closed, whose card is to be posted anew.
        not_copied: cases of which a photo or the like had not gone to the child yet.
    """

    in_hand: list[CaseId] = field(default_factory=list)
    not_copied: list[CaseId] = field(default_factory=list)


def chats(tx: Tx) -> dict[str, int]:
    """Return the chat of each team's group, as it is now."""
    return {row.team: int(tx.sealer.open(row.chat)) for row in tx.conn.execute(select(groups))}


def configure(tx: Tx, configured: Mapping[str, int]) -> Lost:
    """Take over which team has which group.

    A group that has moved since is followed, for as long as the settings name its first id.

    Args:
        tx: the transaction.
        configured: the chat of each team, as the settings say.

    Returns:
        What lost its place. Cases of a team that is no longer there are the main team's now.
    """
    before = {
        row.team: int(tx.sealer.open(row.configured)) for row in tx.conn.execute(select(groups))
    }
    lost = Lost()
    for team, chat in configured.items():
        if before.get(team) == chat:
            continue
        tx.conn.execute(groups.delete().where(groups.c.team == team))
        tx.conn.execute(
            groups.insert().values(
                team=team,
                configured=tx.sealer.seal(chat),
                chat=tx.sealer.seal(chat),
                moved_at=clock.now(),
            )
        )
        if team in before:
            _forget_places(tx, team, lost)
    for team in before.keys() - configured.keys():
        _forget_places(tx, team, lost)
        tx.conn.execute(groups.delete().where(groups.c.team == team))
        tx.conn.execute(
            cases.update()
            .where(cases.c.team == team, cases.c.state != CLOSED)
            .values(team=MAIN_TEAM)
        )
    return lost


def move(tx: Tx, team: str, chat: int) -> Lost:
    """Follow a team's group to another chat; ids of the old one mean nothing there.

    Returns:
        What lost its place; nothing if the move was known already.
    """
    lost = Lost()
    if chats(tx).get(team) != chat:
        tx.conn.execute(
            groups.update()
            .where(groups.c.team == team)
            .values(chat=tx.sealer.seal(chat), moved_at=clock.now())
        )
        _forget_places(tx, team, lost)
    return lost


def _forget_places(tx: Tx, team: str, lost: Lost) -> None:
    """Forget threads, cards and messages of a team's group."""
    of_team = select(cases.c.id).where(cases.c.team == team)
    in_the_old_chat = (
        outbox.c.case_id.in_(of_team)
        & (outbox.c.state == "waiting")
        & outbox.c.purpose.in_((_MARK, _COPY))
    )
    copies = select(outbox.c.case_id).where(in_the_old_chat, outbox.c.purpose == _COPY).distinct()
    in_hand = select(cases.c.id).where(cases.c.team == team, cases.c.state != CLOSED)
    lost.not_copied += tx.conn.execute(copies).scalars()
    lost.in_hand += tx.conn.execute(in_hand).scalars()
    tx.conn.execute(
        outbox.update()
        .where(in_the_old_chat)
        .values(state="failed", delivery="group_moved", sent_at=clock.now())
    )
    tx.conn.execute(group_messages.delete().where(group_messages.c.team == team))
    tx.conn.execute(
        cases.update().where(cases.c.team == team).values(thread_id=None, card_id=None)
    )
