"""A PostgreSQL server of our own for the tests, on a socket in a folder that goes afterwards.

Debian's package is enough; where there is no server, the tests that need one are skipped.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

from bot.store.engine import migrate

_TEMPLATE = "with_tables"


def programs() -> Path | None:
    """Return the folder of initdb and pg_ctl, or None."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return folders[-1].parent if folders else None


class Postgres:
    """A running server that hands out fresh databases."""

    def __init__(self, folder: Path) -> None:
        """Use :func:`running_postgres` instead."""
        self.folder = folder
        self._count = 0
        self._has_template = False

    def url(self, database: str) -> str:
        """Return the SQLAlchemy URL of a database."""
        return f"postgresql://postgres@/{database}?host={self.folder}"

    def new_database(self) -> str:
        """Make an empty database with our tables, and return its URL."""
        if not self._has_template:
            self._create(_TEMPLATE, "template1")
            engine = create_engine(self.url(_TEMPLATE), future=True)
            migrate(engine)
            engine.dispose()
            self._has_template = True
        return self.empty_database(_TEMPLATE)

    def empty_database(self, template: str = "template1", name: str | None = None) -> str:
        """Make a database without tables, or as another one is, and return its URL."""
        self._count += 1
        name = name or f"test_{self._count}"
        self._create(name, template)
        return self.url(name)

    def _create(self, name: str, template: str) -> None:
        engine = create_engine(self.url("postgres"), isolation_level="AUTOCOMMIT", future=True)
        with engine.connect() as conn:
            conn.execute(text(f"CREATE DATABASE {name} TEMPLATE {template}"))
        engine.dispose()


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server, and stop it at the end."""
    bin_dir = programs()
    assert bin_dir is not None
    folder = Path(tempfile.mkdtemp(prefix="pg"))  # short: a socket's path has 107 characters
    data = folder / "data"
    run = _as_nobody(folder)
    _call([*run, bin_dir / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8"])
    options = f"-k {folder} -c listen_addresses= -c fsync=off -c full_page_writes=off"
    control = [*run, bin_dir / "pg_ctl", "-D", data, "-w"]
    _call([*control, "-o", options, "-l", folder / "log", "start"])
    try:
        yield Postgres(folder)
    finally:
        _call([*control, "-m", "immediate", "stop"])
        shutil.rmtree(folder, ignore_errors=True)


def _as_nobody(folder: Path) -> list[str]:
    """Return how to run a command that refuses to be root."""
    if os.getuid() != 0:
        return []
    shutil.chown(folder, "postgres")
    folder.chmod(0o755)
    return ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--"]


def _call(command: list[object]) -> None:
    subprocess.run([str(word) for word in command], check=True, capture_output=True)
