import logging

import pytest
from rasa.shared.importers.importer import TrainingDataImporter

from bot.config import ROOT
from bot.understanding.importer import ContentImporter, intent_actions
from tests.kit.factories import content, plan


@pytest.fixture(scope="module")
def importer():
    return ContentImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml"))


def test_rasa_really_loads_our_importer(caplog):
    """A misspelt path in config.yml is only a warning to Rasa, which then trains on nothing."""
    with caplog.at_level(logging.WARNING):
        loaded = TrainingDataImporter.load_from_config(
            str(ROOT / "config.yml"), str(ROOT / "domain.yml"), [str(ROOT / "data")]
        )
    assert not [record for record in caplog.records if "mporter" in record.getMessage()]
    assert len(loaded.get_nlu_data().intents) > 20


def test_every_topic_class_and_small_talk_is_an_intent_with_a_rule(importer):
    rules = {step.block_name for step in importer.get_stories().story_steps}
    names = {*content().topics, *content().urgent, *content().small_talk}
    assert names <= rules
    assert names <= set(importer.get_domain().intents)


def test_every_example_is_trained_on_under_its_intent(importer):
    data = importer.get_nlu_data()
    trained = {(message.get("text"), message.get("intent")) for message in data.intent_examples}
    for topic in content().topics.values():
        assert {(example, topic.id) for example in topic.examples} <= trained


def test_the_domain_knows_every_action(importer):
    actions = set(importer.get_domain().action_names_or_texts)
    assert set(intent_actions(content(), plan()).values()) <= actions
