"""Rasa component: which topic or small talk a message is about.

A logistic regression on sentence vectors and a linear SVM on character n-grams, whose log
probabilities are summed: the vectors know what words mean, the n-grams forgive spelling. Why this
and not DIET: docs/decisions/0002-understanding.md.
"""

from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.config import load_settings
from bot.content.load import load_content
from bot.understanding.digest import digest
from bot.understanding.linear import MixedModel

RANKED = 10
FILE = "topics.npz"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Ranks topics and small talk; urgent classes are the urgency check's business."""

    @classmethod
    def required_components(cls) -> List[Type]:  # type: ignore[type-arg]
        """Sentence vectors come from a featurizer."""
        return [Featurizer]

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the strength of the two models (inverse of regularisation)."""
        return {"dense_strength": 30.0, "sparse_strength": 0.5}

    def __init__(
        self,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: "MixedModel | None" = None,
    ) -> None:
        """Rasa calls ``create`` or ``load`` instead."""
        self._config = {**self.get_default_config(), **config}
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "TopicClassifier":
        """Rasa calls this before training."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_kwargs: Any,
    ) -> "TopicClassifier":
        """Rasa calls this to use a trained model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, MixedModel.load(folder / FILE))

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:  # noqa: ARG003
        """Return a digest of the model's code."""
        return digest("bot/understanding/linear.py")

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the two models on all examples but those of urgent classes."""
        urgent = load_content(load_settings().data_dir).urgent
        examples = [
            message
            for message in training_data.intent_examples
            if message.get(TEXT) and message.get(INTENT) not in urgent
        ]
        self._model = MixedModel.fit(
            [message.get(TEXT) for message in examples],
            np.vstack([_vector(message) for message in examples]),
            [message.get(INTENT) for message in examples],
            dense_strength=self._config["dense_strength"],
            sparse_strength=self._config["sparse_strength"],
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder / FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the ranking of each message that has a text."""
        for message in messages:
            if self._model is None or not message.get(TEXT) or message.get(TEXT).startswith("/"):
                continue
            ranking = [
                {"name": name, "confidence": confidence}
                for name, confidence in self._model.rank(message.get(TEXT), _vector(message))[
                    :RANKED
                ]
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages


def _vector(message: Message) -> "np.ndarray[Any, np.dtype[np.float32]]":
    _, sentence = message.get_dense_features(TEXT, [])
    return np.asarray(sentence.features, dtype=np.float32).reshape(1, -1)
