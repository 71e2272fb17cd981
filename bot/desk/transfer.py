"""Passing a case to a named colleague, who holds it from then on."""

from bot.content.model import Content
from bot.content.payloads import END
from bot.content.render import Button, Message, render_phrase
from bot.desk import deadlines, post, rota
from bot.desk.access import Worker
from bot.desk.held import held_case
from bot.desk.plan import Plan
from bot.errors import CaseConflict
from bot.store import cases, conversations, outbox, staff, trail
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.staff import Colleague

MOST_COLLEAGUES = 12  # buttons that are offered


def candidates(tx: Tx, case: Case, plan: Plan) -> list[Colleague]:
    """Return to whom a case can be passed: those on duty first, never its holder."""
    duty = rota.on_duty(tx, case.team, plan)
    rest = [one for one in staff.of_team(tx, case.team) if one not in duty]
    return [one for one in [*duty, *rest] if one.key != case.holder][:MOST_COLLEAGUES]


def transfer(tx: Tx, case_id: int, worker: Worker, to: str, content: Content, plan: Plan) -> Case:
    """Make another the holder of a case that ``worker`` holds, or supervises.

    Args:
        tx: the transaction.
        case_id: the case.
        worker: who passes it on; a supervisor may take it over, too.
        to: pseudonym of the new holder.
        content: the content.
        plan: the desk's data.

    Raises:
        CaseConflict: it is not to be passed on by this worker, or not to this colleague.
    """
    case = held_case(tx, case_id, worker, content)
    colleague = staff.find(tx, to, case.team)
    if colleague is None:
        raise CaseConflict(render_phrase("desk_no_colleague", content))
    if to == case.holder:
        raise CaseConflict(render_phrase("desk_taken_by", content, name=colleague.name))
    if not cases.transfer(tx, case.id, case.holder or "", to, colleague.name):
        raise CaseConflict(render_phrase("desk_not_found", content))
    kind = "taken_over" if to == worker.key else "transferred"
    detail = {"from": case.holder, "to": to}
    trail.add_event(tx, case.id, kind, actor=worker.key, detail=detail)
    passed = cases.get(tx, case.id) or case
    deadlines.await_first_word(tx, passed, plan)
    conversation = conversations.get(tx, case.conversation_id)
    changed = Message(
        render_phrase("human_changed", content, name=colleague.name),
        [Button(render_phrase("button_end", content), END)],
    )
    outbox.put_messages(tx, conversation.id, [changed], case_id=case.id)
    text = render_phrase(
        f"desk_{kind}",
        content,
        to=colleague.name,
        name=worker.name,
        before=case.holder_name,
        alias=conversation.alias,
    )
    post.alert(tx, passed, text, mentions=rota.mentions([colleague]))
    post.refresh_card(tx, passed, is_renamed=True)
    return passed
