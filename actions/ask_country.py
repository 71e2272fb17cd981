"""Asking where the child is, once."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.questions import COUNTRY, Question, note, wording
from bot.understanding.decision import SECOND


class ActionAskCountry(Action):
    """Asks «¿Dónde estás?» with buttons; a typed place answers it too."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ask_country"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Ask, and note that it was asked and what for."""
        second = (tracker.latest_message.get(SECOND) or {}).get("topic")
        question = Question(COUNTRY, topic=tracker.get_slot("last_said"), second=second)
        shared.say(dispatcher, [wording(question, shared.content())])
        # No rule goes on from here: the child has the word.
        asked = SlotSet("country_asked", True)
        return [asked, note(question), FollowupAction("action_listen")]
