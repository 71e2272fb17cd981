"""A child wants everything erased: the one question before it is done."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from bot.content.questions import erase_question


class ActionErase(Action):
    """Asks «¿Borro todo?»; the bridge erases when the child says so, in bot/conversation/erase."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_erase"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Ask."""
        shared.say(dispatcher, [erase_question(shared.content())])
        return []
