"""What a child gives stands nowhere in clear: not on the disk, in a log, a cache or a dump.

The journeys go through failures and crashes too, since it is then that programs talk too much.
They are slow, and worth it: nothing else sees what libraries of ours write by themselves.
"""

import sqlite3
import subprocess
from pathlib import Path

import pytest
from cryptography.fernet import Fernet
from sqlalchemy import create_engine, text

from bot.store import inbox, outbox
from bot.store.engine import Tx
from tests.kit.marks import found_in, found_under, mark, planted
from tests.kit.postgres import Postgres, programs
from tests.kit.sandbox import Sandbox
from tests.kit.system import System, running_system

TAKE, SEE = "✋ Tomar", "Ver conversación"
WITHIN = 60
CHILD = 1
MOST_IN_A_CASE = 6


def fill_every_field(box: Sandbox) -> list[str]:
    """Let a child each fill one field; return what names them."""
    who: list[str] = []
    for number in range(len(planted(box.start(CHILD)))):
        message = box.start(CHILD + 1 + number)
        kind, content = planted(message)[number]
        box.tells(kind, content)
        who += str(message["from"]["id"]), message["from"]["username"]
    return who


def be_helped(system: System) -> list[str]:
    """Let a child cry for help and the staff quote it; return what names the child."""
    box, child = system.sandbox, CHILD
    message = box.child_says(child, f"AYUDA {mark('cry')}")
    thread = box.wait_for(lambda: box.threads(), WITHIN)[-1]["id"]
    box.wait_for(lambda: mark("cry") in str(box.thread_messages(thread)), WITHIN)
    for kind, content in planted(message)[:MOST_IN_A_CASE]:  # the group takes 20 a minute
        box.tells(kind, content)
    box.staff_presses("ana", SEE, thread)
    box.staff_presses("ana", TAKE, thread)
    box.wait_for_child(child, "Ana", WITHIN)
    box.staff_says("ana", f"Hola, {mark('word')}", thread)
    said = box.wait_for_child(child, mark("word"), WITHIN)
    assert said
    note = box.staff_says("ana", f"// se llama {mark('note')}", thread)
    box.staff_edits(note["message_id"], f"// se llama {mark('editednote')}")
    box.staff_sends("ana", "document", thread, caption=mark("staffcaption"))
    for order in ("revelar", "pasar", "r", "nada"):
        box.staff_says("ana", f"/{order} {mark(f'order{order}')}", thread)
    for text_ in (mark("said"), "terminar", f"otra cosa {mark('after')}"):
        box.child_says(child, text_)
    wait_until_quiet(system)
    return [str(message["from"]["id"]), message["from"]["username"]]


def fail_everywhere(system: System, *processes: str) -> None:
    """Let what carries a child's words fail in every way, and processes crash in the middle."""
    box, children = system.sandbox, (CHILD, CHILD + 1)  # with a case and without one
    for kind in ("server_error", "forbidden", "not_found", "drop_before", "drop_after"):
        box.faults(kind, method="sendMessage", count=2)
        for child in children:
            box.child_says(child, f"{mark(kind)} que es el asilo")
        wait_until_quiet(system)
    box.clear_faults()
    for name in processes:
        for child in children:
            box.child_says(child, f"{mark(f'crashing{name}')} que es el asilo")
        system.kill(name)
        if name != "actions":  # Rasa, too, tells what it could not do
            system.start(name)
        for child in children:
            box.child_says(child, f"{mark(f'crashed{name}')} que es el asilo")
        wait_until_quiet(system)


def wait_until_quiet(system: System) -> None:
    store = system.store
    try:
        system.sandbox.wait_for(lambda: store.do(_is_quiet), WITHIN)
    finally:
        store.engine.dispose()


def _is_quiet(tx: Tx) -> bool:
    """Return whether all is done but for what waits until the group has room to spare."""
    left = [row for row in outbox.heads(tx) if row.priority < outbox.SPARE]
    return not left and not inbox.waiting_lanes(tx)


def logged_something(folder: Path) -> bool:
    """Return whether the failures were logged at all; else nothing is proved by the silence."""
    return "send.failed" in (folder / "bridge.log").read_text()


def sqlite_dump(path: Path) -> bytes:
    with sqlite3.connect(path) as connection:
        return "\n".join(connection.iterdump()).encode()


@pytest.mark.slow
def test_with_the_bridge_alone_and_sqlite(tmp_path: Path):
    folder = tmp_path / "var"
    with (
        running_system(folder, tmp_path / "models", "bridge", RASA_START_SECONDS="0") as system,
        sqlite3.connect(folder / "bot.db") as reader,
    ):
        reader.execute("SELECT count(*) FROM inbox").fetchone()
        ids = fill_every_field(system.sandbox) + be_helped(system)
        fail_everywhere(system, "bridge")
        assert (folder / "bot.db-wal").stat().st_size, "it stays while somebody reads"
        found = found_under([folder], ids)
        found += found_in("dump", sqlite_dump(folder / "bot.db"), ids)
    assert found == []
    assert found_under([folder], ids) == [], "nor after the end"
    assert logged_something(folder)


@pytest.mark.slow
def test_with_the_bridge_alone_and_postgresql(tmp_path: Path, postgres: Postgres):
    folder, url = tmp_path / "var", postgres.new_database()
    with running_system(
        folder,
        tmp_path / "models",
        "bridge",
        RASA_START_SECONDS="0",
        DATABASE_URL=url,
        STORE_KEY=Fernet.generate_key().decode(),
    ) as system:
        ids = fill_every_field(system.sandbox) + be_helped(system)
        fail_everywhere(system, "bridge")
    tools = programs()
    assert tools is not None
    dump = subprocess.run([tools / "pg_dump", url], check=True, capture_output=True).stdout
    engine = create_engine(url, future=True)
    with engine.begin() as conn:
        conn.execute(text("CHECKPOINT"))
    engine.dispose()
    assert b"COPY public.inbox" in dump
    found = found_in("dump", dump, ids)
    assert found + found_under([folder, postgres.folder], ids) == []
    assert logged_something(folder)


@pytest.mark.slow
@pytest.mark.model
def test_with_rasa_and_the_actions(tmp_path: Path, model_dir: Path):
    folder, temporary = tmp_path / "var", tmp_path / "tmp"
    temporary.mkdir()
    with running_system(
        folder, model_dir, "actions", "rasa", "bridge", TMPDIR=str(temporary)
    ) as system:
        ids = fill_every_field(system.sandbox) + be_helped(system)
        fail_everywhere(system, "bridge", "actions", "rasa")
        found = found_under([folder, temporary, Path(".rasa")], ids)
        found += found_in("dump", sqlite_dump(folder / "bot.db"), ids)
    assert found == []
    assert logged_something(folder)
