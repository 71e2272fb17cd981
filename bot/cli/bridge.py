"""Run the bridge alone (`run` starts it together with the rest)."""

import argparse

import uvloop

from bot.cli.run import refuse_the_sample
from bot.config import load_settings
from bot.log import set_up_logging


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The bridge has no arguments; its settings come from the environment and .env."""


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 -- there are none
    """Serve until told to stop."""
    from bot.telegram.app import serve  # here, so that --help is quick

    settings = load_settings()
    refuse_the_sample(settings)
    set_up_logging(settings.log_level)
    uvloop.run(serve(settings))
    return 0
