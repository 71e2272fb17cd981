"""A quick way out: no buttons, and a last message that shows nothing to whoever looks."""

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post
from bot.store import cases, conversations, outbox, trail
from bot.store.conversations import ConversationId
from bot.store.engine import Tx


def leave_quietly(tx: Tx, conversation: ConversationId, content: Content) -> None:
    """Say an innocent goodbye, as the last thing in the chat.

    The staff of an open case are told: whoever leaves in a hurry may not be alone.

    Args:
        tx: the transaction.
        conversation: whose.
        content: for the wording.
    """
    conversations.set_pending(tx, conversation, None)
    goodbye = render_phrase("goodbye", content)
    outbox.put(tx, conversation, outbox.GOODBYE, {"text": goodbye})
    case = cases.current(tx, conversation)
    if case is not None:
        alias = conversations.get(tx, conversation).alias
        post.alert(tx, case, render_phrase("desk_left_quietly", content, alias=alias))
        trail.add_event(tx, case.id, "left_quietly")
