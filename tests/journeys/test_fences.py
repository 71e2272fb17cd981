"""Rasa 3.6 and Python 3.10 get no more fixes: each fence around them (docs/privacidad.md)."""

import subprocess
import sys

import pytest

from tests.kit.sockets import sockets_of
from tests.kit.system import System

pytestmark = pytest.mark.model

PROCESSES = ("bridge", "rasa", "actions")


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
