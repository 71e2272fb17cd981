from typing import Any

import pytest
from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.suggest_topics import NEAREST, ActionSuggestTopics
from bot.store.missed import NOT_UNDERSTOOD, SUGGESTED
from tests.kit.factories import content

TOPICS = sorted(content().topics)


@pytest.mark.parametrize(
    ("intent", "kind"), [("suggest", SUGGESTED), ("not_understood", NOT_UNDERSTOOD)]
)
async def test_the_bridge_hears_what_was_missed_and_what_was_near(intent: str, kind: str):
    ranking = [
        {"name": name, "confidence": (30 - index) / 100} for index, name in enumerate(TOPICS[:9])
    ]
    latest: dict[str, Any] = {
        "text": "y eso", "intent": {"name": intent}, "intent_ranking": ranking, "entities": [],
    }  # fmt: skip
    tracker = Tracker("kind-heron", {}, latest, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    await ActionSuggestTopics().run(dispatcher, tracker, {})
    said, missed = dispatcher.messages
    assert said["text"]
    assert missed["custom"]["missed"]["kind"] == kind
    assert missed["custom"]["missed"]["nearest"] == [
        [item["name"], item["confidence"]] for item in ranking[:NEAREST]
    ]
