"""Ringing for more people, step by step, when nobody takes a case or answers its child."""

from bot.content.model import Content
from bot.desk import deadlines, rota
from bot.desk.plan import Plan
from bot.desk.promise import tell_late
from bot.desk.ring import ring_person, ring_team
from bot.store import cases, staff, trail
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
    _ring(tx, case, due, crew, is_grave=is_grave)
    if is_grave and due.kind != deadlines.ONWARD:
        tell_late(tx, case, content, plan)
    deadlines.go_on_ringing(tx, case, plan)


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
    is_grave = due.kind in {deadlines.WAITS_SUPERVISORS, deadlines.WAITS_ONWARD}
    _ring(tx, case, due, rung, is_grave=is_grave)
    if due.kind == deadlines.WAITS_SUPERVISORS:
        tell_late(tx, case, content, plan)
    deadlines.go_on_ringing(tx, case, plan)


def _ring(tx: Tx, case: Case, due: Deadline, people: list[Colleague], *, is_grave: bool) -> None:
    """Ring in the group; if it is grave for the supervisors too, and for them in private."""
    heads = rota.supervisors(tx, case.team) if is_grave else []
    ring_team(tx, case, [*people, *heads])
    for head in heads:
        if head.has_private_chat:
            ring_person(tx, case, head)
    trail.add_event(tx, case.id, "escalated", detail={"step": due.kind})
