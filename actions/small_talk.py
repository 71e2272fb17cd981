"""Greetings, thanks, insults and the like."""

from dataclasses import replace
from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.events import SlotSet
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.questions import CHOICE, open_question, wording
from bot.content.render import render_phrase, render_small_talk
from bot.language.yes_no import read_answer


class ActionSmallTalk(Action):
    """Says one of the wordings of data/small_talk, in turn."""

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_small_talk"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Reply to the small talk of the last message; a «sí» to a choice has to say which."""
        question = open_question(tracker)
        if question and question.kind == CHOICE and len(question.offered) > 1 and _is_yes(tracker):
            choices = wording(question, shared.content())
            text = render_phrase("which_of_these", shared.content())
            shared.say(dispatcher, [replace(choices, text=text)])
            return []
        turn = sum(event.get("event") == "user" for event in tracker.events)
        replies = render_small_talk(shared.first_intent_of(tracker), shared.content(), turn)
        shared.say(dispatcher, replies)
        return [SlotSet("misses", 0)]


def _is_yes(tracker: Tracker) -> bool:
    return read_answer(str(tracker.latest_message.get("text") or "")) == "yes"
