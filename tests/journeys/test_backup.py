"""Backup and restore with the very commands of docs/operar.md, around a bridge that runs.

Slow, and worth it: a backup that nobody has restored is none.
"""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, select, text

from bot.config import ROOT
from bot.store import audit, inbox, tables
from tests.kit.postgres import Postgres, programs
from tests.kit.system import System, running_system

pytestmark = pytest.mark.slow
TAKE = "✋ Tomar"
WITHIN = 30


def commands() -> list[str]:
    """Return the blocks of commands of the page: SQLite out and in, PostgreSQL out and in."""
    page = (ROOT / "docs" / "operar.md").read_text()
    section = page.split("## Copia de respaldo")[1].split("\n## ")[0]
    return re.findall(r"```sh\n(.*?)```", section, re.DOTALL)


def run(block: str, folder: Path, **more: str) -> None:
    subprocess.run(["sh", "-e", "-c", block], cwd=folder, check=True, env={**os.environ, **more})


def begin(system: System) -> int:
    """Let a child and a caseworker talk; return the thread of the case."""
    box = system.sandbox
    box.child_says(1, "AYUDA")
    thread = int(box.wait_for(lambda: box.threads(), WITHIN)[0]["id"])
    box.wait_for(
        lambda: any(TAKE in str(one.get("reply_markup")) for one in box.thread_messages(thread)),
        WITHIN,
    )
    box.staff_presses("ana", TAKE, thread)
    box.wait_for_child(1, "Ana", WITHIN)
    box.child_says(1, "antes de la copia")
    wait_for_thread(system, thread, "antes de la copia")
    return thread


def go_on(system: System, thread: int) -> None:
    """Show that all that stood in the backup is there, and that it is worked with."""
    box = system.sandbox
    box.child_says(1, "después de volver")
    wait_for_thread(system, thread, "después de volver")
    box.staff_says("ana", "sigo contigo", thread)
    box.wait_for_child(1, "sigo contigo", WITHIN)
    assert len(box.threads()) == 1, "it is still the same case"
    store = system.store
    with store.begin() as tx:
        assert audit.verify(tx)[1] == []
        lanes = set(tx.conn.execute(select(tables.inbox.c.lane)).scalars()) - {inbox.STAFF}
        said = [row.body["text"] for lane in lanes for row in inbox.latest(tx, lane, 50)]
    store.engine.dispose()
    assert said == ["AYUDA", "antes de la copia", "después de volver"]


def wait_for_thread(system: System, thread: int, said: str) -> None:
    box = system.sandbox
    box.wait_for(lambda: said in str(box.thread_messages(thread)), WITHIN)


def test_the_page_has_the_four_blocks():
    assert len(commands()) == 4


@pytest.mark.skipif(shutil.which("sqlite3") is None, reason="no sqlite3 here (Debian: sqlite3)")
def test_sqlite(tmp_path: Path):
    out, back, _, _ = commands()
    folder = tmp_path / "var"
    with running_system(folder, tmp_path / "models", "bridge", RASA_START_SECONDS="0") as system:
        thread = begin(system)
        run(out, tmp_path)
        assert (tmp_path / "respaldo.db").stat().st_mode & 0o077 == 0, "nobody else may read it"
        system.sandbox.child_says(1, "lo que se pierde")
        wait_for_thread(system, thread, "lo que se pierde")
        system.kill("bridge")
        (folder / "bot.db").write_bytes(b"broken")
        run(back, tmp_path)
        system.start("bridge")
        go_on(system, thread)


def test_postgresql(tmp_path: Path, postgres: Postgres):
    _, _, out, back = commands()
    url = postgres.empty_database(name="chatbot")
    folder = programs()
    server = {
        "PGHOST": str(postgres.folder),
        "PGUSER": "postgres",
        "PATH": f"{folder}:{os.environ['PATH']}",
    }
    with running_system(
        tmp_path / "var",
        tmp_path / "models",
        "bridge",
        RASA_START_SECONDS="0",
        DATABASE_URL=url,
        STORE_KEY=Fernet.generate_key().decode(),
    ) as system:
        thread = begin(system)
        run(out, tmp_path, **server)
        assert (tmp_path / "respaldo.dump").stat().st_mode & 0o077 == 0
        system.sandbox.child_says(1, "lo que se pierde")
        wait_for_thread(system, thread, "lo que se pierde")
        system.kill("bridge")
        engine = create_engine(url, future=True)
        with engine.begin() as conn:
            conn.execute(text("DROP SCHEMA public CASCADE"))
            conn.execute(text("CREATE SCHEMA public"))
        engine.dispose()
        run(back, tmp_path, **server)
        system.start("bridge")
        go_on(system, thread)
