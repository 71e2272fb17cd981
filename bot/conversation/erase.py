"""Deleting all that one child wrote."""

from collections.abc import Iterator
from datetime import timedelta
from itertools import groupby

from bot import clock
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post
from bot.store import (
    case_messages,
    cases,
    conversations,
    inbox,
    missed,
    outbox,
    sent_messages,
    trackers,
    trail,
)
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store, Tx
from bot.store.inbox import InboxRow

PENDING = "erase"
DELETABLE = timedelta(hours=48)  # Telegram lets a bot delete its messages for so long
AT_ONCE = 100  # messages that one call deletes


def erase(store: Store, row: InboxRow, content: Content) -> None:
    """Delete a child's texts everywhere, then tell the child.

    What the child wrote after the wish, and what waits to be said to the child since then, stays:
    it may be a cry for help. A case that a human has in hand stays open too, without texts;
    without either, the conversation's row, with the chat's id and the key, goes as well.

    Args:
        store: the store.
        row: the wish: the last thing that is erased.
        content: for what is said.
    """
    store.do(lambda tx: _erase_rows(tx, row, content))
    store.empty_log()


def _erase_rows(tx: Tx, row: InboxRow, content: Content) -> None:
    conversation = ConversationId(row.lane)
    if conversations.find(tx, conversation) is None:
        return  # done before a crash; the farewell is on its way
    chat = conversations.chat_of(tx, conversation)
    alias = conversations.get(tx, conversation).alias
    case = cases.current(tx, conversation)
    inbox.erase(tx, conversation, up_to=row.id)
    outbox.erase(tx, conversation, before=row.received_at)
    trackers.erase(tx, conversation)
    missed.erase(tx, conversation)
    _take_away(tx, conversation, chat)
    if case is not None:
        conversations.set_pending(tx, conversation, None)
        trail.add_event(tx, case.id, "erased")
        post.alert(tx, case, render_phrase("desk_erased", content, alias=alias))
        post.refresh_card(tx, case)
        said = render_phrase("erase_with_case", content)
    else:
        said = render_phrase("erased", content)
        if not inbox.waiting(tx, conversation):
            cases.forget_conversation(tx, conversation)
            outbox.erase_words(tx, conversation)
            conversations.erase(tx, conversation)
    outbox.put(tx, conversation, outbox.FAREWELL, {"text": said, "chat": chat})


def _take_away(tx: Tx, conversation: ConversationId, chat: ChatId) -> None:
    """Delete the bot's messages from the child's chat, and the copies in the staff's threads."""
    since = clock.now() - DELETABLE
    recent = [sent.message_id for sent in sent_messages.of(tx, conversation, since)]
    sent_messages.forget(tx, conversation)
    for ids in _batches(recent):
        outbox.put(tx, conversation, outbox.TAKE_AWAY, {"chat": chat, "message_ids": ids})
    copies = sorted(case_messages.take(tx, conversation))
    for team, pairs in groupby(copies, lambda pair: pair[0]):
        for ids in _batches([message_id for _, message_id in pairs]):
            post.take_away(tx, team, ids)


def _batches(ids: list[int]) -> Iterator[list[int]]:
    return (ids[start : start + AT_ONCE] for start in range(0, len(ids), AT_ONCE))
