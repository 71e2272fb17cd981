"""What a child says of the talk with a human: asked once, when a caseworker closes the case."""

from bot.content.message import Button, Message
from bot.content.model import Content
from bot.content.payloads import HELPED, NOT_HELPED, TALK_TO_HUMAN
from bot.content.render import render_phrase
from bot.store import cases, outbox, trail
from bot.store.conversations import ConversationId
from bot.store.engine import Tx

ANSWERS = {HELPED: True, NOT_HELPED: False}


def take_helped(tx: Tx, conversation: ConversationId, payload: str, content: Content) -> None:
    """Keep the answer, and thank the child; who was not helped is offered a human again.

    Args:
        tx: the transaction.
        conversation: whose.
        payload: one of ANSWERS.
        content: for the wording.
    """
    has_helped = ANSWERS[payload]
    case = cases.last_closed(tx, conversation)
    if case is not None and cases.set_helped(tx, case.id, has_helped=has_helped):
        trail.add_event(tx, case.id, "helped", detail={"has_helped": has_helped})
    human = Button(render_phrase("button_human", content), TALK_TO_HUMAN)
    said = Message(
        render_phrase("helped_yes" if has_helped else "helped_no", content),
        [] if has_helped else [human],
    )
    outbox.put_messages(tx, conversation, [said])
