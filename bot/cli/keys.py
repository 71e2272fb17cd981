"""Change STORE_KEY: put the new one in STORE_KEY, the old one in STORE_KEY_OLD, stop the bot."""

import argparse
import sys


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the one act that there is."""
    parser.add_argument("act", choices=["rotate"], help="seal everything anew with STORE_KEY")


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 -- there is one act only
    """Rotate, and say how much was sealed anew."""
    from bot.config import load_settings
    from bot.store.engine import open_store
    from bot.store.rotation import rotate

    settings = load_settings()
    store = open_store(settings.database_url, settings.store_key, settings.older_store_keys)
    count = rotate(store)
    sys.stdout.write(f"{count} values sealed anew; STORE_KEY_OLD can be removed now.\n")
    return 0
