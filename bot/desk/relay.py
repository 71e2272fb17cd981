"""Passing words between a child and the caseworker who holds the case."""

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post
from bot.desk.access import Worker
from bot.desk.transcript import child_line, kind_name
from bot.store import cases, conversations, outbox
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.inbox import InboxRow

INTERNAL = "//"  # a line that begins so stays inside
RELAY, RELAY_COPY = "relay", "relay_copy"  # purposes of what goes to the child
CONTACT = "contact"  # the one kind that is not passed on: it can show who the child is


def is_internal(text: str | None) -> bool:
    """Return whether the staff meant this for themselves: a line of it begins with ``//``."""
    return any(line.lstrip().startswith(INTERNAL) for line in (text or "").splitlines())


def to_child(
    tx: Tx,
    case: Case,
    worker: Worker,
    message_id: int,
    text: str | None,
    caption: str | None = None,
) -> bool:
    """Pass what a staff member wrote in a case's thread to the child, if it is the holder's.

    Args:
        tx: the transaction.
        case: the case of the thread.
        worker: who wrote.
        message_id: the message in the staff group; it gets the mark of delivery.
        text: the text; None for a photo, voice note and the like, which are copied.
        caption: what stands under a photo.

    Returns:
        Whether it goes to the child.
    """
    if case.state != cases.CLAIMED or case.holder != worker.key or is_internal(text or caption):
        cases.add_event(tx, case.id, "note", actor=worker.key)
        return False
    child = conversations.get(tx, case.conversation_id).id
    body = {"staff_message_id": message_id}
    if text is None:
        outbox.put(tx, child, RELAY_COPY, body, case_id=case.id)
    else:
        outbox.put(tx, child, RELAY, {**body, "text": text}, case_id=case.id)
    post.mark(tx, case.id, message_id, post.WRITING)
    cases.add_event(tx, case.id, "staff_wrote", actor=worker.key)
    return True


def to_staff(tx: Tx, case: Case, row: InboxRow, content: Content) -> None:
    """Show what a child sent in the case's thread, by alias.

    Args:
        tx: the transaction.
        case: the child's case.
        row: the child's message.
        content: for the wording.
    """
    conversation = conversations.get(tx, case.conversation_id)
    text = row.body.get("text") or row.body.get("label")
    if text:
        post.line(tx, case, child_line(conversation, text, content))
    if row.kind == CONTACT:
        withheld = render_phrase("desk_contact_withheld", content, alias=conversation.alias)
        post.line(tx, case, withheld)
    elif "message_id" in row.body and not row.body.get("text"):
        kind = kind_name(row.kind, content)
        note = render_phrase("desk_child_media", content, alias=conversation.alias, kind=kind)
        post.line(tx, case, note)
        post.copy_from_child(tx, case, row.body["message_id"])
    cases.add_event(tx, case.id, "child_wrote")
