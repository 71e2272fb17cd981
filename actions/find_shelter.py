"""Where to sleep: the topic's answer, and the known places near the town that a child names."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.answering import about, put_behind, second_idea
from actions.questions import TOWN, Question, note, wording
from bot.clock import today
from bot.content.message import Message, with_buttons
from bot.content.render import render_answer, render_phrase, topic_buttons
from bot.content.shelter_messages import official_way, shelter_messages
from bot.language.gazetteer import find_where
from bot.understanding.decision import NOT_UNDERSTOOD, SAY_COUNTRY, SUGGEST

ONLY_A_PLACE = {SAY_COUNTRY, SUGGEST, NOT_UNDERSTOOD}
"""Intents of a message that brings a child here for nothing but the place that it names."""


class ActionFindShelter(Action):
    """Answers as for any topic, then names places, or asks for the town (never an address)."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_find_shelter"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Answer the topic, unless only a place was named after it; then say what is near."""
        content, topic_id = shared.content(), shared.plan().shelter_topic
        text = str(tracker.latest_message.get("text") or "")
        is_pressed = text.startswith("/")
        where = None if is_pressed else find_where(text)
        country = shared.country_of(tracker)
        events = about(topic_id)
        if where and where.country in shared.COUNTRIES:
            country = where.country
            events.append(SlotSet("country", country))
        if where is None and country is None and not tracker.get_slot("country_asked"):
            return [*events, FollowupAction("action_ask_country")]
        # A state or a town, or a country of which there is no list: nothing has to be asked.
        is_spot = where is not None and (where.towns or where.state or where.country == "other")
        # A place that is named after the topic, or in answer to our question, is no new question.
        is_asked = is_pressed or shared.intent_of(tracker) not in ONLY_A_PLACE
        messages: list[Message] = []
        question = None
        if (is_asked and not (where and where.country == "other")) or (where and not is_spot):
            messages = render_answer(topic_id, country, content, today())
        buttons = messages[-1].buttons if messages else topic_buttons([], content)
        answer = [Message(message.text) for message in messages]
        if where and (is_spot or country == "US"):
            answer += shelter_messages(where, content, today(), with_contacts=not answer)
        elif not answer:
            answer.append(Message(render_phrase("shelters_unknown_town", content)))
            answer += official_way(country, content, with_contacts=False)
        elif country != "US":
            question = Question(TOWN, topic=topic_id)
            answer.append(wording(question, content))
        behind = second_idea(topic_id, country, tracker)
        shared.say(dispatcher, put_behind(with_buttons(answer, buttons), behind))
        # No rule goes on from here.
        return [*events, note(question), FollowupAction("action_listen")]
