"""List what people still must do before children may write to the bot."""

import argparse
import asyncio
from pathlib import Path

from bot.clock import today
from bot.config import ROOT, load_settings
from bot.content.readiness import Gap, find_gaps

NAMED = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the arguments.

    Args:
        parser: the parser of this command.
    """
    parser.description = "Dice lo que las personas todavía deben hacer antes de abrir el bot."
    parser.add_argument(
        "--root", type=Path, default=ROOT, help="la carpeta que tiene data/ y tests/"
    )
    parser.add_argument(
        "--ask-telegram",
        action="store_true",
        help="pregunta a Telegram qué puede el bot en el grupo (si no, no se usa la red)",
    )


def run(arguments: argparse.Namespace) -> int:
    """Print what is left to do.

    Args:
        arguments: what ``add_arguments`` declared.

    Returns:
        0 if nothing is left, else 1.

    Raises:
        ConfigError: ``--ask-telegram``, and Telegram cannot be asked.
    """
    gaps = find_gaps(arguments.root, today())
    if arguments.ask_telegram:
        gaps = [gap for gap in gaps if not gap.is_group] + _told_by_telegram()
    if not gaps:
        print("No falta nada: se puede abrir.")
        return 0
    print("Antes de abrir falta:\n")
    for number, gap in enumerate(gaps, start=1):
        print(f"{number:2}. {_sentence(gap.what)}{_named(gap.names)}.")
        print(f"    → {_sentence(gap.remedy)}.")
    print(f"\nQueda {len(gaps)} cosa." if len(gaps) == 1 else f"\nQuedan {len(gaps)} cosas.")
    return 1


def _told_by_telegram() -> list[Gap]:
    from bot.telegram.rights import lacking_rights  # here, so that --help is quick

    return asyncio.run(lacking_rights(load_settings()))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:] if not text.startswith("data/") else text


def _named(names: tuple[str, ...]) -> str:
    if not names:
        return ""
    others = f" y {len(names) - NAMED} más" if len(names) > NAMED else ""
    return f": {', '.join(names[:NAMED])}{others}"
