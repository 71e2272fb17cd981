"""Rasa component: country, places and ages as entities."""

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.language.places import find_places
from bot.understanding.normaliser import ORIGINAL


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(GraphComponent):
    """Adds the entities ``country`` ("MX", "US"), ``place`` and ``age``."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],  # noqa: ARG003
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "PlaceExtractor":
        """Rasa calls this."""
        return cls()

    def process(self, messages: List[Message]) -> List[Message]:
        """Add entities to the messages in place."""
        for message in messages:
            text = message.get(ORIGINAL)
            if text:
                found = [*message.get(ENTITIES, []), *_entities(text)]
                message.set(ENTITIES, found, add_to_output=True)
        return messages


def _entities(text: str) -> list[dict[str, Any]]:
    found = find_places(text)
    entities = [_entity("place", place.value, place.start, place.end) for place in found.places]
    entities += [_entity("age", age, 0, 0) for age in found.ages]
    if found.country:
        entities.append(_entity("country", found.country, 0, 0))
    return entities


def _entity(name: str, value: object, start: int, end: int) -> dict[str, Any]:
    return {
        "entity": name,
        "value": value,
        "start": start,
        "end": end,
        "extractor": "PlaceExtractor",
    }
