"""Not understood: the three likeliest topics and a human; the second time, a human first."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import FollowupAction, SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.questions import CHOICE, COUNTRY, TOWN, Question, note, open_question
from bot.content.message import Button, Message
from bot.content.payloads import NONE_OF_THESE, TALK_TO_HUMAN
from bot.content.render import render_phrase, topic_buttons
from bot.language.gazetteer import find_where
from bot.language.places import find_places
from bot.store.missed import NOT_UNDERSTOOD, SUGGESTED

OFFERED, NEAREST = 3, 5


class ActionSuggestTopics(Action):
    """Offers choices in place of a guess."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_suggest_topics"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Offer the likeliest topics, unless this was the place that the bot had asked for."""
        if place := _answer_to_question(tracker):
            return [FollowupAction(place)]
        content = shared.content()
        misses = int(tracker.get_slot("misses") or 0) + 1
        ranking = tracker.latest_message.get("intent_ranking") or []
        likely = [item["name"] for item in ranking if item["name"] in content.topics]
        likely = [name for name in likely if name != TALK_TO_HUMAN[1:]][:OFFERED]
        *topics, human = topic_buttons(likely, content)
        other = Button(render_phrase("button_other", content), NONE_OF_THESE)
        if misses > 1:
            human = Button(render_phrase("button_yes_human", content), TALK_TO_HUMAN)
            other = Button(render_phrase("button_no_other", content), NONE_OF_THESE)
            choices, phrase = [human, *topics, other], "not_understood_again"
        else:
            choices = [*topics, other, human]
            phrase = shared.first_intent_of(tracker)  # «suggest» or «not_understood»
        shared.say(dispatcher, [Message(render_phrase(phrase, content), choices)])
        dispatcher.utter_message(json_message={"missed": _missed(tracker, ranking)})
        return [SlotSet("misses", misses), note(Question(CHOICE, offered=tuple(likely)))]


def _answer_to_question(tracker: Tracker) -> str | None:
    """Return the action that goes on, where a place answers what the bot had asked."""
    question, text = open_question(tracker), str(tracker.latest_message.get("text") or "")
    if question and question.kind == TOWN and find_where(text):
        return "action_find_shelter"
    if question and question.kind == COUNTRY and find_places(text).places:
        return "action_answer_topic"
    return None


def _missed(tracker: Tracker, ranking: list[dict[str, Any]]) -> dict[str, Any]:
    """Tell the bridge, which alone keeps the text that the child typed, that it was missed."""
    is_half_sure = shared.first_intent_of(tracker) == "suggest"
    nearest = [[item["name"], round(item["confidence"], 3)] for item in ranking[:NEAREST]]
    return {"kind": SUGGESTED if is_half_sure else NOT_UNDERSTOOD, "nearest": nearest}
