"""Deleting all that one child wrote."""

from bot.content.message import Button, Message
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post
from bot.store import cases, conversations, inbox, outbox, trackers
from bot.store.conversations import ConversationId
from bot.store.engine import Store, Tx

ERASE, KEEP = "/erase:yes", "/erase:no"
PENDING = "erase"


def question(content: Content) -> Message:
    """Return the one question that is asked before erasing."""
    return Message(
        render_phrase("ask_erase", content),
        [
            Button(render_phrase("button_erase", content), ERASE),
            Button(render_phrase("button_keep", content), KEEP),
        ],
    )


def erase(store: Store, trackers_url: str, conversation: ConversationId, content: Content) -> None:
    """Delete a child's texts everywhere, then tell the child.

    Rasa's tracker goes first: if that fails, nothing is said to be erased. A case that a human has
    in hand stays open, without texts, so that the human is not lost to the child; without one the
    conversation's row, with the chat's id, goes too.

    Args:
        store: the store.
        trackers_url: SQLAlchemy URL of Rasa's tracker store.
        conversation: whose.
        content: for what is said.
    """
    trackers.erase(trackers_url, conversation)
    store.do(lambda tx: _erase_rows(tx, conversation, content))


def _erase_rows(tx: Tx, conversation: ConversationId, content: Content) -> None:
    chat = conversations.chat_of(tx, conversation)
    alias = conversations.get(tx, conversation).alias
    case = cases.current(tx, conversation)
    inbox.erase(tx, conversation)
    outbox.erase(tx, conversation)
    if case is None:
        cases.forget_conversation(tx, conversation)
        conversations.erase(tx, conversation)
        said = render_phrase("erased", content)
    else:
        conversations.set_pending(tx, conversation, None)
        cases.add_event(tx, case.id, "erased")
        post.alert(tx, case, render_phrase("desk_erased", content, alias=alias))
        said = render_phrase("erase_with_case", content)
    outbox.put(tx, conversation, outbox.FAREWELL, {"text": said, "chat": chat})
