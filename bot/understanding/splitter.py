"""Rasa component: lets the parts of a message run through the pipeline beside the whole.

Rasa reads the first message of the list only; what the parts mean is put together by the
component Context, the last of the pipeline.
"""

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.language.ideas import ideas_of
from bot.understanding.normaliser import ORIGINAL


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Splitter(GraphComponent):
    """Puts the parts of a message behind it."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "Splitter":
        """Rasa calls this."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Return the messages and behind them the parts of the first, if it has any."""
        text = messages[0].get(ORIGINAL) if messages else None
        parts = ideas_of(text) if text else []
        about = messages[0].get(METADATA) if messages else None
        return [
            *messages,
            *(Message({TEXT: part, ORIGINAL: part, METADATA: about}) for part in parts),
        ]
