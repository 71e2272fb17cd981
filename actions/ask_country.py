"""Asking where the child is, once."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from bot.content.message import Button, Message
from bot.content.render import render_phrase

_CHOICES = (("button_mexico", "MX"), ("button_us", "US"), ("button_dont_know", "unknown"))


class ActionAskCountry(Action):
    """Asks «¿Dónde estás?» with buttons; a typed place answers it too."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ask_country"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Ask, and note that it was asked."""
        content = shared.content()
        buttons = [
            Button(render_phrase(phrase, content), f'/say_country{{"country":"{country}"}}')
            for phrase, country in _CHOICES
        ]
        shared.say(dispatcher, [Message(render_phrase("ask_country", content), buttons)])
        # No rule goes on from here: the child has the word.
        return [SlotSet("country_asked", True), FollowupAction("action_listen")]
