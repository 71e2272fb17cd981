"""The bot's own questions that bridge and actions both ask, with their buttons."""

from bot.content.message import Button, Message
from bot.content.model import Content
from bot.content.payloads import CANNOT_TALK, ERASE, KEEP, NOT_THAT, danger_payload
from bot.content.phrases import render_phrase

DANGER_ANSWERS = {
    "yes": "button_yes",
    "no": "button_no",
    "unknown": "button_dont_know",
    CANNOT_TALK: "button_cannot_talk",
    NOT_THAT: "button_not_that",
}
"""What can be answered to the plain safety question, and the phrase on each button."""


def danger_question(content: Content, urgent_class: str | None) -> Message:
    """Return the one plain question that is asked where the urgency check is not sure.

    Args:
        content: for the wording.
        urgent_class: which danger it may be, if that is known: some children do not call it so.
    """
    buttons = [
        Button(render_phrase(phrase, content), danger_payload(answer))
        for answer, phrase in DANGER_ANSWERS.items()
    ]
    urgent = content.urgent.get(urgent_class or "")
    said = [render_phrase("ask_danger", content), urgent.question.counts if urgent else ""]
    return Message(" ".join(filter(None, said)), buttons)


def erase_question(content: Content) -> Message:
    """Return the one question that is asked before erasing."""
    buttons = [
        Button(render_phrase("button_erase", content), ERASE),
        Button(render_phrase("button_keep", content), KEEP),
    ]
    return Message(render_phrase("ask_erase", content), buttons)
