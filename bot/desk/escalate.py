"""Ringing for more people, step by step, when nobody takes a case or answers its child."""

from collections.abc import Sequence

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import card, deadlines, post, rota
from bot.desk.plan import Plan
from bot.desk.promise import tell_late
from bot.desk.waiting import waiting_since
from bot.desk.when import lasting
from bot.store import cases, conversations, staff
from bot.store import deadlines as rows
from bot.store.cases import Case
from bot.store.deadlines import Deadline
from bot.store.engine import Tx
from bot.store.staff import Colleague


def nobody_takes(tx: Tx, case: Case, due: Deadline, content: Content, plan: Plan) -> None:
    """Ring for everybody on duty; later, or if nobody is, for the supervisors too."""
    if case.state != cases.OPEN:
        return
    if not deadlines.holds_now(case, plan):
        deadlines.await_claim(tx, case, plan)
        return
    crew = rota.on_duty(tx, case.team, plan)
    is_grave = due.kind != deadlines.EVERYONE or not crew
    if is_grave:
        rows.drop(tx, case.id, [deadlines.SUPERVISORS])  # they are rung now
    heads = rota.supervisors(tx, case.team) if is_grave else []
    _ring(tx, case, "desk_nobody_takes", [*crew, *heads], content, plan)
    cases.add_event(tx, case.id, "escalated", detail={"step": due.kind})
    if is_grave:
        _write_to(tx, case, heads, content, plan)
        tell_late(tx, case, content, plan)


def child_waits(tx: Tx, case: Case, due: Deadline, content: Content, plan: Plan) -> None:
    """Ring for the holder, then everybody on duty, then the supervisors, until one answers."""
    if case.state != cases.CLAIMED or case.waits_since is None:
        return
    if not deadlines.holds_now(case, plan):
        deadlines.await_answer(tx, case, plan)
        return
    holder = staff.find(tx, case.holder or "", case.team)
    rung = [holder] if holder else []
    if due.kind != deadlines.WAITS_HOLDER:
        rung += rota.on_duty(tx, case.team, plan)
    heads = rota.supervisors(tx, case.team) if due.kind == deadlines.WAITS_SUPERVISORS else []
    _ring(tx, case, "desk_child_waits", [*rung, *heads], content, plan)
    cases.add_event(tx, case.id, "escalated", detail={"step": due.kind})
    if due.kind == deadlines.WAITS_SUPERVISORS:
        _write_to(tx, case, heads, content, plan)
        tell_late(tx, case, content, plan)


def _ring(
    tx: Tx, case: Case, phrase: str, people: Sequence[Colleague], content: Content, plan: Plan
) -> None:
    once = list({one.key: one for one in people}.values())
    text = render_phrase(
        phrase,
        content,
        sign=plan.signs[case.priority],
        names=rota.names(once, content),
        alias=conversations.get(tx, case.conversation_id).alias,
        wait=lasting(waiting_since(case) or case.began_at, content),
        holder=case.holder_name,
    )
    post.alert(tx, case, text, buttons=[_button(case, content)], mentions=rota.mentions(once))


def _write_to(
    tx: Tx, case: Case, heads: Sequence[Colleague], content: Content, plan: Plan
) -> None:
    text = render_phrase(
        "desk_to_supervisor",
        content,
        sign=plan.signs[case.priority],
        priority=case.priority,
        title=card.title_of(case.reason, content),
        alias=conversations.get(tx, case.conversation_id).alias,
        wait=lasting(waiting_since(case) or case.began_at, content),
    )
    for head in heads:
        if head.has_private_chat:
            buttons = [_button(case, content)]
            post.to_person(tx, head.key, case.team, text, buttons, case_id=case.id)


def _button(case: Case, content: Content) -> tuple[str, str]:
    """Return the button for what can be done: take the case, or pass it to another."""
    return card.button(card.TAKE if case.state == cases.OPEN else card.PASS, case, content)
