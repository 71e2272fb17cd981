"""``python -m bot <command>``: finds bot/cli/<command>.py, nothing else."""

import argparse
import importlib
import sys
from pathlib import Path

from bot.errors import BotError

SUMMARIES = {
    "run": "start everything: bridge, Rasa, actions and, without a token, the sandbox",
    "train": "train the model if the content changed since the last training",
    "evaluate": "measure how well the bot understands (cross-validation, or a labelled file)",
    "validate": "let Rasa validate what is made of data/",
    "bridge": "the bridge alone (part of `run`)",
    "sandbox": "the sandbox alone (part of `run` without a token)",
    "audit": "look whether the audit trail of the desk is whole (verify)",
    "report": "how the desk did in a week: waits, outcomes, by hour (in Spanish)",
    "keys": "change STORE_KEY (rotate)",
    "parse": "read messages on standard input, print what the bot would do with each",
    "ready": "list what people must still do before children use the bot (in Spanish)",
    "content": "check, list, show and add topics (for the content team, in Spanish)",
    "missed": "what the bot got wrong, in groups, and how to teach it (in Spanish)",
}


def main(arguments: list[str] | None = None) -> int:
    """Run one command.

    Args:
        arguments: without the program's name; those of the process if left out.

    Returns:
        The exit status: 0 if all is well, 1 if something is wrong, 2 if the words are off.
    """
    given = sys.argv[1:] if arguments is None else arguments
    parser = argparse.ArgumentParser(
        prog="python -m bot",
        description="A chatbot for migrant children: answers in Spanish, hands over to people.",
        epilog="Start with `make run`. Each command has its own help: python -m bot parse --help",
    )
    commands = parser.add_subparsers(dest="command", metavar="command", required=True)
    for name in _names():
        commands.add_parser(name, help=SUMMARIES[name], add_help=False)
    known = parser.parse_args(given[:1])
    module = importlib.import_module(f"bot.cli.{known.command}")
    own = argparse.ArgumentParser(
        prog=f"python -m bot {known.command}", description=module.__doc__
    )
    module.add_arguments(own)
    try:
        return int(module.run(own.parse_args(given[1:])))
    except BotError as error:
        print(f"{known.command}: {error}", file=sys.stderr)  # noqa: T201 -- for the person who ran it
        return 1


def _names() -> list[str]:
    folder = Path(__file__).parent / "cli"
    return sorted(path.stem for path in folder.glob("*.py") if not path.stem.startswith("_"))


if __name__ == "__main__":
    sys.exit(main())
