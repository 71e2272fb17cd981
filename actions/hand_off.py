"""Handing a child over to a human through the desk."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.answering import about
from actions.questions import note
from bot.content.language_messages import told
from bot.content.message import Message
from bot.content.render import render_phrase
from bot.desk.hand_off import Reason, hand_off
from bot.store.conversations import ConversationId


class ActionHandOff(Action):
    """Opens a case; the desk itself tells the child what to do, in the same transaction."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_hand_off"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Open a case or raise the open one."""
        metadata = tracker.latest_message.get("metadata") or {}
        is_told = bool(metadata.get("handed_off"))  # the bridge's own check was quicker
        if not is_told:
            reason = _reason(tracker)
            identity = ConversationId(tracker.sender_id)
            is_told = await shared.store().run(
                lambda tx: hand_off(tx, identity, reason, shared.content(), shared.plan())
            )
        if is_told:
            if written := shared.language_of(tracker):
                shared.say(dispatcher, [told(written, shared.content())])
            dispatcher.utter_message(json_message={"handed_off": True})
        else:
            again = render_phrase(_again(tracker), shared.content())
            shared.say(dispatcher, [Message(again)])
        return [*about(shared.plan().human_topic), note(None)]


def _reason(tracker: Tracker) -> Reason:
    """Return the urgent class that was found, or else the wish for a human."""
    urgency = tracker.latest_message.get("urgency") or {}
    plan = shared.plan()
    if urgency.get("outcome") == "urgent":
        name = urgency["class"] or plan.safe_word_class
        return Reason(name, urgency["priority"], urgency["why"])
    why = render_phrase("desk_why_human", shared.content())
    return Reason(plan.human_topic, plan.human_priority, why)


def _again(tracker: Tracker) -> str:
    is_wish = shared.intent_of(tracker) == shared.plan().human_topic
    return "human_requested_again" if is_wish else "still_with_you"
