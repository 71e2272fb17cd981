"""Asking whether there is danger now, where the urgency check is not sure."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from bot.clock import today
from bot.content.message import Button, Message
from bot.content.payloads import CANNOT_TALK, NOT_THAT, danger_payload
from bot.content.render import render_answer, render_phrase

_CHOICES = (
    ("button_yes", "yes"), ("button_no", "no"), ("button_dont_know", "unknown"),
    ("button_cannot_talk", CANNOT_TALK), ("button_not_that", NOT_THAT),
)  # fmt: skip


class ActionAskDanger(Action):
    """Keeps the topic's answer, and asks one plain question."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_ask_danger"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the topic, if one was understood, and ask."""
        content = shared.content()
        topic = tracker.latest_message.get("topic")
        events = []
        if topic in content.topics:
            answer = render_answer(topic, shared.country_of(tracker), content, today())
            # The question's buttons are the ones to press now.
            shared.say(dispatcher, [Message(message.text) for message in answer])
            events = [SlotSet("last_topic", topic)]
        choices = [
            Button(render_phrase(phrase, content), danger_payload(answer))
            for phrase, answer in _CHOICES
        ]
        shared.say(dispatcher, [Message(render_phrase("ask_danger", content), choices)])
        return [*events, SlotSet("misses", 0)]
