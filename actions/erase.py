"""A child wants everything erased: the one question before it is done."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from bot.content.message import Button, Message
from bot.content.render import render_phrase


class ActionErase(Action):
    """Asks «¿Borro todo?»; the bridge erases when the child says so, in bot/conversation/erase."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_erase"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Ask."""
        content = shared.content()
        buttons = [
            Button(render_phrase("button_erase", content), "/erase:yes"),
            Button(render_phrase("button_keep", content), "/erase:no"),
        ]
        shared.say(dispatcher, [Message(render_phrase("ask_erase", content), buttons)])
        return []
