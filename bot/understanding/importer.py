"""Turns data/ into what Rasa trains on, so that no generated file is ever committed."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Dict, List, Optional, Text, Union

import rasa.shared.utils.io
from rasa.shared.core.domain import Domain
from rasa.shared.core.training_data.story_reader.yaml_story_reader import YAMLStoryReader
from rasa.shared.core.training_data.structures import StoryGraph, StoryStep
from rasa.shared.importers.importer import TrainingDataImporter
from rasa.shared.importers.rasa import RasaFileImporter
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.config import load_settings
from bot.content.load import load_content
from bot.content.model import Content
from bot.desk.plan import Plan, load_plan
from bot.understanding.decision import (
    ASK_DANGER,
    FOLLOW_UP,
    NONE_OF_THESE,
    NOT_UNDERSTOOD,
    SAY_COUNTRY,
    SUGGEST,
)

ANSWER, SMALL_TALK, HAND_OFF, ERASE, FIND_SHELTER, OTHER_LANGUAGE = (
    "action_answer_topic", "action_small_talk", "action_hand_off", "action_erase",
    "action_find_shelter", "action_other_language",
)  # fmt: skip
OTHER_RULES = {
    SUGGEST: "action_suggest_topics",
    NOT_UNDERSTOOD: "action_suggest_topics",
    ASK_DANGER: "action_ask_danger",
    SAY_COUNTRY: ANSWER,
    NONE_OF_THESE: "action_none_of_these",
}
DOMAIN = "domain.yml"
FOLLOW_UP_ACTIONS = ("action_ask_country",)  # called by other actions only


class ContentImporter(TrainingDataImporter):
    """Reads data/ for Rasa: each topic, urgent class and small talk is an intent with a rule."""

    def __init__(
        self,
        config_file: Optional[Text] = None,
        domain_path: Optional[Text] = None,
        training_data_paths: Optional[Union[List[Text], Text]] = None,
        **_kwargs: Any,
    ) -> None:
        """Rasa calls this; see its documentation of importers."""
        self._config_file = config_file
        self._domain_path = domain_path
        self._paths = training_data_paths
        data_dir = load_settings().data_dir
        self._content = load_content(data_dir)
        self._plan = load_plan(data_dir)
        self._conversations = sorted((data_dir / "conversations").glob("*.yml"))

    def get_domain(self) -> Domain:
        """Return domain.yml with the intents and actions that data/ implies."""
        rules = intent_actions(self._content, self._plan)
        return Domain.load(self._domain_path or DOMAIN).merge(
            Domain.from_dict(
                {
                    "intents": [{intent: {"use_entities": []}} for intent in rules],
                    "actions": sorted({*rules.values(), *FOLLOW_UP_ACTIONS}),
                }
            )
        )

    def get_stories(self, exclusion_percentage: Optional[int] = None) -> StoryGraph:  # noqa: ARG002
        """Return one rule an intent, and what data/conversations adds."""
        reader = YAMLStoryReader()
        rules = intent_actions(self._content, self._plan)
        steps: list[StoryStep] = reader.read_from_parsed_yaml(
            {
                "rules": [
                    {"rule": intent, "steps": [{"intent": intent}, {"action": action}]}
                    for intent, action in rules.items()
                ]
            }
        )
        for path in self._conversations:
            steps += YAMLStoryReader().read_from_file(path)
        return StoryGraph(steps)

    def get_conversation_tests(self) -> StoryGraph:
        """Return the end-to-end tests of the given paths."""
        files = RasaFileImporter(self._config_file, self._domain_path, self._paths)
        return files.get_conversation_tests()

    def get_nlu_data(self, language: Optional[Text] = "en") -> TrainingData:  # noqa: ARG002
        """Return all examples, each with its intent."""
        return TrainingData(list(_messages(self._content)))

    def get_config(self) -> Dict[Text, Any]:
        """Return config.yml."""
        if not self._config_file or not Path(self._config_file).exists():
            return {}
        return dict(rasa.shared.utils.io.read_model_configuration(self._config_file))

    def get_config_file_for_auto_config(self) -> Optional[Text]:
        """Return the path of config.yml."""
        return self._config_file


def intent_actions(content: Content, plan: Plan) -> dict[str, str]:
    """Return the action of each intent.

    Args:
        content: whose topics, classes and small talk are the intents.
        plan: which topics are handed off, erase or name shelters instead of being answered.
    """
    rules = dict.fromkeys(content.topics, ANSWER)
    rules.update(dict.fromkeys(content.small_talk, SMALL_TALK))
    rules.update(dict.fromkeys(content.urgent, HAND_OFF))
    rules.update({plan.human_topic: HAND_OFF, plan.erase_topic: ERASE})
    rules[plan.shelter_topic] = FIND_SHELTER
    if content.languages.topic in content.topics:
        rules[content.languages.topic] = OTHER_LANGUAGE
    rules.update({FOLLOW_UP + kind: "action_follow_up" for kind in content.follow_ups.kinds})
    rules.update(OTHER_RULES)
    return rules


def _messages(content: Content) -> Iterable[Message]:
    for intents in (content.topics, content.small_talk, content.urgent):
        for name, item in intents.items():
            for example in item.examples:
                yield Message.build(text=example, intent=name)
