"""How a topic is answered within a dialogue, whichever action it was that found it."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.questions import COUNTRY, Question, note, open_question, wording
from bot.clock import today
from bot.content.follow_up_messages import Before, follow_up_reply
from bot.content.message import Button, Message
from bot.content.payloads import topic_payload
from bot.content.render import render_answer, render_phrase, topic_buttons
from bot.understanding.decision import LEANS, SECOND

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
    """Answer a topic; what else the child had asked, or the bot, comes behind it.

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
    depends = len(content.topics[topic_id].answers) > 1
    if depends and country is None and not tracker.get_slot("country_asked"):
        return [*events, FollowupAction("action_ask_country")]
    messages = render_answer(topic_id, country, content, today())
    question = open_question(tracker)
    behind = second_idea(topic_id, country, tracker)
    if not behind:
        behind, question = _come_back(question, topic_id, country)
    shared.say(dispatcher, put_behind(messages, behind))
    return [*events, note(question)] if tracker.get_slot("question") else events


def put_behind(messages: list[Message], behind: list[Message]) -> list[Message]:
    """Return both; the buttons to press are those of what comes behind, if anything does."""
    if not behind:
        return messages
    return [*(replace(message, buttons=[]) for message in messages), *behind]


def second_idea(topic_id: str, country: str | None, tracker: Tracker) -> list[Message]:
    """Return what is said of the second thing that a message, or the one before ours, asked.

    Args:
        topic_id: the topic that is answered first.
        country: the country to speak of.
        tracker: the dialogue.
    """
    content, question = shared.content(), open_question(tracker)
    second = tracker.latest_message.get(SECOND) or {}
    topic: str | None = second.get("topic") or (question.second if question else None)
    if second.get(LEANS) in content.follow_ups.kinds:
        before = Before(content.topics[topic_id], country)
        reply = follow_up_reply(second[LEANS], before, content, today())
        if reply.messages:
            return reply.messages
        topic = reply.topic
    if topic is None or topic not in content.topics or topic == topic_id:
        return []
    text = render_phrase("also_asked", content, topic=content.topics[topic].title)
    yes = Button(render_phrase("button_tell_me", content), topic_payload(topic))
    others = [name for name in content.topics[topic_id].follow_ups if name != topic]
    return [Message(text, [yes, *topic_buttons(others, content)])]


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
    if question.has_come_back:
        return [], None
    again = replace(question, has_come_back=True)
    return [wording(again, content)], again
