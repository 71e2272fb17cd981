"""A bridge that is told to stop stops, whatever Telegram does."""

import signal
import subprocess
import sys
from pathlib import Path

from bot.config import ROOT
from tests.kit.system import running_system

WITHIN = 30


def test_a_bridge_that_waits_for_telegram_as_it_starts_can_be_stopped(tmp_path: Path):
    with running_system(tmp_path, tmp_path / "models", RASA_START_SECONDS="0") as system:
        system.sandbox.faults("server_error", method="deleteWebhook", count=1000)
        bridge = subprocess.Popen(
            [sys.executable, "-m", "bot", "bridge"],
            cwd=ROOT,
            env=system.environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        try:
            system.sandbox.wait_for(lambda: system.sandbox.calls("deleteWebhook"), WITHIN)
            bridge.send_signal(signal.SIGTERM)
            assert bridge.wait(WITHIN) == 0
        finally:
            bridge.kill()
