"""Answering a topic, for the country that the child is in or asks about."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.answering import Events, answer
from actions.questions import COUNTRY, TOWN, open_question
from bot.content.follow_up_messages import country_reply
from bot.content.message import Message
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.language.places import find_places
from bot.store import conversations
from bot.store.conversations import ConversationId


class ActionAnswerTopic(Action):
    """Says the answer as data/ has it now; asks for the country once where it matters."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_answer_topic"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer the topic of the last message, or what it says or asks about a place."""
        country = shared.country_of(tracker)
        await _remember(tracker, country)
        intent = shared.first_intent_of(tracker)
        if intent in shared.content().topics:
            return answer(intent, dispatcher, tracker)
        return _place(country, dispatcher, tracker)


def _place(country: str | None, dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    """Take a place as the answer to our question, as a question, or as news of the child."""
    content, question = shared.content(), open_question(tracker)
    if question and question.kind == COUNTRY and question.topic:
        return answer(question.topic, dispatcher, tracker)
    before = shared.before(tracker)
    is_shelter = before is not None and before.topic.id == shared.plan().shelter_topic
    if is_shelter or (question and question.kind == TOWN):
        return [FollowupAction("action_find_shelter")]
    if before is None or country is None:
        shared.say(dispatcher, [_noted(country, content)])
        return [SlotSet("misses", 0)]
    places = find_places(str(tracker.latest_message.get("text") or "")).places
    is_asked = any(place.role == "asked" for place in places)
    reply = country_reply(country, before, content, is_asked=is_asked)
    if reply.topic:
        return answer(reply.topic, dispatcher, tracker, country)
    shared.say(dispatcher, reply.messages)
    return [SlotSet("misses", 0)]


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
