"""Putting a case back into the queue: by its holder, or because the holder is silent or gone."""

from bot.content.model import Content
from bot.content.render import Message, render_phrase
from bot.desk import card, deadlines, post
from bot.desk.access import Worker
from bot.desk.held import held_case
from bot.desk.plan import Plan
from bot.desk.promise import notice
from bot.desk.when import lasting
from bot.errors import CaseConflict
from bot.store import cases, conversations, outbox, trail
from bot.store.cases import Case
from bot.store.engine import Tx


def release(tx: Tx, case_id: int, worker: Worker, content: Content, plan: Plan) -> None:
    """Put a case back that ``worker`` holds, or supervises.

    Raises:
        CaseConflict: it is closed, nobody holds it, or somebody else does.
    """
    case = held_case(tx, case_id, worker, content)
    text = render_phrase("desk_released", content, name=worker.name, alias=_alias(tx, case))
    if not _put_back(tx, case, "given_back", text, content, plan, actor=worker.key):
        raise CaseConflict(render_phrase("desk_not_found", content))


def release_silent(tx: Tx, case: Case, content: Content, plan: Plan) -> bool:
    """Put a case back whose holder has not written to the child since taking it.

    Returns:
        Whether it was put back.
    """
    if case.state != cases.CLAIMED or case.claimed_at is None:
        return False
    if case.last_word_at is not None and case.last_word_at >= case.claimed_at:
        return False
    text = render_phrase(
        "desk_released_silent",
        content,
        name=case.holder_name,
        alias=_alias(tx, case),
        wait=lasting(case.claimed_at, content),
    )
    return _put_back(tx, case, "silent", text, content, plan, rings=case.holder)


def release_gone(tx: Tx, case: Case, content: Content, plan: Plan) -> bool:
    """Put a case back whose holder has left the team's group, or was removed from it.

    Returns:
        Whether it was put back.
    """
    text = render_phrase(
        "desk_released_gone", content, name=case.holder_name, alias=_alias(tx, case)
    )
    return _put_back(tx, case, "left_the_group", text, content, plan)


def _put_back(
    tx: Tx,
    case: Case,
    cause: str,
    text: str,
    content: Content,
    plan: Plan,
    *,
    actor: str | None = None,
    rings: str | None = None,
) -> bool:
    """Put a case back, tell staff and child, and ring for everybody on duty.

    Args:
        tx: the transaction.
        case: the claimed case.
        cause: for the audit trail.
        text: for the staff.
        content: the content.
        plan: the desk's data.
        actor: who did it; None: the clock.
        rings: pseudonym of a holder who is to notice.
    """
    if case.holder is None or not cases.release(tx, case.id, case.holder):
        return False
    trail.add_event(
        tx, case.id, "released", actor=actor, detail={"cause": cause, "from": case.holder}
    )
    opened = cases.get(tx, case.id) or case
    conversation = conversations.get(tx, case.conversation_id)
    told = notice(tx, opened, content, plan)
    left = render_phrase("human_released", content, name=case.holder_name, notice=told.text)
    outbox.put_messages(tx, conversation.id, [Message(left)], case_id=case.id, keyboard=True)
    deadlines.await_promise(tx, opened, told.promised_by)
    deadlines.await_claim(tx, opened, plan, is_late=True)
    post.alert(
        tx,
        opened,
        text,
        buttons=[card.button(card.TAKE, opened, content)],
        mentions=[(rings, case.holder_name)] if rings else [],
    )
    post.refresh_card(tx, opened, is_renamed=True)
    return True


def _alias(tx: Tx, case: Case) -> str:
    return conversations.get(tx, case.conversation_id).alias
