"""A case that somebody holds, and who may dispose of it."""

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk.access import Worker
from bot.errors import CaseConflict
from bot.store import cases
from bot.store.cases import Case
from bot.store.engine import Tx


def held_case(tx: Tx, case_id: int, worker: Worker, content: Content) -> Case:
    """Return a claimed case that a worker may give away: her own, or any to a supervisor.

    Raises:
        CaseConflict: it is closed, nobody holds it, or somebody else does.
    """
    case = cases.get(tx, case_id)
    if case is None:
        raise CaseConflict(render_phrase("desk_not_found", content))
    if case.state == cases.CLOSED:
        raise CaseConflict(render_phrase("desk_is_closed", content))
    if case.state == cases.OPEN:
        raise CaseConflict(render_phrase("desk_take_first", content))
    if case.holder != worker.key and not worker.is_supervisor:
        raise CaseConflict(render_phrase("desk_taken_by", content, name=case.holder_name))
    return case
