"""Messages that wait for their author to say that they are really to go to the child."""

from typing import Any

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post, relay
from bot.desk.access import Worker
from bot.errors import CaseConflict
from bot.store import cases, conversations, held, outbox, trail
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.outbox import OutboxRow

SEND, DROP = "send", "drop"  # what the two buttons do


def ask(
    tx: Tx,
    case: Case,
    worker: Worker,
    purpose: str,
    body: dict[str, Any],
    found: list[str],
    content: Content,
) -> None:
    """Hold a message and ask its author.

    Args:
        tx: the transaction.
        case: a claimed case.
        worker: its holder, who wrote.
        purpose: of what is held.
        body: of what is held, with ``staff_message_id``.
        found: kinds of warnings.
        content: for the wording.
    """
    conversation = conversations.get(tx, case.conversation_id)
    number = held.hold(tx, conversation.id, purpose, {**body, "by": worker.key}, case.id)
    what = [render_phrase(f"desk_warn_{kind}", content) for kind in found]
    text = render_phrase(
        "desk_warn", content, name=worker.name, alias=conversation.alias, what=", ".join(what)
    )
    buttons = [
        (render_phrase(f"desk_button_{act}", content), f"{act}:{case.id}:{number}")
        for act in (SEND, DROP)
    ]
    post.alert(tx, case, text, buttons=buttons, reply_to=body["staff_message_id"])
    trail.add_event(tx, case.id, "warned", actor=worker.key, detail={"found": found})


def send(tx: Tx, case_id: int, number: str, worker: Worker, content: Content) -> None:
    """Let a held message go to the child.

    Raises:
        CaseConflict: it was decided before, or the worker does not hold the case any more.
    """
    case, row = _held(tx, case_id, number, worker, content)
    held.release(tx, row)
    relay.note_sent(tx, case, worker, row.purpose, row.body)


def drop(tx: Tx, case_id: int, number: str, worker: Worker, content: Content) -> None:
    """Let go of a held message; the child never sees it.

    Raises:
        CaseConflict: it was decided before, or the worker does not hold the case any more.
    """
    case, row = _held(tx, case_id, number, worker, content)
    outbox.delete(tx, row)
    trail.add_event(tx, case.id, "note", actor=worker.key)


def of_message(tx: Tx, case: Case, message_id: int) -> OutboxRow | None:
    """Return what is held of a message in the staff group, or None."""
    if case.conversation_id is None:
        return None
    rows = held.of(tx, case.conversation_id)
    return next((row for row in rows if row.body.get("staff_message_id") == message_id), None)


def _held(
    tx: Tx, case_id: int, number: str, worker: Worker, content: Content
) -> tuple[Case, OutboxRow]:
    case = cases.get(tx, case_id)
    row = held.find(tx, int(number)) if number.isdigit() else None
    if case is None or row is None or row.case_id != case.id:
        raise CaseConflict(render_phrase("desk_decided_before", content))
    if not relay.is_holder(case, worker) or row.body["by"] != worker.key:
        raise CaseConflict(render_phrase("desk_only_holder", content))
    return case, row
