"""Rasa component: marks what leans on the topic before, so that a rule can see the dialogue.

No component sees the dialogue. So the intent says «a question of this kind about the topic
before», and what the message means as a first one is kept beside it for action_follow_up.
"""

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.config import load_settings
from bot.content.follow_ups import FollowUps
from bot.content.load import load_content
from bot.language.follow_up import FollowUpReader
from bot.understanding.decision import (
    ANSWER,
    AS_FIRST,
    FOLLOW_UP,
    LEANS,
    NOT_UNDERSTOOD,
    SMALL_TALK,
    SUGGEST,
)
from bot.understanding.fallback import DECISION, TOPIC
from bot.understanding.normaliser import ORIGINAL

_UNSURE = {SUGGEST, NOT_UNDERSTOOD}
_OPEN_TO_CONTEXT = {ANSWER, SMALL_TALK, *_UNSURE}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Context(GraphComponent):
    """Gives a message that leans on the topic before the intent of its kind."""

    def __init__(self, follow_ups: FollowUps) -> None:
        """Rasa calls ``create`` instead."""
        self._reader = FollowUpReader(follow_ups)
        self._small_talk = {
            kind.small_talk: kind.id for kind in follow_ups.kinds.values() if kind.small_talk
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "Context":
        """Rasa calls this."""
        return cls(load_content(load_settings().data_dir).follow_ups)

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark the messages in place; where there may be danger, the intent stays as it is."""
        for message in messages:
            kind = self._kind(message)
            if kind is None:
                continue
            message.set(LEANS, kind, add_to_output=True)
            if message.get(DECISION) in _OPEN_TO_CONTEXT:
                intent = message.get(INTENT)
                message.set(AS_FIRST, intent["name"], add_to_output=True)
                message.set(INTENT, {**intent, "name": FOLLOW_UP + kind}, add_to_output=True)
        return messages

    def _kind(self, message: Message) -> Optional[Text]:
        decision = message.get(DECISION)
        if decision is None:
            return None  # the press of a button
        found = self._reader.read(message.get(ORIGINAL))
        if found and (found.is_whole or (found.is_opened and decision in _UNSURE)):
            return found.kind
        return self._small_talk.get(message.get(TOPIC)) if decision == SMALL_TALK else None
