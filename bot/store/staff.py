"""Caseworkers as they were last seen in a team's group: who is on duty, who supervises."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from sqlalchemy import bindparam, select

from bot import clock
from bot.store.engine import Tx
from bot.store.tables import staff

_TEAMS_OF = select(staff.c.team).where(staff.c.key == bindparam("key")).order_by(staff.c.team)


@dataclass(frozen=True)
class Colleague:
    """A member of a team's group.

    Attributes:
        key: pseudonym of the Telegram id.
        team: whose group.
        name: first name.
        is_on_duty: said so by «/guardia».
        is_supervisor: an administrator of the group.
        has_private_chat: pressed Start in the bot's private chat, so that the bot may write there.
        seen_at: when last seen in the group.
    """

    key: str
    team: str
    name: str
    is_on_duty: bool
    is_supervisor: bool
    has_private_chat: bool
    seen_at: datetime


def note(tx: Tx, key: str, team: str, user_id: int, name: str, *, is_supervisor: bool) -> None:
    """Remember somebody who acts as a member of a team's group just now.

    Args:
        tx: the transaction.
        key: pseudonym of the Telegram id.
        team: whose group.
        user_id: Telegram's id; it is kept sealed, for mentions and private messages.
        name: first name.
        is_supervisor: an administrator of the group.
    """
    _add_if_new(tx, key, team, user_id)
    sealed = tx.sealer.seal(name)
    _update(tx, key, team, name=sealed, is_supervisor=is_supervisor, seen_at=clock.now())


def note_supervisor(tx: Tx, key: str, team: str, user_id: int, name: str) -> None:
    """Remember an administrator of a team's group, who need not have acted there."""
    _add_if_new(tx, key, team, user_id)
    _update(tx, key, team, name=tx.sealer.seal(name), is_supervisor=True)


def keep_supervisors(tx: Tx, team: str, keys: Iterable[str]) -> None:
    """Record that only these people are still administrators of a team's group."""
    tx.conn.execute(
        staff.update()
        .where(staff.c.team == team, staff.c.key.notin_(list(keys)))
        .values(is_supervisor=False)
    )


def find(tx: Tx, key: str, team: str) -> Colleague | None:
    """Return a member of a team, or None."""
    row = tx.conn.execute(select(staff).where(staff.c.key == key, staff.c.team == team)).first()
    return None if row is None else _colleague(tx, row)


def of_team(tx: Tx, team: str) -> list[Colleague]:
    """Return the known members of a team, by name."""
    rows = tx.conn.execute(select(staff).where(staff.c.team == team))
    return sorted((_colleague(tx, row) for row in rows), key=lambda one: (one.name, one.key))


def teams_of(tx: Tx, key: str) -> list[str]:
    """Return the teams in which somebody was seen."""
    return list(tx.conn.execute(_TEAMS_OF, {"key": key}).scalars())


def user_of(tx: Tx, key: str) -> int | None:
    """Return the Telegram id behind a pseudonym; only the bridge needs it."""
    sealed = tx.conn.execute(select(staff.c.user).where(staff.c.key == key)).scalars().first()
    return None if sealed is None else int(tx.sealer.open(sealed))


def set_on_duty(tx: Tx, key: str, team: str, *, is_on_duty: bool) -> None:
    """Record who goes on or off duty."""
    _update(tx, key, team, is_on_duty=is_on_duty, seen_at=clock.now())


def set_private_chat(tx: Tx, key: str, *, has_private_chat: bool) -> None:
    """Record whether the bot may write to somebody privately."""
    tx.conn.execute(
        staff.update().where(staff.c.key == key).values(has_private_chat=has_private_chat)
    )


def remove(tx: Tx, key: str, team: str) -> None:
    """Forget somebody who is no longer in a team's group."""
    tx.conn.execute(staff.delete().where(staff.c.key == key, staff.c.team == team))


def _add_if_new(tx: Tx, key: str, team: str, user_id: int) -> None:
    if find(tx, key, team) is None:
        tx.conn.execute(
            staff.insert().values(
                key=key,
                team=team,
                user=tx.sealer.seal(user_id),
                name=tx.sealer.seal(""),
                is_on_duty=False,
                is_supervisor=False,
                has_private_chat=_has_private_chat(tx, key),
                seen_at=clock.now(),
            )
        )


def _has_private_chat(tx: Tx, key: str) -> bool:
    """Return what is known of the same person from another team."""
    known = tx.conn.execute(select(staff.c.has_private_chat).where(staff.c.key == key)).scalars()
    return any(known)


def _update(tx: Tx, key: str, team: str, **values: Any) -> None:
    tx.conn.execute(
        staff.update().where(staff.c.key == key, staff.c.team == team).values(**values)
    )


def _colleague(tx: Tx, row: Any) -> Colleague:
    return Colleague(
        key=row.key,
        team=row.team,
        name=tx.sealer.open(row.name),
        is_on_duty=row.is_on_duty,
        is_supervisor=row.is_supervisor,
        has_private_chat=row.has_private_chat,
        seen_at=row.seen_at.replace(tzinfo=row.seen_at.tzinfo or timezone.utc),
    )
