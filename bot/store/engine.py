"""Opening the store, and the transaction in which everything happens."""

import asyncio
import base64
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, closing, contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from sqlite3 import Error as SQLiteError
from threading import Lock
from typing import Any, TypeVar

from alembic import command
from alembic.config import Config as AlembicConfig
from cryptography.fernet import InvalidToken
from sqlalchemy import bindparam, create_engine, event, select
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.pool import QueuePool

from bot.errors import ConfigError, StoreBusy
from bot.store.leases import Leases
from bot.store.sealing import Box, Sealer
from bot.store.tables import conversations, keys

T = TypeVar("T")
_PSEUDONYM = "pseudonym"
_READING = {"is_reading": True}  # our own option of a connection
# Statements that every message needs are made once: making one takes longer than running it.
_KEY_OF = select(conversations.c.key).where(conversations.c.id == bindparam("conversation"))
BUSY_SECONDS = 30  # a writer waits this long for another process's transaction


@dataclass(frozen=True)
class Tx:
    """One transaction: the connection, and the sealer for the sealed columns."""

    conn: Connection
    sealer: Sealer

    def box_of(self, conversation: str | None) -> Box:
        """Return what seals the words of a conversation; of none, or an erased one, the sealer."""
        if conversation is None:
            return self.sealer
        return self.sealer.box(self.conn.execute(_KEY_OF, {"conversation": conversation}).scalar())


class Store:
    """The one state that bridge, actions and command line share."""

    def __init__(self, engine: Engine, sealer: Sealer) -> None:
        """Use :func:`open_store` instead."""
        self.engine = engine
        self.sealer = sealer
        self.leases = Leases(engine)
        # SQLite lets one writer in at a time and makes the others sleep and ask again, up to a
        # tenth of a second; threads of one process are quicker to wait for each other here.
        is_alone = engine.dialect.name == "sqlite"
        self._turn: AbstractContextManager[Any] = Lock() if is_alone else nullcontext()

    @contextmanager
    def begin(self) -> Iterator[Tx]:
        """Give a transaction that is committed at the end and rolled back on an error."""
        with self._turn, self.engine.begin() as conn:
            yield Tx(conn, self.sealer)

    @contextmanager
    def begin_reading(self) -> Iterator[Tx]:
        """Give a transaction that only reads: it waits for no writer and keeps none waiting."""
        with self.engine.connect() as conn, conn.execution_options(**_READING).begin():
            yield Tx(conn, self.sealer)

    def do(self, work: Callable[[Tx], T]) -> T:
        """Run ``work`` in a transaction and return its result.

        What another process did at the same moment, such as opening the same case, makes the work
        start over once and find it.

        Raises:
            StoreBusy: the database failed; nothing of ``work`` is kept.
        """
        try:
            try:
                with self.begin() as tx:
                    return work(tx)
            except IntegrityError:
                with self.begin() as tx:
                    return work(tx)
        except (DBAPIError, OSError) as error:
            raise StoreBusy("la base de datos no responde") from error

    def empty_log(self) -> None:
        """Empty SQLite's write-ahead log, in which what was just deleted still stands.

        PostgreSQL keeps its own log, which no client may empty.

        Raises:
            StoreBusy: the database failed.
        """
        if self.engine.dialect.name != "sqlite":
            return
        try:
            with self._turn, closing(self.engine.raw_connection()) as connection:
                connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)", ())
        except (SQLiteError, OSError) as error:
            raise StoreBusy("la base de datos no responde") from error

    def look(self, work: Callable[[Tx], T]) -> T:
        """Run ``work``, which writes nothing, and return its result.

        Raises:
            StoreBusy: the database failed.
        """
        try:
            with self.begin_reading() as tx:
                return work(tx)
        except (DBAPIError, OSError) as error:
            raise StoreBusy("la base de datos no responde") from error

    async def run(self, work: Callable[[Tx], T]) -> T:
        """Like :meth:`do`, off the event loop's thread."""
        return await asyncio.to_thread(self.do, work)

    async def read(self, work: Callable[[Tx], T]) -> T:
        """Like :meth:`look`, off the event loop's thread."""
        return await asyncio.to_thread(self.look, work)


def open_store(url: str, key: str, older_keys: Sequence[str] = ()) -> Store:
    """Open the store and bring its schema up to date.

    Args:
        url: SQLAlchemy URL, SQLite or PostgreSQL.
        key: Fernet key of the sealed columns.
        older_keys: earlier values of it, until ``python -m bot keys rotate`` has run.

    Raises:
        ConfigError: the key is not the one that the store was sealed with.

    Returns:
        The store. Several processes may open the same one at once.
    """
    engine = _sqlite_engine(url) if url.startswith("sqlite") else create_engine(url, future=True)
    migrate(engine)
    try:
        return Store(engine, _sealer(engine, key, older_keys))
    except InvalidToken as error:
        raise ConfigError(
            "STORE_KEY no abre lo que hay en la base de datos: pon la clave con que se guardó "
            "(sin ella, lo guardado no se puede leer)."
        ) from error


def _sealer(engine: Engine, key: str, older_keys: Sequence[str]) -> Sealer:
    """Return the sealer with the store's own pseudonym key, making one for a new store.

    Raises:
        cryptography.fernet.InvalidToken: the key does not open what is kept.
    """
    with engine.begin() as conn:
        first = Sealer(key, older=older_keys)
        wrapped = conn.execute(select(keys.c.wrapped).where(keys.c.name == _PSEUDONYM)).scalar()
        if wrapped is not None:
            pseudonym_key = base64.b64decode(first.open(wrapped))
            return Sealer(key, older=older_keys, pseudonym_key=pseudonym_key)
        chat = conn.execute(select(conversations.c.chat).limit(1)).scalar()
        if chat is not None:  # a store from before: the key must be the one it was made with
            first.open(chat)
        kept = base64.b64encode(first.pseudonym_key).decode()
        conn.execute(keys.insert().values(name=_PSEUDONYM, wrapped=first.seal(kept)))
        return first


def migrate(engine: Engine, revision: str = "head") -> None:
    """Upgrade the schema to ``revision``."""
    config = AlembicConfig()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    with engine.begin() as conn:
        config.attributes["connection"] = conn
        command.upgrade(config, revision)


def _sqlite_engine(url: str) -> Engine:
    engine = create_engine(
        url,
        future=True,
        poolclass=QueuePool,  # else every transaction would open the file anew
        connect_args={"timeout": BUSY_SECONDS, "check_same_thread": False},
    )

    def _on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # SQLAlchemy, not the driver, begins transactions
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "secure_delete=ON",
        ):
            connection.execute(f"PRAGMA {pragma}")

    def _on_begin(conn: Connection) -> None:
        # A transaction that reads first and writes later can't be made to wait by SQLite: it
        # fails at once when another wrote meanwhile. Taking the write lock first makes it wait.
        is_reading = conn.get_execution_options().get("is_reading", False)
        conn.exec_driver_sql("BEGIN" if is_reading else "BEGIN IMMEDIATE")

    event.listen(engine, "connect", _on_connect)
    event.listen(engine, "begin", _on_begin)

    return engine
