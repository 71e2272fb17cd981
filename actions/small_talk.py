"""Greetings, thanks, insults and the like."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from bot.content.render import render_small_talk


class ActionSmallTalk(Action):
    """Says one of the wordings of data/small_talk, in turn."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_small_talk"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Reply to the small talk of the last message."""
        turn = sum(event.get("event") == "user" for event in tracker.events)
        replies = render_small_talk(shared.first_intent_of(tracker), shared.content(), turn)
        shared.say(dispatcher, replies)
        return [SlotSet("misses", 0)]
