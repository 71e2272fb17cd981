"""What the actions have in common: the parts they use, and how replies are said."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

from bot.config import Settings, load_settings
from bot.content.cache import current_content
from bot.content.follow_up_messages import Before
from bot.content.languages import Language
from bot.content.message import Message
from bot.content.model import Content
from bot.desk.plan import Plan, load_plan
from bot.store.engine import Store, open_store
from bot.understanding.decision import AS_FIRST

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


def first_intent_of(tracker: Tracker) -> str:
    """Return the intent that the child's last message would have as the first of a dialogue."""
    return str(tracker.latest_message.get(AS_FIRST) or intent_of(tracker))


def country_of(tracker: Tracker) -> str | None:
    """Return "MX" or "US": whichever was learned last, in this dialogue or by the bridge.

    The bridge goes on learning where a child is while Rasa is down, and sends what it knows with
    every message; what it sends is news when it differs from what it sent before.
    """
    newest = told = None
    for event in tracker.events:
        if event.get("event") == "user":
            now_told = (event.get("metadata") or {}).get("country")
            if now_told in COUNTRIES and now_told != told:
                newest = told = now_told
        elif event.get("event") == "slot" and event.get("name") == "country":
            newest = event.get("value")
    metadata = tracker.latest_message.get("metadata") or {}
    for country in (newest, tracker.get_slot("country"), told, metadata.get("country")):
        if country in COUNTRIES:
            return str(country)
    return None


def language_of(tracker: Tracker) -> Language | None:
    """Return the language that the child's last message is surely written in, if not Spanish."""
    return content().languages.written.get(str(tracker.latest_message.get("written_in")))


def before(tracker: Tracker) -> Before | None:
    """Return what was talked of before, or None if that is nothing yet."""
    topics = content().topics
    anchor, last = (
        topics.get(str(tracker.get_slot(name))) for name in ("last_topic", "last_said")
    )
    topic = last or anchor
    if topic is None:
        return None
    return Before(topic, country_of(tracker), anchor, bool(tracker.get_slot("said_more")))


def say(dispatcher: CollectingDispatcher, messages: Iterable[Message]) -> None:
    """Give messages back to the bridge, in order."""
    for message in messages:
        buttons: list[dict[str, Any]] = [
            {"title": button.label, "payload": button.payload} for button in message.buttons
        ]
        dispatcher.utter_message(text=message.text, buttons=buttons)
