from rasa_sdk.executor import ActionExecutor

from bot.config import ROOT
from bot.understanding.importer import ContentImporter


def test_the_action_server_has_every_action_of_the_domain():
    executor = ActionExecutor()
    executor.register_package("actions")
    domain = ContentImporter(str(ROOT / "config.yml"), str(ROOT / "domain.yml")).get_domain()
    wanted = {name for name in domain.user_actions if not name.startswith("utter_")}
    assert wanted == set(executor.actions)
