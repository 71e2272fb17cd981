"""Where others wait behind a message, the slower look at it is left out; through Rasa itself."""

from pathlib import Path

import numpy as np
import pytest
from rasa.core.agent import Agent
from rasa.core.channels.channel import UserMessage

from bot.language.fine_encoder import fine_encoder
from bot.understanding import topic_classifier
from bot.understanding.quiet import keep_quiet

UNCLEAR = "y eso de los papeles de mi primo como seria pues"


class Noted:
    """The slower encoder, which notes what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def encode(self, texts: list[str]) -> "np.ndarray[tuple[int, int], np.dtype[np.float32]]":
        self.asked += texts
        return fine_encoder().encode(texts)


@pytest.fixture(scope="module")
def agent(model_dir: Path) -> Agent:
    keep_quiet()
    newest = max(model_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return Agent.load(str(newest))


@pytest.mark.parametrize(("is_hurried", "looks"), [(False, 1), (True, 0)])
async def test_a_hurried_message_is_ranked_without_the_slower_encoder(
    agent: Agent, monkeypatch: pytest.MonkeyPatch, is_hurried: bool, looks: int
):
    noted = Noted()
    monkeypatch.setattr(topic_classifier, "fine_encoder", lambda: noted)
    message = UserMessage(UNCLEAR, metadata={"in_a_hurry": is_hurried})
    parsed = await agent.processor.parse_message(message)
    assert len(noted.asked) == looks
    assert len(parsed["intent_ranking"]) == topic_classifier.RANKED
