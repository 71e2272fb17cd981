"""The desk's clock at work in the running bridge, with times so short that nobody waits."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.desk.hand_off import Reason, hand_off
from bot.desk.plan import load_plan
from bot.store import conversations
from bot.store.conversations import ChatId
from tests.kit.factories import content, urgent_class
from tests.kit.system import System, running_system

DANGER = "me esta pegando ahorita el señor de la casa"
TIMES = "nobody_takes: {everyone: 2, supervisors: 5, again: [10, 20], then_every: 20}"

pytestmark = pytest.mark.model


@pytest.fixture(scope="module")
def hurried(tmp_path_factory: pytest.TempPathFactory, model_dir: Path) -> Iterator[System]:
    """Run the bridge alone, with a desk that rings for everybody at once."""
    folder = tmp_path_factory.mktemp("hurried")
    data = folder / "data"
    shutil.copytree(ROOT / "data", data)
    desk = (data / "desk.yml").read_text("utf-8")
    assert TIMES in desk
    at_once = "nobody_takes: {everyone: 0, supervisors: 0, again: [], then_every: 20}"
    (data / "desk.yml").write_text(desk.replace(TIMES, at_once), "utf-8")
    with running_system(
        folder, model_dir, "bridge", RASA_START_SECONDS="0", DATA_DIR=str(data)
    ) as system:
        yield system


def rings(system: System) -> list[dict]:
    said = system.sandbox.group_messages()
    return [message for message in said if "nadie ha tomado" in str(message.get("text"))]


def test_a_case_that_nobody_takes_rings_once_and_the_child_hears_the_truth(hurried: System):
    box = hurried.sandbox
    box.start(1)
    box.child_says(1, DANGER)
    box.wait_for(lambda: rings(hurried), 30)
    (ring,) = rings(hurried)
    assert "Ana" in ring["text"]  # she administers the group, and has not acted yet
    assert any(entity["type"] == "text_mention" for entity in ring.get("entities", []))
    box.wait_for_child(1, "Todavía no llega una persona", 15)


def test_what_was_due_during_an_outage_is_done_after_it(hurried: System):
    box = hurried.sandbox
    box.start(2)
    box.wait_for_child(2, "No soy de migración", 15)
    hurried.kill("bridge")
    before = len(rings(hurried))
    chat = box.child_messages(2)[0]["chat"]["id"]
    plan = load_plan(hurried.settings.data_dir)
    with hurried.store.begin() as tx:
        one = conversations.conversation_id(tx, ChatId(chat))
        hand_off(tx, one, Reason(urgent_class("P1"), "P1", "prueba"), content(), plan)
    hurried.start("bridge")
    box.wait_for(lambda: len(rings(hurried)) > before, 30)
