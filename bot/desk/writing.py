"""What a staff member's message in a case's thread means: for the child, or for the team alone."""

from datetime import timedelta

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import confirm, post, relay
from bot.desk.access import Worker
from bot.desk.plan import Plan
from bot.desk.warn import PHONE, warnings
from bot.store import case_messages, cases, conversations, inbox, outbox, trail
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.inbox import STAFF, InboxRow

ALBUM_WAITS = timedelta(seconds=2)  # its parts arrive one by one, any of them may say «//»
_LATEST = 40  # messages of the staff among which the parts of an album are


def wrote(tx: Tx, case: Case, worker: Worker, row: InboxRow, content: Content, plan: Plan) -> None:
    """Pass a message to the child, keep it inside, or ask its author first.

    Args:
        tx: the transaction.
        case: the case of the thread.
        worker: who wrote.
        row: the message: a text, or anything else with or without a caption.
        content: for the wording, and the contacts whose numbers may be sent.
        plan: what is asked about.
    """
    message_id, text = row.body["message_id"], row.body["text"]
    said = text or row.body.get("caption")
    is_note = relay.is_internal(said) or _is_part_of_note(tx, row)
    if is_note or not relay.is_holder(case, worker):
        trail.add_event(tx, case.id, "note", actor=worker.key)
        if is_note:
            _call_back_album(tx, case, row)
        else:
            _say_why_not(tx, case, message_id, content)
        return
    purpose, body = relay.parcel(message_id, text, row.body.get("album"))
    found = _warnings(row, content, plan)
    if found:
        confirm.ask(tx, case, worker, purpose, body, found, content)
        return
    wait = ALBUM_WAITS if "album" in body else timedelta(0)
    relay.send(tx, case, worker, purpose, body, wait=wait)


def edited(
    tx: Tx, case: Case, worker: Worker, row: InboxRow, content: Content, plan: Plan
) -> None:
    """Change at the child's what the holder has changed, or say that it stays as it is.

    Args:
        tx: the transaction.
        case: the case of the thread.
        worker: who changed it.
        row: the message as it is now.
        content: for the wording.
        plan: what is asked about.
    """
    message_id, text = row.body["message_id"], row.body["text"]
    held = confirm.of_message(tx, case, message_id)
    if held is not None and relay.is_holder(case, worker):
        outbox.delete(tx, held)
        wrote(tx, case, worker, row, content, plan)
        return
    is_passed = case_messages.child_message(tx, case.team, message_id) is not None
    is_note = relay.is_internal(text or row.body.get("caption")) or (text or "").startswith("/")
    if not relay.is_holder(case, worker) or (is_note and not is_passed):
        trail.add_event(tx, case.id, "note", actor=worker.key)
        return
    alias = conversations.get(tx, case.conversation_id).alias
    if is_passed and not is_note and text is not None:
        body = {"staff_message_id": message_id, "text": text}
        found = _warnings(row, content, plan)
        if found:
            confirm.ask(tx, case, worker, relay.RELAY_EDIT, body, found, content)
        else:
            relay.send(tx, case, worker, relay.RELAY_EDIT, body)
        return
    trail.add_event(tx, case.id, "note", actor=worker.key)
    phrase = "desk_edit_stays" if is_passed else "desk_edit_not_passed"
    post.alert(tx, case, render_phrase(phrase, content, alias=alias), reply_to=message_id)


def _warnings(row: InboxRow, content: Content, plan: Plan) -> list[str]:
    said = row.body["text"] or row.body.get("caption") or ""
    found = warnings(said, plan.warnings, content.contacts.values())
    return [PHONE, *found] if row.body.get("is_contact") and PHONE not in found else found


def _say_why_not(tx: Tx, case: Case, message_id: int, content: Content) -> None:
    """Tell who wrote before taking the case, or after its end, that the child got nothing."""
    phrase = {cases.OPEN: "desk_not_taken", cases.CLOSED: "desk_not_sent_closed"}.get(case.state)
    if phrase and case.conversation_id is not None:
        alias = conversations.get(tx, case.conversation_id).alias
        post.alert(tx, case, render_phrase(phrase, content, alias=alias), reply_to=message_id)


def _is_part_of_note(tx: Tx, row: InboxRow) -> bool:
    album = row.body.get("album")
    return album is not None and any(
        other.body.get("album") == album and relay.is_internal(other.body.get("caption"))
        for other in inbox.latest(tx, STAFF, _LATEST)
    )


def _call_back_album(tx: Tx, case: Case, row: InboxRow) -> None:
    """Take back the parts of an album that came before the one that makes it a note."""
    album = row.body.get("album")
    if album is None or case.conversation_id is None:
        return
    for waiting in outbox.waiting_for(tx, case.conversation_id):
        if waiting.body.get("album") == album:
            outbox.delete(tx, waiting)
