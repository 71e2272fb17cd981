"""What a team has in hand, in lists that fit on a phone: no words of children stand in them."""

from collections.abc import Iterable
from datetime import datetime

from bot import clock
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import card, rota
from bot.desk.access import Worker
from bot.desk.plan import Plan
from bot.desk.questions import Reply
from bot.desk.report import week_in_words
from bot.desk.waiting import waiting_since
from bot.desk.when import lasting
from bot.store import cases, conversations, deadlines, outbox
from bot.store.cases import Case
from bot.store.engine import Tx

MOST_BUTTONS = 8


def queue(tx: Tx, team: str, content: Content, plan: Plan) -> Reply:
    """List the cases that nobody has taken, the worst first, and held ones whose child waits."""
    in_hand = cases.not_closed(tx, team)
    waiting = [case for case in in_hand if case.state == cases.OPEN]
    unanswered = [case for case in in_hand if case.state == cases.CLAIMED and case.waits_since]
    if not waiting and not unanswered:
        return Reply(render_phrase("desk_queue_empty", content))
    lines = [render_phrase("desk_queue", content, count=str(len(waiting)))]
    lines += [case_line(tx, "desk_line_open", case, content, plan) for case in waiting]
    lines += [case_line(tx, "desk_line_unanswered", case, content, plan) for case in unanswered]
    return Reply("\n".join(lines), take_buttons(tx, waiting, content))


def mine(tx: Tx, worker: Worker, content: Content, plan: Plan) -> Reply:
    """List the cases that a worker holds, those first whose child waits for an answer."""
    own = [case for case in cases.not_closed(tx, worker.team) if case.holder == worker.key]
    own.sort(key=lambda case: (waiting_since(case) is None, case.priority))
    if not own:
        return Reply(render_phrase("desk_mine_none", content))
    lines = [
        case_line(
            tx,
            "desk_line_mine_waits" if waiting_since(case) else "desk_line_mine",
            case,
            content,
            plan,
        )
        for case in own
    ]
    return Reply("\n".join([render_phrase("desk_mine", content, count=str(len(own))), *lines]))


def shift(tx: Tx, team: str, content: Content, plan: Plan) -> Reply:
    """Sum up for whoever comes next: what waits, who has what, and what is due when."""
    in_hand = cases.not_closed(tx, team)
    if not in_hand:
        return Reply(render_phrase("desk_shift_none", content))
    lines = [render_phrase("desk_shift", content, count=str(len(in_hand)))]
    for case in in_hand:
        phrase = "desk_line_open" if case.state == cases.OPEN else "desk_line_claimed"
        lines.append(case_line(tx, phrase, case, content, plan) + _next(tx, case, content))
    duty = rota.names(rota.on_duty(tx, team, plan), content)
    lines.append(render_phrase("desk_shift_duty", content, names=duty))
    return Reply("\n".join(lines))


def health(tx: Tx, team: str, is_rasa_up: bool | None, content: Content, plan: Plan) -> Reply:
    """Say whether all works, and how long the oldest message and the oldest child have waited.

    Args:
        tx: the transaction.
        team: whose cases are counted; messages are counted for all.
        is_rasa_up: whether Rasa answered when last asked; None: not asked yet.
        content: for the wording.
        plan: the desk's data.
    """
    in_hand = cases.not_closed(tx, team)
    waiting = [case for case in in_hand if case.state == cases.OPEN]
    unsent, oldest = outbox.unsent(tx)
    is_open = plan.team(team).hours.is_open(clock.now())
    rasa = {True: "desk_rasa_up", False: "desk_rasa_down", None: "desk_rasa_unknown"}[is_rasa_up]
    text = render_phrase(
        "desk_health",
        content,
        rasa=render_phrase(rasa, content),
        unsent=str(unsent),
        oldest=_for(oldest, content),
        waiting=str(len(waiting)),
        wait=_for(min((case.began_at for case in waiting), default=None), content),
        claimed=str(len(in_hand) - len(waiting)),
        names=rota.names(rota.on_duty(tx, team, plan), content),
        hours=render_phrase("desk_hours_open" if is_open else "desk_hours_closed", content),
    )
    return Reply(text.rstrip("\n") + "\n\n" + week_in_words(tx, team, content, plan))


def take_buttons(tx: Tx, waiting: Iterable[Case], content: Content) -> list[tuple[str, str]]:
    """Return a button for each of the first few open cases, which takes it."""
    still_open = [case for case in waiting if case.state == cases.OPEN]
    return [
        (
            render_phrase("desk_button_take_one", content, alias=_alias(tx, case)),
            f"{card.TAKE}:{case.id}",
        )
        for case in still_open[:MOST_BUTTONS]
    ]


def case_line(tx: Tx, phrase: str, case: Case, content: Content, plan: Plan) -> str:
    """Return a case as one line: how grave, who, why, and how long the child has waited."""
    since = waiting_since(case)
    return render_phrase(
        phrase,
        content,
        sign=plan.signs[case.priority],
        priority=case.priority,
        alias=_alias(tx, case),
        title=card.title_of(case.reason, content),
        name=case.holder_name,
        wait=_for(since, content),
    )


def _next(tx: Tx, case: Case, content: Content) -> str:
    """Return what is due next for a case, as the end of its line."""
    coming = deadlines.open_of(tx, case.id)
    if not coming:
        return ""
    first = coming[0]
    return render_phrase(
        "desk_next",
        content,
        what=render_phrase(f"desk_due_{first.kind}", content),
        wait=lasting(first.due_at - clock.now(), content),
    )


def _alias(tx: Tx, case: Case) -> str:
    return conversations.get(tx, case.conversation_id).alias


def _for(since: datetime | None, content: Content) -> str:
    return render_phrase("desk_no_wait", content) if since is None else lasting(since, content)
