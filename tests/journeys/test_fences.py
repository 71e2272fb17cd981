"""Rasa 3.6 and Python 3.10 get no more fixes: each fence around them (docs/privacidad.md)."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.kit.sockets import sockets_of
from tests.kit.system import System

pytestmark = pytest.mark.model

PROCESSES = ("bridge", "rasa", "actions")
MARK = "zorzalmarcado"  # no word of any list; never written by us


def test_nothing_listens_beyond_this_machine(whole_system: System):
    for name in PROCESSES:
        listening = [one for one in sockets_of(whole_system.pid(name)) if one.is_listening]
        assert listening, name
        assert all(one.is_local_here for one in listening), name


def test_nothing_is_connected_to_but_telegram_and_our_own_processes(
    whole_system: System, child: int
):
    """The Bot API server of this test is on this machine, so every connection must stay here."""
    whole_system.sandbox.child_says(child, "que es el asilo")
    whole_system.sandbox.wait_for(lambda: len(whole_system.sandbox.child_messages(child)) > 1, 60)
    for name in PROCESSES:
        connected = [one for one in sockets_of(whole_system.pid(name)) if not one.is_listening]
        assert all(one.is_remote_here for one in connected), name


def test_the_bridge_does_not_load_rasa_or_tensorflow():
    code = (
        "import bot.telegram.app, sys;"
        "found = [n for n in ('rasa', 'tensorflow', 'spacy', 'torch') if n in sys.modules];"
        "assert not found, found"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_what_a_child_gives_stands_nowhere_on_the_disk(whole_system: System, child: int):
    box, folder = whole_system.sandbox, whole_system.settings.var_dir
    box.start(child)
    box.child_says(child, f"como pido asilo, me llamo {MARK}")
    box.child_says(child, f"{MARK} xyzzy plugh")  # not understood: kept scrubbed
    box.wait_for(lambda: len(box.child_messages(child)) > 5, 60)
    written = box.child_says(child, "donde duermo")
    box.child_edits(child, written["message_id"], f"donde duermo {MARK}")
    for kind in ("photo", "voice", "document", "location", "contact"):
        box.child_sends(child, kind, f"mira {MARK}" if kind in {"photo", "document"} else "")
    box.child_says(child, f"AYUDA {MARK} me quieren matar")
    box.wait_for_child(child, "911", 60)
    thread = box.wait_for(lambda: box.threads(), 30)[-1]["id"]
    box.wait_for(lambda: MARK in str(box.thread_messages(thread)), 30)
    who = next(chat for chat in box.state()["chats"] if chat["key"] == f"child:{child}")
    sender = who["messages"][0]["from"]
    marks = [MARK, sender["username"], str(sender["id"])]
    found = [
        (path.name, mark)
        for path in [*folder.rglob("*"), *Path(".rasa").rglob("*")]
        if path.is_file()
        for mark in marks
        if mark.encode() in path.read_bytes().lower()
    ]
    assert not found
