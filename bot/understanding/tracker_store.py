"""Rasa tracker store over our own store: sealed, short, and erased with the conversation.

Rasa's SQL store keeps every event in clear, and reads all of a session's for each message. Only
the slots and the last turns matter to the rules, so that is what is kept.
"""

from collections.abc import Iterable
from typing import Any, Optional, Text

from rasa.core.brokers.broker import EventBroker
from rasa.core.tracker_store import TrackerStore
from rasa.shared.core.constants import ACTION_LISTEN_NAME
from rasa.shared.core.domain import Domain
from rasa.shared.core.events import (
    ActionExecuted,
    AllSlotsReset,
    Event,
    Restarted,
    SessionStarted,
    SlotSet,
)
from rasa.shared.core.trackers import DialogueStateTracker

from bot.config import load_settings
from bot.store import trackers
from bot.store.conversations import ConversationId
from bot.store.engine import open_store

MOST_EVENTS = 60  # some eight turns; each message reads and writes all of them


class SealedTrackerStore(TrackerStore):
    """Keeps the slots and the last turns of each conversation in one sealed row."""

    def __init__(
        self,
        domain: Optional[Domain] = None,
        event_broker: Optional[EventBroker] = None,
        **_kwargs: Any,
    ) -> None:
        """Rasa calls this; see endpoints.yml."""
        settings = load_settings()
        self._store = open_store(
            settings.database_url, settings.store_key, settings.older_store_keys
        )
        super().__init__(domain, event_broker)

    async def save(self, tracker: DialogueStateTracker) -> None:
        """Keep the tracker, unless the child had the conversation erased meanwhile."""
        await self.stream_events(tracker)
        events = [event.as_dict() for event in shortened(list(tracker.events))]
        identity = ConversationId(tracker.sender_id)
        await self._store.run(lambda tx: trackers.save(tx, identity, events))

    async def retrieve(self, sender_id: Text) -> Optional[DialogueStateTracker]:
        """Return the tracker with its last turns, or None."""
        identity = ConversationId(sender_id)
        events = await self._store.read(lambda tx: trackers.load(tx, identity))
        if not events:
            return None
        return DialogueStateTracker.from_dict(sender_id, events, self.domain.slots)

    async def keys(self) -> Iterable[Text]:
        """Return the conversations that have a tracker."""
        return await self._store.read(trackers.all_conversations)


def shortened(events: list[Event]) -> list[Event]:
    """Return the last turns, led by the slots as they were set before.

    Args:
        events: all events of a tracker, oldest first.
    """
    start = max(0, len(events) - MOST_EVENTS)
    while start < len(events) and not _is_listening(events[start]):
        start += 1  # a turn is kept whole
    if start in (0, len(events)):
        return events
    slots: dict[str, SlotSet] = {}
    for event in events[:start]:
        if isinstance(event, SlotSet):
            slots[event.key] = event
        elif isinstance(event, (SessionStarted, AllSlotsReset, Restarted)):
            slots.clear()
    return [*slots.values(), *events[start:]]


def _is_listening(event: Event) -> bool:
    return isinstance(event, ActionExecuted) and event.action_name == ACTION_LISTEN_NAME
