"""Measure how well the bot understands, by cross-validation or on a labelled file."""

import argparse
import sys
from pathlib import Path

from bot.clock import now
from bot.config import ROOT, load_settings


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments.

    Args:
        parser: the parser of this command.
    """
    parser.add_argument(
        "file",
        nargs="?",
        type=Path,
        help="YAML list of {text, topic} or {text, urgent, class}, each with also: [...] if more "
        "is right; without it, cross-validation over data/ and the messages of tests/",
    )
    parser.add_argument(
        "--reports", type=Path, default=ROOT / "reports", help="folder that the reports go to"
    )


def run(arguments: argparse.Namespace) -> int:
    """Measure, write the reports and print their summary.

    Args:
        arguments: what ``add_arguments`` declared.

    Returns:
        0; what is good enough is for people to say.

    Raises:
        BotError: the labelled file or data/ cannot be used.
    """
    from bot.understanding.evaluate import run as evaluation  # here, so that --help is quick
    from bot.understanding.evaluate.report import write_reports

    settings, folder = load_settings(), arguments.reports
    if arguments.file:
        folder /= arguments.file.stem  # beside those of the cross-validation
        result = evaluation.evaluate_file(arguments.file, settings, _tell)
    else:
        result = evaluation.cross_validate(settings, _tell)
    print(write_reports(result, folder, now()))
    print(f"Reports: {folder}")
    return 0


def _tell(line: str) -> None:
    print(line, file=sys.stderr, flush=True)
