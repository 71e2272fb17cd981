"""Deleting all that one child wrote."""

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post
from bot.store import cases, conversations, inbox, outbox, trackers
from bot.store.conversations import ConversationId
from bot.store.engine import Store, Tx
from bot.store.inbox import InboxRow

PENDING = "erase"


def erase(store: Store, trackers_url: str, row: InboxRow, content: Content) -> None:
    """Delete a child's texts everywhere, then tell the child.

    Rasa's tracker goes first: if that fails, nothing is said to be erased. What the child wrote
    after the wish, and what waits to be said to the child since then, stays: it may be a cry for
    help. A case that a human has in hand stays open too, without texts; without either, the
    conversation's row, with the chat's id, goes as well.

    Args:
        store: the store.
        trackers_url: SQLAlchemy URL of Rasa's tracker store.
        row: the wish: the last thing that is erased.
        content: for what is said.
    """
    trackers.erase(trackers_url, row.lane)
    store.do(lambda tx: _erase_rows(tx, row, content))


def _erase_rows(tx: Tx, row: InboxRow, content: Content) -> None:
    conversation = ConversationId(row.lane)
    if conversations.find(tx, conversation) is None:
        return  # done before a crash; the farewell is on its way
    chat = conversations.chat_of(tx, conversation)
    alias = conversations.get(tx, conversation).alias
    case = cases.current(tx, conversation)
    inbox.erase(tx, conversation, up_to=row.id)
    outbox.erase(tx, conversation, before=row.received_at)
    if case is not None:
        conversations.set_pending(tx, conversation, None)
        cases.add_event(tx, case.id, "erased")
        post.alert(tx, case, render_phrase("desk_erased", content, alias=alias))
        said = render_phrase("erase_with_case", content)
    else:
        said = render_phrase("erased", content)
        if not inbox.waiting(tx, conversation):
            cases.forget_conversation(tx, conversation)
            conversations.erase(tx, conversation)
    outbox.put(tx, conversation, outbox.FAREWELL, {"text": said, "chat": chat})
