"""The product's own understanding, trained and used without a server around it.

The components of config.yml are made, trained and asked as Rasa does it, on the messages that the
importer makes of data/, so that what is measured is what children get. Only spaCy's components
are left out: none of ours reads its tokens, and they cost half a minute a training.
"""

import time
from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphSchema
from rasa.engine.storage.local_model_storage import LocalModelStorage
from rasa.engine.storage.resource import Resource
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.utils.common import class_from_module_path

from bot.config import ROOT
from bot.errors import BotError
from bot.language.normalise import normalise
from bot.language.plain_text import as_plain_text
from bot.language.urgency.classifier import UrgencyModel
from bot.language.urgency.stored import FILE
from bot.understanding.evaluate.reading import Reading
from bot.understanding.importer import ContentImporter

_LEFT_OUT = {"WhitespaceTokenizer"}  # Rasa wants one; nothing of ours reads its tokens
_OURS = "bot."


class Pipeline:
    """Reads messages with components that were just trained on the DATA_DIR of the settings."""

    def __init__(self, components: list[Any], urgency_model: UrgencyModel) -> None:
        """Use :meth:`fit` instead."""
        self._components = components
        self._urgency_model = urgency_model

    @classmethod
    def fit(cls, folder: Path) -> "Pipeline":
        """Train all components.

        Args:
            folder: an empty folder for what they keep.

        Raises:
            BotError: config.yml has a component that is neither ours nor the tokenizer.
        """
        importer = ContentImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"))
        data = importer.get_nlu_data()
        storage = LocalModelStorage.create(folder)
        components = []
        for number, item in enumerate(importer.get_config()["pipeline"]):
            if item["name"] in _LEFT_OUT:
                continue
            if not item["name"].startswith(_OURS):
                raise BotError(f"evaluate cannot run the component {item['name']} of config.yml")
            kind = class_from_module_path(item["name"])
            name = f"{number}_{kind.__name__}"
            settings = {**kind.get_default_config(), **item}
            place = (settings, storage, Resource(name), ExecutionContext(GraphSchema({}), name))
            component = kind.create(*place)
            if hasattr(component, "train"):
                component.train(data)
                component = kind.load(*place)
            if hasattr(component, "process_training_data"):
                data = component.process_training_data(data)
            components.append(component)
        pipeline = cls(components, UrgencyModel.load(next(folder.rglob(FILE))))
        pipeline.read(["hola"])  # what is loaded at the first message is no message's time
        return pipeline

    def read(self, texts: list[str]) -> list[Reading]:
        """Read messages one by one, each as the first of a conversation."""
        return [self._read(text) for text in texts]

    def _read(self, text: str) -> Reading:
        started = time.process_time()
        messages = [Message.build(as_plain_text(text))]
        for component in self._components:
            messages = component.process(messages)
        milliseconds = (time.process_time() - started) * 1000
        parsed = messages[0].as_dict(only_output_properties=True)
        return Reading.of(parsed, *alone(text, self._urgency_model), milliseconds)


def alone(text: str, model: UrgencyModel) -> tuple[float, str]:
    """Say what the classifier of the urgency check makes of a message without the patterns.

    Args:
        text: the message.
        model: the classifier.

    Returns:
        Probability of urgent, and the outcome by the thresholds for whole messages.
    """
    score = float(model.predict([normalise(text)]).sum())
    if score >= model.thresholds.urgent:
        return score, "urgent"
    return score, "unsure" if score >= model.thresholds.unsure else "none"
