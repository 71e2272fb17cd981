"""Questions that lean on the topic before: «¿y cuánto tarda?», «más», «otra vez»."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.answering import Events, about, answer, put_behind, second_idea
from bot.clock import today
from bot.content.follow_up_messages import Named, follow_up_reply
from bot.content.render import render_answer
from bot.language.places import find_places
from bot.understanding.decision import FOLLOW_UP, SMALL_TALK


class ActionFollowUp(Action):
    """Answers in the light of what was talked of; without that, as if it were a first message."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_follow_up"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> Events:
        """Answer the question."""
        content, before = shared.content(), shared.before(tracker)
        kind = shared.intent_of(tracker).removeprefix(FOLLOW_UP)
        if before is None or kind not in content.follow_ups.kinds:
            return _as_first(dispatcher, tracker)
        text = str(tracker.latest_message.get("text") or "")
        found = find_places(text)
        names = Named(found.country, next(iter(found.ages), None))
        reply = follow_up_reply(kind, before, content, today(), names)
        country = [SlotSet("country", reply.country)] if reply.country else []
        if reply.topic == shared.plan().human_topic:  # a question about it is no wish for one
            shared.say(dispatcher, render_answer(reply.topic, before.country, content, today()))
            return about(reply.topic)
        if reply.topic:
            anchor = before.anchor.id if before.anchor and not reply.is_new else None
            said = answer(reply.topic, dispatcher, tracker, reply.country, anchor)
            return [*country, *said]
        behind = second_idea(before.topic.id, before.country, tracker)
        shared.say(dispatcher, put_behind(reply.messages, behind))
        said_more = [SlotSet("said_more", True)] if reply.says_more else []
        return [*country, *said_more, SlotSet("misses", 0)]


def _as_first(dispatcher: CollectingDispatcher, tracker: Tracker) -> Events:
    intent = shared.first_intent_of(tracker)
    if intent in shared.content().topics:
        return answer(intent, dispatcher, tracker)
    is_talk = tracker.latest_message.get("decision") == SMALL_TALK
    return [FollowupAction("action_small_talk" if is_talk else "action_suggest_topics")]
