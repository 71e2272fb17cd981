"""Coming back to the same case: by the child within some days, or by a caseworker."""

from bot import clock
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post
from bot.desk.access import Worker
from bot.desk.card import title_of
from bot.desk.claim import claim
from bot.desk.plan import Plan
from bot.desk.reason import Reason
from bot.desk.transcript import last_messages
from bot.errors import CaseConflict
from bot.store import cases, conversations, trail
from bot.store.cases import Case
from bot.store.conversations import ConversationId
from bot.store.engine import Tx


def to_come_back_to(tx: Tx, conversation: ConversationId, plan: Plan) -> Case | None:
    """Return the closed case that a child who needs a human again comes back to, if any.

    It is the last one, if it was closed within some days and was not a false alarm.
    """
    case = cases.last_closed(tx, conversation)
    if case is None or not may_reopen(case, plan):
        return None
    return case


def may_reopen(case: Case, plan: Plan) -> bool:
    """Return whether a closed case can still be taken up again."""
    if case.state != cases.CLOSED or case.closed_at is None:
        return False
    is_recent = clock.now() - case.closed_at < plan.reopen_within
    return is_recent and case.outcome != plan.false_alarm_outcome


def reopen_for_child(
    tx: Tx, case: Case, reason: Reason, cause: int | None, content: Content, plan: Plan
) -> Case:
    """Put a closed case into the queue again, because its child needs a human again.

    Args:
        tx: the transaction.
        case: the closed case.
        reason: why this time.
        cause: inbox row of the message.
        content: the content.
        plan: the desk's data.

    Returns:
        The case as it is now; its card and what the child is told are the caller's.
    """
    opened = _open_again(tx, case, reason)
    trail.add_event(tx, case.id, "reopened", detail=reason.as_detail(cause))
    text = render_phrase(
        "desk_reopened_before" if case.holder_name else "desk_reopened",
        content,
        alias=conversations.get(tx, case.conversation_id).alias,
        before=case.holder_name,
        sign=plan.signs[reason.priority],
        priority=reason.priority,
        title=title_of(reason.id, content),
        why=reason.why,
    )
    before = [(case.holder, case.holder_name)] if case.holder else []
    post.alert(tx, opened, text, mentions=before)
    _show_meanwhile(tx, case, opened, content, plan)
    return opened


def reopen(tx: Tx, case_id: int, worker: Worker, content: Content, plan: Plan) -> Case:
    """Take up a closed case again as a caseworker, who holds it from then on.

    Raises:
        CaseConflict: it is not closed, closed too long ago, erased, or the child has another.
    """
    case = cases.get(tx, case_id)
    if case is None or case.conversation_id is None:
        raise CaseConflict(render_phrase("desk_not_found", content))
    if case.state == cases.CLOSED:
        if not may_reopen(case, plan):
            raise CaseConflict(render_phrase("desk_too_old", content))
        if cases.current(tx, case.conversation_id) is not None:
            raise CaseConflict(render_phrase("desk_has_other", content))
        opened = _open_again(tx, case, Reason(case.reason, case.priority, case.why))
        trail.add_event(tx, case.id, "reopened", actor=worker.key)
        alias = conversations.get(tx, case.conversation_id).alias
        text = render_phrase("desk_reopened_by", content, name=worker.name, alias=alias)
        post.alert(tx, opened, text)
        _show_meanwhile(tx, case, opened, content, plan)
        post.post_new_case(tx, opened)
    return claim(tx, case_id, worker, content, plan)


def _open_again(tx: Tx, case: Case, reason: Reason) -> Case:
    cases.reopen(tx, case.id, reason.id, reason.priority, reason.why)
    opened = cases.get(tx, case.id)
    if opened is None:
        raise LookupError("the case is gone")
    post.close_thread(tx, opened)  # shows the thread as its case is: open
    return opened


def _show_meanwhile(tx: Tx, closed: Case, opened: Case, content: Content, plan: Plan) -> None:
    """Show the staff what child and bot said while the case was closed."""
    conversation = conversations.get(tx, opened.conversation_id)
    count = plan.conversation_messages
    lines = last_messages(tx, conversation, content, count, since=closed.closed_at)
    if lines:
        title = render_phrase("desk_meanwhile", content)
        post.line(tx, opened, "\n".join([title, *lines]))
