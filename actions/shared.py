"""What the actions have in common: the parts they use, and how replies are said."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.config import Settings, load_settings
from bot.content.cache import current_content
from bot.content.message import Message
from bot.content.model import Content
from bot.desk.plan import Plan, load_plan
from bot.store.engine import Store, open_store

COUNTRIES = {"MX", "US"}


@lru_cache(maxsize=1)
def settings() -> Settings:
    """Return the settings of this process."""
    return load_settings()


@lru_cache(maxsize=1)
def store() -> Store:
    """Return the store of this process."""
    return open_store(settings().database_url, settings().store_key, settings().older_store_keys)


def plan() -> Plan:
    """Return the desk's data."""
    return load_plan(settings().data_dir)


def content() -> Content:
    """Return the content as it is on disk now, so that a corrected answer is live at once."""
    return current_content(settings().data_dir)


def intent_of(tracker: Tracker) -> str:
    """Return the intent of the child's last message."""
    return str((tracker.latest_message.get("intent") or {}).get("name") or "")


def country_of(tracker: Tracker) -> str | None:
    """Return "MX" or "US", from the dialogue or else from what the bridge knows."""
    metadata = tracker.latest_message.get("metadata") or {}
    for country in (tracker.get_slot("country"), metadata.get("country")):
        if country in COUNTRIES:
            return str(country)
    return None


def say(dispatcher: CollectingDispatcher, messages: Iterable[Message]) -> None:
    """Give messages back to the bridge, in order."""
    for message in messages:
        buttons: list[dict[str, Any]] = [
            {"title": button.label, "payload": button.payload} for button in message.buttons
        ]
        dispatcher.utter_message(text=message.text, buttons=buttons)
