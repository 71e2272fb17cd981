"""Closing a case: the bot takes the conversation back and says so."""

from bot.content.model import Content
from bot.content.render import Message, render_phrase
from bot.desk import post
from bot.desk.access import Worker
from bot.errors import CaseConflict
from bot.store import cases, conversations, deadlines, outbox
from bot.store.cases import Case
from bot.store.engine import Tx


def close(tx: Tx, case_id: int, worker: Worker, content: Content) -> None:
    """Close the case that ``worker`` holds.

    Raises:
        CaseConflict: it is closed already, nobody or somebody else holds it.
    """
    case = cases.get(tx, case_id)
    if case is None:
        raise CaseConflict(render_phrase("desk_not_found", content))
    if case.state == cases.CLOSED:
        raise CaseConflict(render_phrase("desk_is_closed", content))
    if case.state == cases.OPEN:
        raise CaseConflict(render_phrase("desk_take_first", content))
    if case.holder != worker.key:
        raise CaseConflict(render_phrase("desk_taken_by", content, name=case.holder_name))
    conversation = conversations.get(tx, case.conversation_id)
    left = Message(render_phrase("human_left", content), [])
    outbox.put_messages(tx, conversation.id, [left], case_id=case.id, keyboard=True)
    note = render_phrase("desk_closed", content, name=worker.name, alias=conversation.alias)
    post.line(tx, case, note)
    finish(tx, case, "closed", worker.key)


def finish(tx: Tx, case: Case, kind: str, actor: str | None = None) -> None:
    """Close a case whoever wished it; what is said to child and staff was put before.

    Args:
        tx: the transaction.
        case: a case that is not closed.
        kind: the event: "closed" by a caseworker, "ended" or "refused" by the child.
        actor: pseudonym of the caseworker; None: the child.
    """
    cases.close(tx, case.id)
    deadlines.drop(tx, case.id)
    cases.add_event(tx, case.id, kind, actor=actor)
    closed = cases.get(tx, case.id) or case
    post.refresh_card(tx, closed, is_renamed=True)
    post.close_thread(tx, closed)
