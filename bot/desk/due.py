"""Doing what is due: each kind of deadline has one handler, and the gravest step goes alone."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import deadlines, escalate
from bot.desk.hand_off import Reason, raise_case
from bot.desk.plan import PRIORITIES, Plan
from bot.desk.promise import tell_late
from bot.desk.release import release_silent
from bot.store import cases, inbox, trail
from bot.store import deadlines as rows
from bot.store.cases import Case
from bot.store.deadlines import Deadline
from bot.store.engine import Tx

# A child who writes «ayuda», «por favor» in a row has not yet read the question; longer than a
# turn can last (bot/conversation/turn.py).
BURST = timedelta(seconds=6)

Handler = Callable[[Tx, Case, Deadline, Content, Plan], None]


def _first_word(tx: Tx, case: Case, _due: Deadline, content: Content, plan: Plan) -> None:
    release_silent(tx, case, content, plan)


def _promise(tx: Tx, case: Case, _due: Deadline, content: Content, plan: Plan) -> None:
    """Tell the child that the moment it was told has passed, unless a human wrote before."""
    if case.state == cases.CLOSED or case.promised_by is None or case.has_word:
        return
    cases.set_promise(tx, case.id, None)
    trail.add_event(tx, case.id, "promise_broken")
    tell_late(tx, case, content, plan, "promise_broken")


def _silence(tx: Tx, case: Case, due: Deadline, content: Content, plan: Plan) -> None:
    """Take a cry for help that nothing followed for danger of life."""
    asked_at = due.due_at - plan.safe_word_silence
    has_spoken = case.conversation_id is not None and inbox.has_any_since(
        tx, case.conversation_id, asked_at + BURST
    )
    is_settled = case.state == cases.CLOSED or case.priority == PRIORITIES[0]
    if is_settled or case.has_word or has_spoken:
        return
    why = render_phrase("desk_why_silence", content)
    raise_case(tx, case, Reason(case.reason, PRIORITIES[0], why), None, content, plan)


HANDLERS: dict[str, Handler] = {
    deadlines.SILENCE: _silence,
    deadlines.FIRST_WORD: _first_word,
    **dict.fromkeys(deadlines.UNCLAIMED, escalate.nobody_takes),
    **dict.fromkeys(deadlines.WAITS, escalate.child_waits),
    deadlines.PROMISE: _promise,
}
"""By kind, in the order in which several kinds that are due at once are dealt with."""

CHAINS: tuple[tuple[str, ...], ...] = (deadlines.UNCLAIMED, deadlines.WAITS)
"""Steps of one thing, each graver than the one before: of several, only the gravest is done."""


@dataclass(frozen=True)
class Group:
    """Deadlines of one case that are dealt with together: the gravest last."""

    rows: tuple[Deadline, ...]


def groups(due: Iterable[Deadline]) -> list[Group]:
    """Put what is due into groups, in the order in which they are to be dealt with.

    After an outage several steps of one case may be overdue; people are not rung for each.

    Args:
        due: deadlines of any cases, the longest overdue first.
    """
    order = list(HANDLERS)
    found: dict[tuple[int, int], list[Deadline]] = {}
    known = [row for row in due if row.kind in HANDLERS]
    for row in sorted(known, key=lambda row: (order.index(row.kind), row.due_at)):
        chain = next((chain for chain in CHAINS if row.kind in chain), (row.kind,))
        found.setdefault((order.index(chain[0]), row.case_id), []).append(row)
    return [Group(tuple(found[key])) for key in sorted(found)]


def handle(tx: Tx, group: Group, content: Content, plan: Plan) -> None:
    """Deal with a group, once: what was done or taken back meanwhile is left alone.

    Args:
        tx: the transaction; what is done and that it is done are kept together, or neither.
        group: what is due.
        content: the content.
        plan: the desk's data.
    """
    still_open = [row for row in group.rows if rows.finish(tx, row)]
    case = cases.get(tx, group.rows[0].case_id)
    if not still_open or case is None:
        return
    gravest = still_open[-1]
    HANDLERS[gravest.kind](tx, case, gravest, content, plan)
