"""How a topic is answered within a dialogue, whichever action it was that found it."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.questions import CHOICE, COUNTRY, Question, note, open_question, wording
from bot.clock import today
from bot.content.message import Message
from bot.content.render import render_answer, render_phrase

Events = list[dict[str, Any]]


def about(topic_id: str, anchor: str | None = None) -> Events:
    """Return the events that a topic was answered.

    Args:
        topic_id: the topic.
        anchor: the topic that the child had named, if this one was reached by a follow-up.
    """
    slots = {"last_topic": anchor or topic_id, "last_said": topic_id, "misses": 0,
             "said_more": False}  # fmt: skip
    return [SlotSet(name, value) for name, value in slots.items()]


def answer(
    topic_id: str,
    dispatcher: CollectingDispatcher,
    tracker: Tracker,
    country: str | None = None,
    anchor: str | None = None,
) -> Events:
    """Answer a topic, and let the bot's open question come back behind it.

    Args:
        topic_id: a topic that is written.
        dispatcher: takes what is said.
        tracker: the dialogue.
        country: the country to speak of, if it is another than the dialogue's.
        anchor: see :func:`about`.

    Returns:
        The events.
    """
    content, plan, events = shared.content(), shared.plan(), about(topic_id, anchor)
    special = {
        plan.human_topic: "action_hand_off",
        plan.erase_topic: "action_erase",
        plan.shelter_topic: "action_find_shelter",
    }
    if topic_id in special:
        return [*events, FollowupAction(special[topic_id])]
    country = country or shared.country_of(tracker)
    question = open_question(tracker)
    depends = len(content.topics[topic_id].answers) > 1
    if depends and country is None and not tracker.get_slot("country_asked"):
        return [*events, FollowupAction("action_ask_country")]
    messages = render_answer(topic_id, country, content, today())
    again, still_open = _come_back(question, topic_id, country)
    if again:  # the buttons to press now are those behind the answer
        messages = [replace(message, buttons=[]) for message in messages] + again
    shared.say(dispatcher, messages)
    return [*events, note(still_open)] if question else events


def _come_back(
    question: Question | None, answered: str, country: str | None
) -> tuple[list[Message], Question | None]:
    """Return what the open question makes the bot say after an answer, and what stays open."""
    content = shared.content()
    if question is None or answered in {question.topic, *question.offered}:
        return [], None
    if question.kind == COUNTRY and country and question.topic:
        lead = Message(render_phrase("back_to", content))
        return [lead, *render_answer(question.topic, country, content, today())], None
    if question.has_come_back or (question.kind == CHOICE and not question.offered):
        return [], None
    again = replace(question, has_come_back=True)
    return [wording(again, content)], again
