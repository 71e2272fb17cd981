"""Rasa component: the urgency check, the same code that the bridge runs without Rasa."""

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.config import load_settings
from bot.content.load import load_content
from bot.language.urgency.check import UrgencyCheck
from bot.language.urgency.classifier import UrgencyModel
from bot.language.urgency.stored import FILE
from bot.language.urgency.train import train
from bot.understanding.decision import URGENCY
from bot.understanding.digest import digest, lexicon_text
from bot.understanding.normaliser import ORIGINAL


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class UrgencyComponent(GraphComponent):
    """Adds the outcome of the urgency check to each message."""

    def __init__(
        self,
        model_storage: ModelStorage,
        resource: Resource,
        model: "UrgencyModel | None" = None,
    ) -> None:
        """Rasa calls ``create`` or ``load`` instead."""
        self._model_storage = model_storage
        self._resource = resource
        content = load_content(load_settings().data_dir)
        self._check = UrgencyCheck(model, content)

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],  # noqa: ARG003
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "UrgencyComponent":
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
    ) -> "UrgencyComponent":
        """Rasa calls this to use a trained model."""
        with model_storage.read_from(resource) as folder:
            return cls(model_storage, resource, UrgencyModel.load(folder / FILE))

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:  # noqa: ARG003
        """Return a digest of what is trained on besides Rasa's examples: look-alikes, patterns."""
        settings = load_settings()
        urgent = load_content(settings.data_dir).urgent.values()
        trained_on = [(item.id, item.lookalikes, item.patterns) for item in urgent]
        return digest("bot/language", besides=[*trained_on, lexicon_text(settings.data_dir)])

    def train(self, training_data: TrainingData) -> Resource:  # noqa: ARG002 -- data/ has more
        """Train on examples and look-alikes, and choose the thresholds by cross-validation."""
        model = train(load_content(load_settings().data_dir))
        with self._model_storage.write_to(self._resource) as folder:
            model.save(folder / FILE)
        return self._resource

    def process(self, messages: List[Message]) -> List[Message]:
        """Add the outcome to the messages in place."""
        for message in messages:
            text = message.get(ORIGINAL)
            if text:
                found = self._check.check(text)
                message.set(
                    URGENCY,
                    {
                        "outcome": found.outcome,
                        "class": found.urgent_class,
                        "score": round(float(found.score), 4),
                        "priority": found.priority,
                        "why": found.why,
                    },
                    add_to_output=True,
                )
        return messages
