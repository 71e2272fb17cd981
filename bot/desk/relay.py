"""Passing words between a child and the caseworker who holds the case."""

from datetime import timedelta
from typing import Any

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import deadlines, post
from bot.desk.access import Worker
from bot.desk.plan import Plan
from bot.desk.transcript import child_line, kind_name
from bot.store import case_messages, cases, conversations, outbox, trail
from bot.store import deadlines as rows
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.inbox import InboxRow

INTERNAL = "//"  # a line that begins so stays inside
# Purposes of what goes to the child.
RELAY, RELAY_COPY, RELAY_EDIT = "relay", "relay_copy", "relay_edit"
CONTACT = "contact"  # the one kind that is not passed on: it can show who the child is
ON_ITS_WAY = 0  # in the place of a message's id in the child's chat, until it has one
_TYPED = {"text", "edit", "command"}
_CAPTIONED = {"voice", "photo", "document"}  # kinds whose copy can say whose it is
_CAPTION_LENGTH = 500  # characters; Telegram takes 1,024 of half an emoji each
_NO_WAIT = timedelta(0)


def is_internal(text: str | None) -> bool:
    """Return whether the staff meant this for themselves: a line of it begins with ``//``."""
    return any(line.lstrip().startswith(INTERNAL) for line in (text or "").splitlines())


def is_holder(case: Case, worker: Worker) -> bool:
    """Return whether what ``worker`` writes is for the child."""
    return case.state == cases.CLAIMED and case.holder == worker.key


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
    if not is_holder(case, worker) or is_internal(text or caption):
        trail.add_event(tx, case.id, "note", actor=worker.key)
        return False
    purpose, body = parcel(message_id, text)
    send(tx, case, worker, purpose, body)
    return True


def parcel(
    message_id: int, text: str | None, album: str | None = None
) -> tuple[str, dict[str, Any]]:
    """Return purpose and body of what carries a staff member's message to the child.

    Args:
        message_id: the message in the staff group.
        text: the text; None for what is copied.
        album: id of the album that a photo is part of.
    """
    body: dict[str, Any] = {"staff_message_id": message_id}
    if text is not None:
        return RELAY, {**body, "text": text}
    return RELAY_COPY, body if album is None else {**body, "album": album}


def send(
    tx: Tx,
    case: Case,
    worker: Worker,
    purpose: str,
    body: dict[str, Any],
    *,
    dedupe: str | None = None,
    wait: timedelta = _NO_WAIT,
) -> bool:
    """Send something of the holder's to the child, and record that a human wrote.

    Args:
        tx: the transaction.
        case: a claimed case.
        worker: its holder.
        purpose: RELAY, RELAY_COPY or RELAY_EDIT.
        body: what it needs; with ``staff_message_id``, that message is marked.
        dedupe: a name under which this is sent once only.
        wait: how long it waits for what may call it back.

    Returns:
        False if it was sent before under the same ``dedupe``.
    """
    child = conversations.get(tx, case.conversation_id).id
    if not outbox.put(tx, child, purpose, body, case_id=case.id, dedupe=dedupe, wait=wait):
        return False
    note_sent(tx, case, worker, purpose, body)
    return True


def note_sent(tx: Tx, case: Case, worker: Worker, purpose: str, body: dict[str, Any]) -> None:
    """Record that something of the holder's is on its way to the child."""
    message_id = body.get("staff_message_id")
    if message_id is not None:
        post.mark(tx, case.id, message_id, post.WRITING)
        if purpose != RELAY_EDIT:
            case_messages.set_child_message(tx, case.team, message_id, ON_ITS_WAY)
    if purpose == RELAY_EDIT:
        trail.add_event(tx, case.id, "edited", actor=worker.key)
        return
    cases.note_word(tx, case.id)
    rows.drop(tx, case.id, deadlines.WAITS)
    trail.add_event(tx, case.id, "staff_wrote", actor=worker.key)


def to_staff(tx: Tx, case: Case, row: InboxRow, content: Content, plan: Plan) -> None:
    """Show what a child sent in the case's thread, by alias.

    Args:
        tx: the transaction.
        case: the child's case.
        row: the child's message.
        content: for the wording.
        plan: for when an answer is due.
    """
    conversation = conversations.get(tx, case.conversation_id)
    alias = conversation.alias
    text = row.body.get("text") or row.body.get("label")
    is_copied = "message_id" in row.body and row.kind not in {*_TYPED, CONTACT}
    caption = _caption(row, alias, content) if is_copied else None
    if text and caption is None:
        post.line(tx, case, child_line(conversation, text, content))
    if row.kind == CONTACT:
        post.line(tx, case, render_phrase("desk_contact_withheld", content, alias=alias))
    elif is_copied:
        if caption is None:
            kind = kind_name(row.kind, content)
            post.line(tx, case, render_phrase("desk_child_media", content, alias=alias, kind=kind))
        post.copy_from_child(tx, case, row.body["message_id"], caption)
    trail.add_event(tx, case.id, "child_wrote")
    if cases.note_wait(tx, case.id) and case.state == cases.CLAIMED:
        deadlines.await_answer(tx, cases.get(tx, case.id) or case, plan)
    post.refresh_card(tx, case, priority=outbox.SPARE)


def _caption(row: InboxRow, alias: str, content: Content) -> str | None:
    """Return what is to stand under a copy, or None if it can't have or hold that."""
    if row.kind not in _CAPTIONED:
        return None
    kind = kind_name(row.kind, content)
    said = render_phrase("desk_child_media", content, alias=alias, kind=kind)
    whole = f"{said} {row.body.get('text', '')}".strip()
    return whole if len(whole) <= _CAPTION_LENGTH else None
