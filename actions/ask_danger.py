"""Asking whether there is danger now, where the urgency check is not sure."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from bot.clock import today
from bot.content.message import Message
from bot.content.questions import danger_question
from bot.content.render import render_answer


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
        shared.say(dispatcher, [danger_question(content)])
        return [*events, SlotSet("misses", 0)]
