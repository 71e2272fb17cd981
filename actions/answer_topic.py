"""Answering a topic, for the country that the child is in."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from bot.clock import today
from bot.content.message import Message
from bot.content.model import Content
from bot.content.render import render_answer, render_phrase
from bot.store import conversations
from bot.store.conversations import ConversationId


class ActionAnswerTopic(Action):
    """Says the answer as data/ has it now; asks for the country once where it matters."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_answer_topic"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the topic of the last message, or the topic before if it named only a place."""
        content = shared.content()
        intent, country = shared.intent_of(tracker), shared.country_of(tracker)
        await _remember(tracker, country)
        topic_id = intent if intent in content.topics else tracker.get_slot("last_topic")
        if topic_id not in content.topics:
            shared.say(dispatcher, [_noted(country, content)])
            return [SlotSet("misses", 0)]
        if topic_id == shared.plan().shelter_topic:
            return [FollowupAction("action_find_shelter")]
        events = [SlotSet("last_topic", topic_id), SlotSet("misses", 0)]
        depends = len(content.topics[topic_id].answers) > 1
        if depends and country is None and not tracker.get_slot("country_asked"):
            return [*events, FollowupAction("action_ask_country")]
        shared.say(dispatcher, render_answer(topic_id, country, content, today()))
        return events


def _noted(country: str | None, content: Content) -> Message:
    name = f"country_noted_{country.lower()}" if country else "country_unknown_no_topic"
    return Message(render_phrase(name, content))


async def _remember(tracker: Tracker, country: str | None) -> None:
    """Tell the store what a child pressed, so that a first reply has the right numbers.

    What a child typed is noted by the bridge, which tells where it is from what it asks about.
    """
    is_pressed = str(tracker.latest_message.get("text") or "").startswith("/")
    if country and is_pressed and tracker.get_slot("country") == country:
        identity = ConversationId(tracker.sender_id)
        await shared.store().run(lambda tx: conversations.set_country(tx, identity, country))
