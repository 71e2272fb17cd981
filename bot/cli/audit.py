"""Look whether the audit trail of the desk is whole: no event was changed or taken out."""

import argparse
import sys

_WORDS = {
    "broken": "the event was changed, or one before it is gone",
    "changed": "the detail of the event was changed",
    "cut_off": "events after this one are gone",
}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the one act that there is."""
    parser.add_argument("act", choices=["verify"], help="follow the chain from its first event")


def run(arguments: argparse.Namespace) -> int:  # noqa: ARG001 -- there is one act only
    """Verify; the status is 1 if the chain is broken."""
    from bot.config import load_settings
    from bot.store import audit
    from bot.store.engine import open_store

    settings = load_settings()
    store = open_store(settings.database_url, settings.store_key, settings.older_store_keys)
    count, breaks = store.do(audit.verify)
    for one in breaks:
        sys.stdout.write(f"event {one.event_id}: {_WORDS[one.what]}\n")
    if not breaks:
        sys.stdout.write(f"{count} events, unbroken.\n")
    return 1 if breaks else 0
