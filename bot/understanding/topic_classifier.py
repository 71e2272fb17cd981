"""Rasa component: which topic or small talk a message is about.

Linear models on the vectors of two encoders and on groups of letters, mixed and calibrated. Why
this and not DIET or a fine-tuned encoder: docs/decisions/0004-encoders.md.
"""

import json
from functools import partial
from typing import Any, Dict, List, Optional, Text, Type

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.nlu.featurizers.featurizer import Featurizer
from rasa.shared.nlu.constants import INTENT, METADATA, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.config import load_settings
from bot.content.load import load_content
from bot.language.encode import shared_encoder
from bot.language.fine_encoder import fine_encoder
from bot.understanding.decision import OUT_OF_SCOPE
from bot.understanding.digest import digest
from bot.understanding.mixture import MixedModel
from bot.understanding.near_words import NearWords

RANKED = 10
FILE, WORDS_FILE = "topics.npz", "words.json"
IN_A_HURRY = "in_a_hurry"  # so the bridge says, with a message behind which others wait


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class TopicClassifier(IntentClassifier, GraphComponent):
    """Ranks topics and small talk; urgent classes are the urgency check's business."""

    @classmethod
    def required_components(cls) -> List[Type]:  # type: ignore[type-arg]
        """Sentence vectors come from a featurizer."""
        return [Featurizer]

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: "MixedModel | None" = None,
        words: "NearWords | None" = None,
    ) -> None:
        """Rasa calls ``create`` or ``load`` instead."""
        self._model_storage = model_storage
        self._resource = resource
        self._model = model
        self._words = words or NearWords({})

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "TopicClassifier":
        """Rasa calls this before training."""
        return cls(model_storage, resource)

    @classmethod
    def load(
        cls,
        config: Dict[Text, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
        **_kwargs: Any,
    ) -> "TopicClassifier":
        """Rasa calls this to use a trained model."""
        with model_storage.read_from(resource) as folder:
            words = NearWords(json.loads((folder / WORDS_FILE).read_text("utf-8")))
            return cls(model_storage, resource, MixedModel.load(folder / FILE), words)

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:  # noqa: ARG003
        """Return a digest of the model's code."""
        return digest(
            "bot/understanding/linear.py",
            "bot/understanding/calibration.py",
            "bot/understanding/mixture.py",
            "bot/understanding/near_words.py",
        )

    def train(self, training_data: TrainingData) -> Resource:
        """Fit the model on all examples but those of urgent classes."""
        urgent = load_content(load_settings().data_dir).urgent
        examples = [
            message
            for message in training_data.intent_examples
            if message.get(TEXT) and message.get(INTENT) not in urgent
        ]
        texts = [message.get(TEXT) for message in examples]
        self._model = MixedModel.fit(
            texts,
            np.vstack([_vector(message) for message in examples]),
            fine_encoder().encode(texts),
            [message.get(INTENT) for message in examples],
            unknown=OUT_OF_SCOPE,
        )
        self._words = NearWords.of(texts)
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(folder / FILE)
            (folder / WORDS_FILE).write_text(json.dumps(self._words.texts_with), "utf-8")
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Set the intent and the ranking of each message that has a text."""
        for message in messages:
            text = message.get(TEXT)
            if self._model is None or not text or text.startswith("/"):
                continue
            meant = self._words.corrected(text)
            vector = _vector(message) if meant == text else shared_encoder().encode([meant])
            look_closer = partial(fine_encoder().encode, [meant])
            is_hurried = (message.get(METADATA) or {}).get(IN_A_HURRY)
            ranked = self._model.rank(meant, vector, None if is_hurried else look_closer)
            ranking = [
                {"name": name, "confidence": confidence} for name, confidence in ranked[:RANKED]
            ]
            message.set(INTENT, ranking[0], add_to_output=True)
            message.set("intent_ranking", ranking, add_to_output=True)
        return messages


def _vector(message: Message) -> "np.ndarray[Any, np.dtype[np.float32]]":
    _, sentence = message.get_dense_features(TEXT, [])
    return np.asarray(sentence.features, dtype=np.float32).reshape(1, -1)
