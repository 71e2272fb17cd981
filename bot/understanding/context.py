"""Rasa component: what leans on the topic before, and a second idea in one message.

No component sees the dialogue. So the intent says «a question of this kind about the topic
before», and what the message means as a first one is kept beside it for action_follow_up.
"""

from typing import Any, Dict, List, Optional, Text

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.shared.nlu.constants import INTENT
from rasa.shared.nlu.training_data.message import Message

from bot.config import load_settings
from bot.content.follow_ups import FollowUps
from bot.content.load import load_content
from bot.language.encode import shared_encoder
from bot.language.follow_up import FollowUpReader
from bot.understanding.decision import (
    ANSWER,
    AS_FIRST,
    FOLLOW_UP,
    LEANS,
    NOT_UNDERSTOOD,
    SECOND,
    SMALL_TALK,
    SUGGEST,
)
from bot.understanding.fallback import DECISION, TOPIC
from bot.understanding.normaliser import ORIGINAL

_UNSURE = {SUGGEST, NOT_UNDERSTOOD}
_OPEN_TO_CONTEXT = {ANSWER, SMALL_TALK, *_UNSURE}


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=False)
class Context(GraphComponent):
    """Gives a message that leans on the topic before the intent of its kind."""

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Return the threshold; its figures are in docs/decisions/0005-context.md."""
        return {"one_topic": 0.97}  # this sure of the whole message, it is not read in parts

    def __init__(self, config: Dict[Text, Any], follow_ups: FollowUps) -> None:
        """Rasa calls ``create`` instead."""
        self._one_topic = {**self.get_default_config(), **config}["one_topic"]
        self._reader = FollowUpReader(follow_ups, shared_encoder().encode)
        self._small_talk = {
            kind.small_talk: kind.id for kind in follow_ups.kinds.values() if kind.small_talk
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "Context":
        """Rasa calls this."""
        return cls(config, load_content(load_settings().data_dir).follow_ups)

    def process(self, messages: List[Message]) -> List[Message]:
        """Mark the first message in place; behind it are its parts, see the component Splitter."""
        for message in messages:
            kind = self._kind(message)
            if kind is not None:
                message.set(LEANS, kind, add_to_output=True)
        if messages and messages[0].get(DECISION) in _OPEN_TO_CONTEXT:
            whole, ideas = messages[0], _ideas(messages[1:])
            if len(ideas) > 1 and not self._is_surely_one(whole):
                _give_intent(whole, ideas[0].get("topic") or FOLLOW_UP + ideas[0][LEANS])
                whole.set(SECOND, ideas[1], add_to_output=True)
            elif whole.get(LEANS):
                _give_intent(whole, FOLLOW_UP + whole.get(LEANS))
        return messages

    def _is_surely_one(self, whole: Message) -> bool:
        is_answered = whole.get(DECISION) == ANSWER
        return is_answered and whole.get(INTENT)["confidence"] >= self._one_topic

    def _kind(self, message: Message) -> Optional[Text]:
        decision = message.get(DECISION)
        if decision is None:
            return None  # the press of a button
        found = self._reader.read(message.get(ORIGINAL))
        if found and (found.is_whole or decision in _UNSURE):
            return found.kind
        return self._small_talk.get(message.get(TOPIC)) if decision == SMALL_TALK else None


def _ideas(parts: List[Message]) -> List[Dict[Text, Any]]:
    """Return what the parts surely ask, each thing once."""
    ideas: List[Dict[Text, Any]] = []
    for part in parts:
        if part.get(LEANS):
            idea = {LEANS: part.get(LEANS)}
        elif part.get(DECISION) == ANSWER:
            idea = {"topic": part.get(TOPIC)}
        else:
            continue
        if idea not in ideas:
            ideas.append(idea)
    return ideas


def _give_intent(message: Message, name: Text) -> None:
    intent = message.get(INTENT)
    if name.startswith(FOLLOW_UP):
        message.set(AS_FIRST, intent["name"], add_to_output=True)
    message.set(INTENT, {**intent, "name": name}, add_to_output=True)
