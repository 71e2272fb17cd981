"""What Rasa components of ours that only need their settings have in common."""

from typing import Any, Dict, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage


class MadeOfSettings(GraphComponent):
    """A component that is made of its part of config.yml, and of nothing that was trained."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Rasa calls ``create`` instead."""

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "MadeOfSettings":
        """Rasa calls this."""
        return cls(config)
