"""What a child hears who writes in another language, or names one."""

from typing import Any

import pytest
from rasa_sdk import Action, Tracker
from rasa_sdk.executor import CollectingDispatcher

from actions.ask_danger import ActionAskDanger
from actions.hand_off import ActionHandOff
from actions.other_language import ActionOtherLanguage
from bot.content.payloads import MENU, TALK_TO_HUMAN, danger_payload
from bot.content.render import render_phrase
from tests.kit.factories import content
from tests.kit.foreign import LANGUAGES

LISTS = content().languages
ANSWER = content().topics[LISTS.topic].answers["ANY"].text[:20]


async def say(
    action: Action | None = None, metadata: dict[str, Any] | None = None, **seen: object
) -> list[dict[str, Any]]:
    """Let an action answer a message in which a language was seen, and return what it says."""
    intent = {"name": LISTS.topic}
    message = {"text": "…", "intent": intent, "metadata": metadata or {}, **seen}
    tracker = Tracker("kind-heron", {}, message, [], False, None, {}, "action_listen")
    dispatcher = CollectingDispatcher()
    await (action or ActionOtherLanguage()).run(dispatcher, tracker, {})
    return list(dispatcher.messages)


def payloads(message: dict[str, Any]) -> list[str]:
    return [button["payload"] for button in message["buttons"]]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_language_gets_its_sentence_danger_a_human_and_the_menu(language: str) -> None:
    (message,) = await say(written_in=language)
    written = LISTS.written[language]
    assert message["text"].startswith(written.only_spanish[:20])
    assert payloads(message) == [danger_payload("yes"), TALK_TO_HUMAN, MENU]
    titles = [button["title"] for button in message["buttons"]]
    assert titles[:2] == [written.button_danger, written.button_human]


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_doubt_about_danger_is_asked_about_in_the_childs_language(language: str) -> None:
    """In Spanish the question would not be understood."""
    (message,) = await say(ActionAskDanger(), written_in=language, topic=LISTS.topic)
    assert message["text"].startswith(LISTS.written[language].only_spanish[:20])
    assert danger_payload("yes") in payloads(message)


@pytest.mark.parametrize("language", LANGUAGES)
async def test_after_a_cry_the_child_hears_in_its_language_that_the_team_knows(
    language: str,
) -> None:
    handed_off = {"handed_off": True}
    message = (await say(ActionHandOff(), handed_off, written_in=language))[0]
    assert message["text"].startswith(LISTS.written[language].told[:20])
    assert "911" in message["text"]


async def test_after_a_spanish_cry_nothing_is_added() -> None:
    said = await say(ActionHandOff(), {"handed_off": True}, written_in=None)
    assert [message.get("text") for message in said if message.get("text")] == []


async def test_a_named_language_is_said_not_to_be_spoken_and_a_human_offered() -> None:
    messages = await say(named_language="k'iche'")
    not_spoken = render_phrase("named_language", content(), language="k'iche'")
    assert messages[0]["text"] == not_spoken
    assert messages[1]["text"].startswith(ANSWER)
    assert TALK_TO_HUMAN in payloads(messages[-1])
    assert "/interpreter" in payloads(messages[-1])


async def test_the_topic_alone_is_answered_as_any_topic() -> None:
    (message,) = await say()
    assert message["text"].startswith(ANSWER)
