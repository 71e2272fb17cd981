"""When what is due for a case: rows that are written with the act that they follow from."""

from datetime import datetime

from bot import clock
from bot.desk.plan import Plan
from bot.store import cases, deadlines
from bot.store.cases import Case
from bot.store.engine import Tx

EVERYONE, SUPERVISORS, AGAIN, ONWARD = "everyone", "supervisors", "again", "onward"
UNCLAIMED = (EVERYONE, SUPERVISORS, AGAIN, ONWARD)
FIRST_WORD = "first_word"
WAITS_HOLDER, WAITS_EVERYONE, WAITS_SUPERVISORS, WAITS_ONWARD = (
    "waits_holder", "waits_everyone", "waits_supervisors", "waits_onward",
)  # fmt: skip
WAITS = (WAITS_HOLDER, WAITS_EVERYONE, WAITS_SUPERVISORS, WAITS_ONWARD)
SILENCE = "silence"
PROMISE = "promise"


def await_claim(tx: Tx, case: Case, plan: Plan, *, is_late: bool = False) -> None:
    """Write when whom to ring if nobody takes an open case.

    Args:
        tx: the transaction.
        case: an open case.
        plan: the times.
        is_late: the child has waited before: everybody on duty is rung at once.
    """
    times = plan.times[case.priority]
    start = opening(case, plan)
    if is_late:
        start -= times.everyone
    deadlines.drop(tx, case.id, UNCLAIMED)
    deadlines.put(
        tx,
        case.id,
        [
            (EVERYONE, start + times.everyone),
            (SUPERVISORS, start + times.supervisors),
            *((AGAIN, start + delay) for delay in times.again),
        ],
    )


def go_on_ringing(tx: Tx, case: Case, plan: Plan) -> None:
    """Write when to ring for the supervisors again after the last step, until it is settled."""
    times = plan.times[case.priority]
    chain, kind, pause = (
        (UNCLAIMED, ONWARD, times.then_every)
        if case.state == cases.OPEN
        else (WAITS, WAITS_ONWARD, times.waits_then_every)
    )
    if not any(row.kind in chain for row in deadlines.open_of(tx, case.id)):
        deadlines.put(tx, case.id, [(kind, clock.now() + pause)])


def await_first_word(tx: Tx, case: Case, plan: Plan) -> None:
    """Write when a claimed case goes back to the queue if its holder says nothing."""
    deadlines.drop(tx, case.id, UNCLAIMED)
    moment = clock.now() + plan.times[case.priority].first_word
    deadlines.put(tx, case.id, [(FIRST_WORD, moment)])


def await_answer(tx: Tx, case: Case, plan: Plan) -> None:
    """Write when whom to ring if a child who wrote in a claimed case gets no answer."""
    times = plan.times[case.priority]
    since = case.waits_since or clock.now()
    if not holds_now(case, plan):
        since = max(since, opening(case, plan))
    deadlines.put(
        tx,
        case.id,
        [
            (WAITS_HOLDER, since + times.waits_holder),
            (WAITS_EVERYONE, since + times.waits_everyone),
            (WAITS_SUPERVISORS, since + times.waits_supervisors),
        ],
    )


def await_safe_word_answer(tx: Tx, case: Case, plan: Plan) -> None:
    """Write when a child who only cried for help, and says no more, is in danger of life."""
    deadlines.put(tx, case.id, [(SILENCE, clock.now() + plan.safe_word_silence)])


def await_promise(tx: Tx, case: Case, promised_by: datetime | None) -> None:
    """Write until when the child was told to expect a human; None: what it was told before holds.

    Args:
        tx: the transaction.
        case: the case.
        promised_by: the moment that it was told just now.
    """
    if promised_by is not None:
        cases.set_promise(tx, case.id, promised_by)
        deadlines.put(tx, case.id, [(PROMISE, promised_by)])


def renew(tx: Tx, case: Case, plan: Plan) -> None:
    """Write the times of the graver priority that the case has now; none is later than before."""
    if case.state == cases.OPEN:
        await_claim(tx, case, plan)
    elif case.claimed_at and (case.last_word_at is None or case.last_word_at < case.claimed_at):
        before = [r.due_at for r in deadlines.open_of(tx, case.id) if r.kind == FIRST_WORD]
        soon = clock.now() + plan.times[case.priority].first_word
        deadlines.put(tx, case.id, [(FIRST_WORD, min([soon, *before]))])
    elif case.waits_since is not None:
        await_answer(tx, case, plan)


def holds_now(case: Case, plan: Plan) -> bool:
    """Return whether people are rung for a case of this priority at this moment."""
    hours = plan.team(case.team).hours
    return plan.times[case.priority].is_day_and_night or hours.is_open(clock.now())


def opening(case: Case, plan: Plan) -> datetime:
    """Return from when on the case's times run: now, or when its team opens."""
    now = clock.now()
    if holds_now(case, plan):
        return now
    return plan.team(case.team).hours.next_opening(now) or now
