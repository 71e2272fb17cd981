"""What the trained model makes of the team's own held-out messages."""

import asyncio
from typing import Any

import pytest

from bot.understanding.parser import Parser
from tests.kit.messages import Labelled, is_missed, is_understood, known_misses, labelled

pytestmark = pytest.mark.model


@pytest.fixture(scope="session")
def results(parser: Parser) -> dict[str, tuple[Labelled, dict[str, Any]]]:
    async def read_all() -> dict[str, tuple[Labelled, dict[str, Any]]]:
        return {
            message.text: (message, await parser.parse(message.text)) for message in labelled()
        }

    return asyncio.run(read_all())


def test_every_message_is_understood_but_the_known_misses(results):
    known = set(known_misses())
    new = [text for text, seen in results.items() if is_missed(*seen) and text not in known]
    assert new == [], "misunderstood: improve the examples, or add them to tests/known_misses.yml"


def test_the_known_misses_are_still_missed(results):
    passing = [
        text
        for text in known_misses()
        if results[text][0].is_urgent is None and is_understood(*results[text])
    ]
    assert passing == [], "understood now: take them out of tests/known_misses.yml"


def test_the_known_misses_are_test_messages():
    texts = {message.text for message in labelled()}
    assert [text for text in known_misses() if text not in texts] == []


def test_no_known_miss_is_a_cry_for_help(results):
    """A cry for help that is neither handed off nor asked about may not be accepted as known."""
    accepted = [
        text for text in known_misses() if text in results and results[text][0].is_urgent is True
    ]
    assert accepted == []


async def test_a_leading_slash_is_text(parser: Parser):
    assert (await parser.parse("/que es el asilo"))["topic"] == "what_is_asylum"


async def test_the_same_text_has_the_same_urgency_with_and_without_rasa(parser: Parser):
    """The bridge reads the weights from Rasa's archive and runs the same code."""
    from bot.config import load_settings
    from bot.content.load import load_content
    from bot.language.urgency.check import UrgencyCheck
    from bot.language.urgency.stored import newest_model

    settings = load_settings()
    model = newest_model(settings.model_dir)
    assert model is not None
    check = UrgencyCheck(model, load_content(settings.data_dir))
    for message in list(labelled())[::7]:
        parsed = (await parser.parse(message.text))["urgency"]
        alone = check.check(message.text)
        assert (parsed["outcome"], parsed["class"]) == (alone.outcome, alone.urgent_class)
        assert parsed["score"] == pytest.approx(alone.score, abs=0.001)
