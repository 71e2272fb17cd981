"""Run the sandbox alone: a Bot API server on this machine, with a page to try the bot."""

import argparse

from bot.config import load_settings
from bot.log import set_up_logging


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments."""
    parser.add_argument(
        "--mode", choices=("forum", "plain"), default="forum", help="kind of the staff group"
    )


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    from bot.sandbox.server import serve  # here, so that --help is quick

    settings = load_settings()
    set_up_logging(settings.log_level)
    serve("127.0.0.1", settings.sandbox_port, arguments.mode)
    return 0
