"""compose.yaml can't be run here; what it sets must at least be settings of ours, none twice."""

from typing import Any

import yaml

from bot.config import NAMES, ROOT


def _bots() -> list[dict[str, Any]]:
    services = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))["services"]
    return [service for service in services.values() if "build" in service]


def test_every_setting_of_the_bots_exists():
    assert all(set(bot["environment"]) <= set(NAMES) for bot in _bots())


def test_no_two_bots_on_one_machine_share_a_port_or_a_folder():
    own = ("WEBHOOK_PORT", "HEALTH_PORT", "RASA_URL", "ACTIONS_URL")
    for name in own:
        assert len({bot["environment"][name] for bot in _bots()}) == len(_bots())
    assert len({bot["volumes"][0] for bot in _bots()}) == len(_bots())
