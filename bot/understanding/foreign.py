"""Rasa component: messages in another language, and languages that a child names.

Both are about the topic of languages, whatever the classifier, which knows Spanish only, makes of
them; a wish for a human stays one.
"""

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.training_data.message import Message

from bot.config import load_settings
from bot.content.load import load_content
from bot.desk.plan import load_plan
from bot.language.foreign import ForeignReader
from bot.language.named_language import NamedLanguages
from bot.language.urgency.foreign_cries import ForeignCries
from bot.understanding.component import MadeOfSettings
from bot.understanding.normaliser import ORIGINAL

WRITTEN_IN = "written_in"  # a language of data/languages.yml
NAMED_LANGUAGE = "named_language"  # what a named one is called
RANKING = "intent_ranking"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class ForeignLanguage(MadeOfSettings):
    """Puts languages on the message, and their topic first in the ranking."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return below which confidence in a topic a named language is what a message is about."""
        return {"doubtful": 0.35}

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Rasa calls ``create`` instead."""
        self._config = {**self.get_default_config(), **config}
        settings = load_settings()
        content = load_content(settings.data_dir)
        self._topics = content.topics
        self._topic = content.languages.topic
        self._human_topic = load_plan(settings.data_dir).human_topic
        self._reader = ForeignReader(content)
        self._cries = ForeignCries(content)
        self._named = NamedLanguages(content.languages)

    def process(self, messages: List[Message]) -> List[Message]:
        """Look at each message that has a ranking, in place."""
        for message in messages:
            text, ranking = message.get(ORIGINAL), message.get(RANKING)
            if not text or not ranking:
                continue
            written = self._reader.written_in(text) or self._cries.language_in(text)
            named = self._named.find(text)
            message.set(WRITTEN_IN, written, add_to_output=True)
            message.set(NAMED_LANGUAGE, named, add_to_output=True)
            if (written and not self._asks_for_a_human(ranking)) or (
                named and not self._is_about_something_else(ranking)
            ):
                others = [item for item in ranking if item["name"] != self._topic]
                first = {"name": self._topic, "confidence": 1.0}
                message.set(RANKING, [first, *others][: len(ranking)], add_to_output=True)
        return messages

    def _asks_for_a_human(self, ranking: list[dict[str, Any]]) -> bool:
        return bool(ranking[0]["name"] == self._human_topic)

    def _is_about_something_else(self, ranking: list[dict[str, Any]]) -> bool:
        first = ranking[0]
        return first["name"] in self._topics and first["confidence"] >= self._config["doubtful"]
