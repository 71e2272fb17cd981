"""Rasa component: cleans up children's Spanish, and keeps the original."""

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.config import load_settings
from bot.language.normalise import normalise
from bot.understanding.digest import digest, lexicon_text

ORIGINAL = "original_text"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class ChildSpanishNormaliser(GraphComponent):
    """Replaces the text of a message by its normalised form."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "ChildSpanishNormaliser":
        """Rasa calls this."""
        return cls()

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:  # noqa: ARG003
        """Return a digest of the rules and word lists."""
        lexicon = lexicon_text(load_settings().data_dir)
        return digest("bot/language/normalise.py", "bot/language/spelling.py", besides=[lexicon])

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Normalise all examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Normalise messages in place; payloads of buttons stay as they are."""
        for message in messages:
            text = message.get(TEXT)
            if text and not text.startswith("/"):
                message.set(ORIGINAL, text, add_to_output=True)
                message.set(TEXT, normalise(text) or text, add_to_output=True)
        return messages
