"""Rasa component for the comparison only: the finer encoder's vectors as a dense feature."""

from typing import Any, Dict, List, Text, Type

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.language.fine_encoder import fine_encoder


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class FineFeaturizer(DenseFeaturizer, GraphComponent):
    """Adds one vector to each message, as a sentence feature."""

    @classmethod
    def required_components(cls) -> List[Type]:  # type: ignore[type-arg]
        """Rasa's other components expect a featurizer to come after a tokenizer."""
        return [Tokenizer]

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,
    ) -> "FineFeaturizer":
        """Rasa calls this."""
        return cls(execution_context.node_name, config)

    @classmethod
    def validate_config(cls, config: Dict[Text, Any]) -> None:
        """There is nothing to configure."""

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Encode all examples."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: List[Message]) -> List[Message]:
        """Encode messages; those without text are passed over."""
        written = [message for message in messages if message.get(TEXT)]
        vectors = fine_encoder().encode([message.get(TEXT) for message in written])
        for message, vector in zip(written, vectors, strict=True):
            message.add_features(
                Features(vector.reshape(1, -1), FEATURE_TYPE_SENTENCE, TEXT, self._identifier)
            )
        return messages
