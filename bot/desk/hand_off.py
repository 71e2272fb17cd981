"""Handing a child over to a human: one transaction, and the same call twice is one case."""

from bot.content.message import Button, Message, with_buttons
from bot.content.model import Content
from bot.content.payloads import NO_HUMAN
from bot.content.render import render_first_reply, render_phrase
from bot.desk import deadlines, post
from bot.desk.card import title_of
from bot.desk.plan import PRIORITIES, Plan
from bot.desk.promise import notice
from bot.desk.reason import Reason
from bot.desk.reopen import reopen_for_child, to_come_back_to
from bot.desk.teams import team_for
from bot.store import cases, conversations, outbox, trail
from bot.store.cases import Case, CaseId
from bot.store.conversations import Conversation, ConversationId
from bot.store.engine import Tx

__all__ = ["Reason", "hand_off", "raise_case"]


def hand_off(
    tx: Tx,
    conversation_id: ConversationId,
    reason: Reason,
    content: Content,
    plan: Plan,
    *,
    cause: int | None = None,
) -> bool:
    """Open a case, or raise the open one, and tell the child what to do meanwhile.

    The case, its first reply to the child and its alert to the staff are rows of this one
    transaction, so none is there without the others. Bridge and action may both call it for the
    same message: the second call finds the case, and the child is not told the same twice.

    Args:
        tx: the transaction.
        conversation_id: whose child.
        reason: why.
        content: for the first reply.
        plan: the desk's data.
        cause: inbox row of the message; the same one twice, as after a crash, changes nothing.

    Returns:
        Whether the child was told something new.
    """
    conversation = conversations.get(tx, conversation_id)
    case = cases.current(tx, conversation_id)
    if case is None:
        case = _begin(tx, conversation, reason, cause, content, plan)
        deadlines.await_claim(tx, case, plan)
        _tell(tx, conversation, case, reason, content, plan)
        post.post_new_case(tx, case)
        return True
    if cause is not None and _was_seen(tx, case, cause):
        return True
    told = _told(tx, case)
    if _is_graver(reason, case):
        case = raise_case(tx, case, reason, cause, content, plan)
    elif reason.id not in told:
        trail.add_event(tx, case.id, "also", detail=reason.as_detail(cause))
        if reason.id in content.urgent:
            post.alert(tx, case, _note("desk_also", reason, content, plan))
    elif reason.id in content.urgent:
        trail.add_event(tx, case.id, "repeated", detail=reason.as_detail(cause))
        post.alert(tx, case, _note("desk_repeated", reason, content, plan))
    if reason.id in told or case.state == cases.CLAIMED:
        return False
    _tell(tx, conversation, case, reason, content, plan)
    return True


def raise_case(
    tx: Tx, case: Case, reason: Reason, cause: int | None, content: Content, plan: Plan
) -> Case:
    """Give a case a graver reason, with the times of its priority; return it as it is then."""
    cases.raise_to(tx, case.id, reason.id, reason.priority, reason.why)
    trail.add_event(tx, case.id, "raised", detail=reason.as_detail(cause))
    raised = _get(tx, case.id)
    deadlines.renew(tx, raised, plan)
    post.alert(tx, raised, _note("desk_raised", reason, content, plan))
    post.refresh_card(tx, raised, is_renamed=True)
    return raised


def _begin(
    tx: Tx,
    conversation: Conversation,
    reason: Reason,
    cause: int | None,
    content: Content,
    plan: Plan,
) -> Case:
    """Open a case, or the one again that the child comes back to."""
    closed = to_come_back_to(tx, conversation.id, plan)
    if closed is not None:
        return reopen_for_child(tx, closed, reason, cause, content, plan)
    case_id = cases.open_case(
        tx,
        conversation.id,
        reason.id,
        reason.priority,
        reason.why,
        team=team_for(tx, conversation, plan),
        language=conversation.language,
    )
    trail.add_event(tx, case_id, "opened", detail=reason.as_detail(cause))
    return _get(tx, case_id)


def _tell(
    tx: Tx, conversation: Conversation, case: Case, reason: Reason, content: Content, plan: Plan
) -> None:
    """Tell the child what to do now, whom to call, and what is true about when a human writes."""
    told = notice(tx, case, content, plan)
    messages = _first_reply(conversation, case, reason.id, told.text, content)
    outbox.put_messages(
        tx, conversation.id, messages, priority=outbox.URGENT, case_id=case.id, keyboard=True
    )
    trail.add_event(tx, case.id, "told", detail={"reason": reason.id})
    deadlines.await_promise(tx, case, told.promised_by)
    if reason.id == plan.safe_word_class and case.priority != PRIORITIES[0]:
        deadlines.await_safe_word_answer(tx, case, plan)
    if reason.id in content.urgent:
        conversations.set_pending(tx, conversation.id, f"danger:{reason.id}")


def _first_reply(
    conversation: Conversation, case: Case, reason_id: str, told: str, content: Content
) -> list[Message]:
    """Return what the child is told at once; unless life is at risk, a human can be refused."""
    may_refuse = case.priority != PRIORITIES[0]
    if reason_id not in content.urgent:
        messages = [Message(render_phrase("human_requested", content, notice=told))]
    else:
        if may_refuse:
            told = f"{told} {render_phrase('notice_may_refuse', content)}"
        messages = render_first_reply(reason_id, conversation.country, told, content)
    if not may_refuse:
        return messages
    refusal = Button(render_phrase("button_no_human", content), NO_HUMAN)
    return with_buttons(messages, [*messages[-1].buttons, refusal])


def _note(phrase: str, reason: Reason, content: Content, plan: Plan) -> str:
    return render_phrase(
        phrase,
        content,
        sign=plan.signs[reason.priority],
        priority=reason.priority,
        title=title_of(reason.id, content),
        why=reason.why,
    )


def _was_seen(tx: Tx, case: Case, cause: int) -> bool:
    return any(event.detail.get("cause") == cause for event in trail.events_of(tx, case.id))


def _told(tx: Tx, case: Case) -> set[str]:
    """Return what the child was told about since the case was opened, or opened again."""
    told: set[str] = set()
    for event in trail.events_of(tx, case.id):
        if event.kind == "reopened":
            told.clear()
        elif event.kind == "told":
            told.add(event.detail["reason"])
    return told


def _is_graver(reason: Reason, case: Case) -> bool:
    return PRIORITIES.index(reason.priority) < PRIORITIES.index(case.priority)


def _get(tx: Tx, case_id: CaseId) -> Case:
    case = cases.get(tx, case_id)
    if case is None:
        raise LookupError("the case is gone")
    return case
