"""Who does what when several bridges share one store: a name is taken by one of them at a time.

On PostgreSQL a lease is an advisory lock of one connection that is kept open, so a bridge that
dies, even by kill -9, gives all its leases back at once. On SQLite there is one bridge only.
"""

import hashlib
import threading

from sqlalchemy import func, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError

from bot.errors import LeasesLost


class Leases:
    """The leases of one process."""

    def __init__(self, engine: Engine) -> None:
        """Make it; the connection is opened with the first lease."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self.is_shared = engine.dialect.name == "postgresql"
        self._conn: Connection | None = None
        self._lock = threading.Lock()
        self._held: set[str] = set()

    def take(self, name: str) -> bool:
        """Take a lease if nobody else has it; one that this process has stays taken.

        Args:
            name: what is to be done by one process only, such as a conversation's lane.

        Raises:
            LeasesLost: the connection, and with it every lease, was lost: this process must stop.
        """
        if not self.is_shared:
            return True
        with self._lock:
            if name not in self._held and self._ask(func.pg_try_advisory_lock(_number(name))):
                self._held.add(name)
            return name in self._held

    def give_back(self, name: str) -> None:
        """Give a lease back.

        Raises:
            LeasesLost: see :meth:`take`.
        """
        with self._lock:
            if name in self._held:
                self._held.discard(name)
                self._ask(func.pg_advisory_unlock(_number(name)))

    def _ask(self, question: object) -> bool:
        try:
            if self._conn is None:
                self._conn = self._engine.connect()
            return bool(self._conn.execute(select(question)).scalar())
        except DBAPIError as error:
            raise LeasesLost("se perdió la conexión con la base de datos") from error


def _number(name: str) -> int:
    """Return a signed 64-bit number for a name, as advisory locks want it."""
    return int.from_bytes(hashlib.sha256(name.encode()).digest()[:8], "big", signed=True)
