"""Handing a child over to a human: one transaction, and the same call twice is one case."""

from dataclasses import dataclass

from bot.content.model import Content
from bot.content.render import Message, render_first_reply, render_phrase
from bot.desk import post
from bot.desk.card import title_of
from bot.desk.plan import PRIORITIES, Plan
from bot.store import cases, conversations, outbox
from bot.store.cases import Case, CaseId
from bot.store.conversations import Conversation, ConversationId
from bot.store.engine import Tx


@dataclass(frozen=True)
class Reason:
    """Why a child is handed off.

    Attributes:
        id: urgent class, or the topic by which a child asks for a human.
        priority: "P1", "P2" or "P3".
        why: what was seen, in Spanish, without the child's words.
    """

    id: str
    priority: str
    why: str


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
        case_id = cases.open_case(tx, conversation_id, reason.id, reason.priority, reason.why)
        cases.add_event(tx, case_id, "opened", detail=_detail(reason, cause))
        _tell(tx, conversation, case_id, reason, content, plan)
        case = _get(tx, case_id)
        post.post_new_case(tx, case)
        return True
    if cause is not None and _was_seen(tx, case, cause):
        return True
    told = _told(tx, case)
    if _is_graver(reason, case):
        _raise(tx, case, reason, cause, content, plan)
    elif reason.id not in told:
        cases.add_event(tx, case.id, "also", detail=_detail(reason, cause))
        if reason.id in content.urgent:
            post.alert(tx, case, _note("desk_also", reason, content, plan))
    elif reason.id in content.urgent:
        cases.add_event(tx, case.id, "repeated", detail=_detail(reason, cause))
        post.alert(tx, case, _note("desk_repeated", reason, content, plan))
    if reason.id in told or case.state == cases.CLAIMED:
        return False
    _tell(tx, conversation, case.id, reason, content, plan)
    return True


def first_reply(
    conversation: Conversation, reason_id: str, content: Content, plan: Plan
) -> list[Message]:
    """Return what a child is told at once: what to do now, whom to call, that a human comes."""
    if reason_id == plan.human_topic or reason_id not in content.urgent:
        return [Message(render_phrase("human_requested", content), [])]
    notice = render_phrase("notice", content)
    return render_first_reply(reason_id, conversation.country, notice, content)


def _tell(
    tx: Tx,
    conversation: Conversation,
    case_id: CaseId,
    reason: Reason,
    content: Content,
    plan: Plan,
) -> None:
    messages = first_reply(conversation, reason.id, content, plan)
    outbox.put_messages(
        tx, conversation.id, messages, priority=outbox.URGENT, case_id=case_id, keyboard=True
    )
    cases.add_event(tx, case_id, "told", detail={"reason": reason.id})
    if reason.id in content.urgent:
        conversations.set_pending(tx, conversation.id, f"danger:{reason.id}")


def _raise(
    tx: Tx, case: Case, reason: Reason, cause: int | None, content: Content, plan: Plan
) -> None:
    cases.raise_to(tx, case.id, reason.id, reason.priority, reason.why)
    cases.add_event(tx, case.id, "raised", detail=_detail(reason, cause))
    raised = _get(tx, case.id)
    post.alert(tx, raised, _note("desk_raised", reason, content, plan))
    post.refresh_card(tx, raised, is_renamed=True)


def _note(phrase: str, reason: Reason, content: Content, plan: Plan) -> str:
    return render_phrase(
        phrase,
        content,
        sign=plan.signs[reason.priority],
        priority=reason.priority,
        title=title_of(reason.id, content),
        why=reason.why,
    )


def _detail(reason: Reason, cause: int | None) -> dict[str, object]:
    return {"reason": reason.id, "why": reason.why, "cause": cause}


def _was_seen(tx: Tx, case: Case, cause: int) -> bool:
    return any(event.detail.get("cause") == cause for event in cases.events_of(tx, case.id))


def _told(tx: Tx, case: Case) -> set[str]:
    return {
        event.detail["reason"] for event in cases.events_of(tx, case.id) if event.kind == "told"
    }


def _is_graver(reason: Reason, case: Case) -> bool:
    return PRIORITIES.index(reason.priority) < PRIORITIES.index(case.priority)


def _get(tx: Tx, case_id: CaseId) -> Case:
    case = cases.get(tx, case_id)
    if case is None:
        raise LookupError("the case is gone")
    return case
