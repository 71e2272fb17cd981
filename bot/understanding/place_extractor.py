"""Rasa component: the country as an entity; places and ages beside it."""

from typing import Any, Dict, List, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import ENTITIES
from rasa.shared.nlu.training_data.message import Message

from bot.language.places import find_places
from bot.understanding.normaliser import ORIGINAL

NAMED = "named"  # pairs of "place" or "age" and its value


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class PlaceExtractor(GraphComponent):
    """Adds the entity ``country`` ("MX", "US"), told by the whole message, and what it names.

    Places and ages are no entities to Rasa: `rasa test` wants an entity to stand at one place of
    the original text, where no other one is, and the same words often tell place and country.
    """

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
        """Add what the messages name, in place."""
        for message in messages:
            text = message.get(ORIGINAL)
            if text:
                found = find_places(text)
                named: list[tuple[str, object]] = [
                    ("place", place.value) for place in found.places
                ]
                named += [("age", age) for age in found.ages]
                message.set(NAMED, named, add_to_output=True)
                if found.country:
                    country = _entity("country", found.country, len(text))
                    message.set(
                        ENTITIES, [*message.get(ENTITIES, []), country], add_to_output=True
                    )
        return messages


def _entity(name: str, value: str, end: int) -> dict[str, Any]:
    return {"entity": name, "value": value, "start": 0, "end": end, "extractor": "PlaceExtractor"}
