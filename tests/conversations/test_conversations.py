"""The conversations of this folder, twice: by `rasa test`, and with bridge and real actions."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
import time_machine
from rasa.core import test as rasa_test
from rasa.core.agent import Agent
from ruamel.yaml import YAML

from bot import clock
from bot.store.engine import Store
from tests.kit.dialogue import start_dialogue
from tests.kit.reads import missing

pytestmark = pytest.mark.model

HERE = Path(__file__).parent
FILES = sorted(HERE.glob("test_*.yml"))
MARKUP = re.compile(r"\[(.*)\]\{.*\}", re.DOTALL)
BEGIN = "2026-11-24T15:00:00Z"


@dataclass(frozen=True)
class Turn:
    """What a child types or presses, after which wait, and what it reads then."""

    text: str
    wait: timedelta
    reads: list[str]


def stories() -> Iterator[tuple[str, list[Turn]]]:
    """Yield all conversations with their names."""
    for path in FILES:
        for story in YAML(typ="safe").load(path)["stories"]:
            said = [step["user"] for step in story["steps"] if "user" in step]
            reads = story["metadata"]["reads"]
            assert len(said) == len(reads), story["story"]
            turns = [_turn(text, item) for text, item in zip(said, reads, strict=True)]
            yield f"{path.stem}: {story['story']}", turns


def _turn(text: str, reads: str | list[str]) -> Turn:
    expected = [reads] if isinstance(reads, str) else list(reads)
    wait = timedelta()
    if expected and expected[0].startswith("after "):
        count, unit = expected.pop(0).split()[1:]
        wait = timedelta(**{unit: int(count)})
    return Turn(MARKUP.sub(r"\1", text), wait, expected)


STORIES = dict(stories())


def test_there_are_enough_conversations() -> None:
    assert len(STORIES) >= 60


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
async def test_rasa_test_passes(path: Path, agent: Agent, tmp_path: Path) -> None:
    """Every message gets its intent, and every intent its action."""
    await rasa_test.test(str(path), agent, out_directory=str(tmp_path), e2e=True,
                         disable_plotting=True)  # fmt: skip
    failed = (tmp_path / "failed_test_stories.yml").read_text()
    assert "None of the test stories failed" in failed, failed


@pytest.mark.parametrize("name", STORIES)
async def test_the_child_reads_what_it_should(
    name: str, agent: Agent, store: Store, model_dir: Path
) -> None:
    with time_machine.travel(BEGIN, tick=True) as travel:
        dialogue = start_dialogue(agent, store, model_dir)
        for turn in STORIES[name]:
            travel.move_to(clock.now() + turn.wait)
            if turn.text.startswith("/"):
                await dialogue.presses_payload(turn.text)
            else:
                await dialogue.says(turn.text)
            read = [message.text for message in dialogue.last]
            assert missing(dialogue, turn.reads) == [], (turn.text, read)
