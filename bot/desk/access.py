"""The one door between a staff member's act and a case."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.errors import NotAllowed
from bot.store import cases, staff, trail
from bot.store.engine import Store, Tx

TRUSTED_SECONDS = 60.0  # how long a seen membership counts; a removed member is out after that


@dataclass(frozen=True)
class Worker:
    """A member of a team's group, at the moment of an act.

    Attributes:
        key: pseudonym of the Telegram id.
        name: first name, shown to the child and to colleagues.
        team: in whose group the act was done.
        is_supervisor: an administrator of that group.
    """

    key: str
    name: str
    team: str = cases.MAIN_TEAM
    is_supervisor: bool = False


@dataclass(frozen=True)
class Standing:
    """What a member of a group is there."""

    is_supervisor: bool


class Access:
    """Lets members of a team's group in, notes them, and records who else tried."""

    def __init__(
        self, store: Store, ask: Callable[[str, int], Awaitable[Standing | None]]
    ) -> None:
        """Make the door.

        Args:
            store: for pseudonyms, the list of the staff, and for recording refusals.
            ask: asks Telegram what a user is in a team's group now; None: not a member.
        """
        self._store = store
        self._ask = ask
        self._seen: dict[tuple[str, int], tuple[float, Standing]] = {}

    async def worker(
        self, user_id: int, name: str, act: str, team: str = cases.MAIN_TEAM
    ) -> Worker:
        """Return the worker behind a Telegram user.

        Args:
            user_id: Telegram's id.
            name: first name.
            act: what the person tries, for the record if refused.
            team: in whose group.

        Raises:
            NotAllowed: not a member; it is recorded.
        """
        key = self._store.sealer.pseudonym("staff", user_id)
        known = self._trusted(team, user_id)
        if known is not None:
            return Worker(key, name, team, known.is_supervisor)
        standing = await self.standing(user_id, team)

        def record(tx: Tx) -> None:
            if standing is None:
                trail.add_event(tx, None, "refused", actor=key, detail={"act": act})
            else:
                staff.note(tx, key, team, user_id, name, is_supervisor=standing.is_supervisor)

        await self._store.run(record)
        if standing is None:
            raise NotAllowed("no es del equipo")
        return Worker(key, name, team, standing.is_supervisor)

    async def standing(self, user_id: int, team: str) -> Standing | None:
        """Return what somebody is in a team's group now, as Telegram says at this moment."""
        standing = await self._ask(team, user_id)
        if standing is None:
            self._seen.pop((team, user_id), None)
        else:
            self._seen[team, user_id] = (time.monotonic(), standing)
        return standing

    def forget(self, user_id: int, team: str) -> None:
        """Ask anew at the next act: something about this member has changed."""
        self._seen.pop((team, user_id), None)

    def _trusted(self, team: str, user_id: int) -> Standing | None:
        seen_at, standing = self._seen.get((team, user_id), (-TRUSTED_SECONDS, None))
        return standing if time.monotonic() - seen_at < TRUSTED_SECONDS else None
