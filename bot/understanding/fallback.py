"""Rasa component: from ranking and urgency to the intent that the rules act on.

Danger comes first; then what is understood surely is answered, what is half understood gets a
choice of the three likeliest, and the rest an honest «no te entendí».
"""

from typing import Any, Dict, List, Text

from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.shared.nlu.constants import ENTITIES, INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.config import load_settings
from bot.content.load import load_content
from bot.desk.plan import load_plan
from bot.understanding.component import MadeOfSettings
from bot.understanding.decision import (
    ANSWER,
    ASK_DANGER,
    HAND_OFF,
    NOT_UNDERSTOOD,
    OUT_OF_SCOPE,
    SAY_COUNTRY,
    SMALL_TALK,
    SUGGEST,
    URGENCY,
)

DECISION, TOPIC = "decision", "topic"
PLACE_ONLY_WORDS = 5  # a message this short that names a country is about the country


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Fallback(MadeOfSettings):
    """Decides what is done with a message, and sets the intent accordingly."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the thresholds; their figures are in docs/decisions/0004-encoders.md."""
        return {
            "strange": 0.15,  # at least this likely to be about nothing that the bot knows: said
            "sure": 0.65,  # at least this confident of a topic: answered
            "sure_of_small_talk": 0.45,  # the same; what is lost by a wrong «de nada» is little
            "half_sure": 0.15,  # at least this confident: the three likeliest are offered
        }

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Rasa calls ``create`` instead."""
        self._config = {**self.get_default_config(), **config}
        data_dir = load_settings().data_dir
        self._content = load_content(data_dir)
        self._plan = load_plan(data_dir)

    def process(self, messages: List[Message]) -> List[Message]:
        """Decide for each message, in place."""
        for message in messages:
            ranking = message.get("intent_ranking") or []
            urgency = message.get(URGENCY)
            if urgency is None or not ranking:
                continue  # the press of a button, which says its intent itself
            topic = self._topic(message, ranking)
            decision = self._decide(topic, urgency["outcome"], ranking)
            intent = {
                HAND_OFF: topic
                if urgency["outcome"] != "urgent"
                else urgency["class"] or self._plan.safe_word_class,
                ASK_DANGER: ASK_DANGER,
                SUGGEST: SUGGEST,
                NOT_UNDERSTOOD: NOT_UNDERSTOOD,
            }.get(decision, topic)
            message.set(DECISION, decision, add_to_output=True)
            message.set(TOPIC, topic, add_to_output=True)
            message.set(
                INTENT,
                {"name": intent, "confidence": ranking[0]["confidence"]},
                add_to_output=True,
            )
        return messages

    def _topic(self, message: Message, ranking: list[dict[str, Any]]) -> str | None:
        """Return the topic or small talk if it is understood surely, or OUT_OF_SCOPE."""
        has_country = any(entity["entity"] == "country" for entity in message.get(ENTITIES, []))
        confidence = {item["name"]: item["confidence"] for item in ranking}
        first, second = list(confidence)[:2]
        is_small_talk = first in self._content.small_talk
        sure = self._config["sure_of_small_talk" if is_small_talk else "sure"]
        is_sure = confidence[first] >= sure
        if (
            has_country
            and SAY_COUNTRY in (first, second)
            and (confidence[SAY_COUNTRY] >= self._config["half_sure"] or not is_sure)
            and len(message.get(TEXT).split()) <= PLACE_ONLY_WORDS
        ):
            return SAY_COUNTRY
        if confidence.get(OUT_OF_SCOPE, 0.0) >= self._config["strange"]:
            return OUT_OF_SCOPE
        return first if is_sure else None

    def _decide(self, topic: str | None, outcome: str, ranking: list[dict[str, Any]]) -> str:
        if outcome == "urgent" or (topic == self._plan.human_topic and outcome == "none"):
            return HAND_OFF
        if outcome == "unsure":
            return ASK_DANGER
        if topic == OUT_OF_SCOPE:
            return NOT_UNDERSTOOD
        if topic in self._content.small_talk:
            return SMALL_TALK
        if topic is not None:
            return ANSWER
        is_half_sure = (
            ranking[0]["confidence"] >= self._config["half_sure"]
            and ranking[0]["name"] in self._content.topics
        )
        return SUGGEST if is_half_sure else NOT_UNDERSTOOD
