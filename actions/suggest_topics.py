"""Not understood: the three likeliest topics and a human; the second time, a human first."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from bot.content.message import Button, Message
from bot.content.payloads import MENU, TALK_TO_HUMAN
from bot.content.render import render_phrase, topic_buttons

OFFERED = 3


class ActionSuggestTopics(Action):
    """Offers choices in place of a guess."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_suggest_topics"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Offer the likeliest topics."""
        content = shared.content()
        misses = int(tracker.get_slot("misses") or 0) + 1
        ranking = tracker.latest_message.get("intent_ranking") or []
        likely = [item["name"] for item in ranking if item["name"] in content.topics][:OFFERED]
        other = Button(render_phrase("button_other", content), MENU)
        topics = topic_buttons([name for name in likely if name != TALK_TO_HUMAN[1:]], content)
        if misses > 1:
            human = Button(render_phrase("button_human", content), TALK_TO_HUMAN)
            choices, phrase = [human, *topics[:-1], other], "not_understood_again"
        else:
            choices = [*topics[:-1], other, topics[-1]]
            phrase = shared.intent_of(tracker)  # «suggest» or «not_understood»
        shared.say(dispatcher, [Message(render_phrase(phrase, content), choices)])
        return [SlotSet("misses", misses)]
