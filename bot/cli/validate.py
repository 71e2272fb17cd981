"""Let Rasa validate what the importer makes of data/: intents, rules, domain."""

import argparse
import subprocess
import sys

from bot.cli.train import rasa_environment
from bot.config import ROOT, load_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Validation has no arguments."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 -- there are none
    """Run `rasa data validate`; its output is shown if it finds something."""
    settings = load_settings()
    command = [
        sys.executable, "-m", "rasa", "data", "validate", "--config", "config.yml",
        "--domain", "domain.yml", "--data", str(settings.data_dir),
    ]  # fmt: skip
    done = subprocess.run(  # noqa: S603 -- our own command
        command,
        cwd=ROOT,
        env={**rasa_environment(settings), "LOG_LEVEL": "INFO"},
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode == 0:
        print("rasa data validate: sin errores")
    else:
        print(done.stdout + done.stderr)
    return done.returncode
