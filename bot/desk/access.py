"""The one door between a staff member's act and a case."""

import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.errors import NotAllowed
from bot.store import cases
from bot.store.engine import Store

TRUSTED_SECONDS = 60.0  # how long a seen membership counts; a removed member is out after that


@dataclass(frozen=True)
class Worker:
    """A member of the staff group, at the moment of an act.

    Attributes:
        key: pseudonym of the Telegram id.
        name: first name, shown to the child and to colleagues.
    """

    key: str
    name: str


class Access:
    """Lets members of the staff group in, and records who else tried."""

    def __init__(self, store: Store, is_member: Callable[[int], Awaitable[bool]]) -> None:
        """Make the door.

        Args:
            store: for pseudonyms and for recording refusals.
            is_member: asks Telegram whether a user id is a member of the staff group now.
        """
        self._store = store
        self._is_member = is_member
        self._seen: dict[int, float] = {}

    async def worker(self, user_id: int, name: str, act: str) -> Worker:
        """Return the worker behind a Telegram user.

        Args:
            user_id: Telegram's id.
            name: first name.
            act: what the person tries, for the record if refused.

        Raises:
            NotAllowed: not a member; it is recorded.
        """
        key = self._store.sealer.pseudonym("staff", user_id)
        if not await self._is_member_now(user_id):
            await self._store.run(
                lambda tx: cases.add_event(tx, None, "refused", actor=key, detail={"act": act})
            )
            raise NotAllowed("no es del equipo")
        return Worker(key, name)

    async def _is_member_now(self, user_id: int) -> bool:
        moment = time.monotonic()
        if moment - self._seen.get(user_id, -TRUSTED_SECONDS) < TRUSTED_SECONDS:
            return True
        if await self._is_member(user_id):
            self._seen[user_id] = moment
            return True
        self._seen.pop(user_id, None)
        return False
