"""Asking whether there is danger now, where the urgency check is not sure."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.answering import Events, about
from bot.clock import today
from bot.content.follow_up_messages import follow_up_reply
from bot.content.language_messages import only_spanish
from bot.content.message import Message
from bot.content.questions import danger_question
from bot.content.render import render_answer
from bot.understanding.decision import LEANS, URGENCY


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
        if written := shared.language_of(tracker):
            shared.say(dispatcher, [only_spanish(written, content)])  # has a button for danger
            return [SlotSet("misses", 0)]
        answer, events = _answer(tracker)
        # The question's buttons are the ones to press now.
        shared.say(dispatcher, [Message(message.text) for message in answer])
        found = tracker.latest_message.get(URGENCY) or {}
        shared.say(dispatcher, [danger_question(content, found.get("class"))])
        return [*events, SlotSet("misses", 0)]


def _answer(tracker: Tracker) -> tuple[list[Message], Events]:
    """Return the answer to what was understood besides, also in the light of what was before."""
    content, country, anchor = shared.content(), shared.country_of(tracker), None
    topic, before = tracker.latest_message.get("topic"), shared.before(tracker)
    kind = tracker.latest_message.get(LEANS)
    if before and kind in content.follow_ups.kinds:
        reply = follow_up_reply(kind, before, content, today())
        if not reply.topic:
            return reply.messages, []
        topic, anchor = reply.topic, before.anchor.id if before.anchor else None
    if topic not in content.topics:
        return [], []
    return render_answer(topic, country, content, today()), about(topic, anchor)
