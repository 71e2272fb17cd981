"""A child who writes in another language, or says that somebody speaks one."""

from typing import Any

from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions import shared
from actions.answering import about, answer
from bot.content.language_messages import only_spanish
from bot.content.message import Message
from bot.content.render import render_phrase


class ActionOtherLanguage(Action):
    """Says in the child's language what the bot can't, or answers the topic of languages.

    Only a person can find an interpreter, so both lead to a person and promise none.
    """

    def name(self) -> str:
        """Return the name in the domain."""
        return "action_other_language"

    async def run(
        self, dispatcher: CollectingDispatcher, tracker: Tracker, domain: dict[str, Any]
    ) -> list[dict[str, Any]]:
        """Say it."""
        content = shared.content()
        if written := shared.language_of(tracker):
            shared.say(dispatcher, [only_spanish(written, content)])
            return about(content.languages.topic)
        if named := tracker.latest_message.get("named_language"):
            not_spoken = render_phrase("named_language", content, language=str(named))
            shared.say(dispatcher, [Message(not_spoken)])
        return answer(content.languages.topic, dispatcher, tracker)
