"""Showing a supervisor whose chat a case is, where a life is at risk: an act of its own."""

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post
from bot.desk.access import Worker
from bot.desk.plan import PRIORITIES
from bot.errors import CaseConflict, NotAllowed
from bot.store import conversations, staff, trail
from bot.store.cases import Case
from bot.store.engine import Tx

SHORTEST_REASON = 15  # characters: a reason, not a word


def reveal(tx: Tx, case: Case, worker: Worker, reason: str, content: Content) -> None:
    """Send the child's Telegram account to a supervisor in private, and tell the team so.

    Args:
        tx: the transaction.
        case: whose child.
        worker: who wants to know.
        reason: why, as typed; it is kept in the audit trail.
        content: for the wording.

    Raises:
        NotAllowed: the worker is no supervisor.
        CaseConflict: the case is no P1 or erased, the reason is missing, or the supervisor has
            never opened the bot's private chat.
    """
    if not worker.is_supervisor:
        raise NotAllowed(render_phrase("desk_reveal_supervisors", content))
    if case.priority != PRIORITIES[0] or case.conversation_id is None:
        raise CaseConflict(render_phrase("desk_reveal_p1", content))
    if len(reason) < SHORTEST_REASON:
        raise CaseConflict(render_phrase("desk_reveal_reason", content))
    colleague = staff.find(tx, worker.key, worker.team)
    if colleague is None or not colleague.has_private_chat:
        raise CaseConflict(render_phrase("desk_reveal_no_chat", content))
    conversation = conversations.get(tx, case.conversation_id)
    trail.add_event(tx, case.id, "revealed", actor=worker.key, detail={"reason": reason})
    shown = render_phrase(
        "desk_revealed_private",
        content,
        alias=conversation.alias,
        account=str(conversations.chat_of(tx, conversation.id)),
    )
    post.to_person(tx, worker.key, worker.team, shown, case_id=case.id, is_secret=True)
    said = render_phrase(
        "desk_revealed", content, name=worker.name, alias=conversation.alias, reason=reason
    )
    post.alert(tx, case, said)
