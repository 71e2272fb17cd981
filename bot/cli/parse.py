"""Read one message a line on standard input; print what the bot would do with each, as JSON."""

import argparse
import asyncio
import json
import sys
from collections.abc import Iterable
from typing import TextIO


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the help; there are no arguments."""
    parser.epilog = (
        'Example: echo "kiero pedir asilo" | python -m bot parse   (train first: make train)'
    )


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 -- there are none
    """Parse standard input line by line."""
    from bot.config import load_settings
    from bot.understanding.parser import Parser  # here, so that --help is quick

    parser = Parser.newest(load_settings())
    asyncio.run(_parse_all(parser, sys.stdin, sys.stdout))
    return 0


async def _parse_all(parser: "object", lines: Iterable[str], output: TextIO) -> None:
    from bot.understanding.parser import Parser

    assert isinstance(parser, Parser)  # noqa: S101 -- for the type checker
    for line in lines:
        text = line.rstrip("\r\n")
        if text.strip():
            output.write(json.dumps(await parser.parse(text), ensure_ascii=False) + "\n")
            output.flush()
