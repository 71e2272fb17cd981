"""«Otra cosa»: none of the topics that were offered is what the child meant."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.questions import note
from bot.content.message import Button, Message
from bot.content.payloads import MENU
from bot.content.render import render_phrase, topic_buttons


class ActionNoneOfThese(Action):
    """Asks for other words, with the menu and a human at hand."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_none_of_these"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say so; the next miss still counts as one in a row."""
        content = shared.content()
        topics = Button(render_phrase("button_topics", content), MENU)
        buttons = [topics, *topic_buttons([], content)]
        text = render_phrase("none_of_these", content)
        shared.say(dispatcher, [Message(text, buttons)])
        return [note(None)]
