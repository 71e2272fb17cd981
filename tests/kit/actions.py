"""Runs one action on a message and a dialogue's slots, without Rasa and without a server."""

from typing import Any

from rasa_sdk import Tracker
from rasa_sdk.executor import CollectingDispatcher

JSON = dict[str, Any]
Run = tuple[list[JSON], list[JSON]]

_SLOTS = ("country", "country_asked", "last_topic", "last_said", "said_more", "question", "misses")


async def run(
    action: Any, text: str, intent: str, *, parsed: JSON | None = None, events: Any = (),
    **slots: object,
) -> Run:  # fmt: skip
    """Let an action answer a message.

    Args:
        action: the action.
        text: what the child wrote, or a payload.
        intent: what was understood.
        parsed: what else was understood, such as ``metadata``.
        events: what happened before in the dialogue.
        **slots: the slots that are filled.

    Returns:
        What it says, and its events.
    """
    message = {"text": text, "intent": {"name": intent}, "entities": [], **(parsed or {})}
    tracker = Tracker(
        "kind-heron", {name: slots.get(name) for name in _SLOTS}, message, list(events), False,
        None, {}, "action_listen",
    )  # fmt: skip
    dispatcher = CollectingDispatcher()
    result = await action.run(dispatcher, tracker, {})
    return [message for message in dispatcher.messages if message.get("text")], result


def written(messages: list[JSON]) -> str:
    """Return all that is said."""
    return "\n".join(message["text"] for message in messages)


def payloads(messages: list[JSON]) -> list[str]:
    """Return what the buttons mean that can be pressed."""
    return [button["payload"] for message in messages for button in message["buttons"]]


def followed_by(events: list[JSON]) -> str | None:
    """Return the action that goes on, if one does."""
    return next((event["name"] for event in events if event["event"] == "followup"), None)


def slots(events: list[JSON]) -> JSON:
    """Return the slots that are filled."""
    return {event["name"]: event["value"] for event in events if event["event"] == "slot"}
