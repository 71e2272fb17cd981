"""What the staff's buttons do: a table from the act in a button's payload to its handler.

A payload is ``act:case`` or ``act:case:argument``; a button that is about no case has the number
0. The desk has looked before whether the case is of the presser's team.
"""

from collections.abc import Callable

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import card, post
from bot.desk.access import Worker
from bot.desk.claim import claim
from bot.desk.close import OUTCOME, ask_outcome, close
from bot.desk.held import held_case
from bot.desk.questions import DUTY, GIVE, ON, ask_to_whom
from bot.desk.release import release
from bot.desk.reopen import reopen
from bot.desk.transcript import last_messages
from bot.desk.transfer import transfer
from bot.store import cases, conversations, staff, trail
from bot.store.engine import Tx
from bot.telegram import writing_acts
from bot.telegram.bridge import Bridge

Press = Callable[[Tx, Bridge, int, str, Worker, Content], str]
"""Acts within the transaction; returns what pops up for whoever pressed, or nothing.

Raises CaseConflict or NotAllowed, whose message pops up; then nothing of the act is kept.
"""


def _take(
    tx: Tx, bridge: Bridge, case_id: int, _argument: str, worker: Worker, content: Content
) -> str:
    claim(tx, case_id, worker, content, bridge.plan)
    return render_phrase("desk_taken_now", content)


def _close(
    tx: Tx, bridge: Bridge, case_id: int, _argument: str, worker: Worker, content: Content
) -> str:
    """Ask how the case has ended."""
    question = ask_outcome(tx, case_id, worker, content, bridge.plan)
    case = held_case(tx, case_id, worker, content)
    post.to_team(tx, case.team, question.text, question.buttons, thread=case.thread_id)
    return ""


def _outcome(
    tx: Tx, bridge: Bridge, case_id: int, argument: str, worker: Worker, content: Content
) -> str:
    close(tx, case_id, worker, argument, content, bridge.plan)
    return render_phrase("desk_closed_now", content)


def _see(
    tx: Tx, bridge: Bridge, case_id: int, _argument: str, worker: Worker, content: Content
) -> str:
    case = cases.get(tx, case_id)
    if case is None or case.conversation_id is None:
        return render_phrase("desk_not_found", content)
    conversation = conversations.get(tx, case.conversation_id)
    lines = last_messages(tx, conversation, content, bridge.plan.conversation_messages)
    title = render_phrase("desk_transcript", content, alias=conversation.alias)
    post.line(tx, case, "\n".join([title, *lines]))
    trail.add_event(tx, case.id, "read", actor=worker.key)
    return ""


def _release(
    tx: Tx, bridge: Bridge, case_id: int, _argument: str, worker: Worker, content: Content
) -> str:
    release(tx, case_id, worker, content, bridge.plan)
    return render_phrase("desk_released_now", content)


def _pass(
    tx: Tx, bridge: Bridge, case_id: int, _argument: str, worker: Worker, content: Content
) -> str:
    """Ask to whom the case is to go."""
    case = held_case(tx, case_id, worker, content)
    question = ask_to_whom(tx, case, content, bridge.plan)
    post.to_team(tx, case.team, question.text, question.buttons, thread=case.thread_id)
    return ""


def _give(
    tx: Tx, bridge: Bridge, case_id: int, argument: str, worker: Worker, content: Content
) -> str:
    passed = transfer(tx, case_id, worker, argument, content, bridge.plan)
    return render_phrase("desk_passed_now", content, name=passed.holder_name)


def _reopen(
    tx: Tx, bridge: Bridge, case_id: int, _argument: str, worker: Worker, content: Content
) -> str:
    reopen(tx, case_id, worker, content, bridge.plan)
    return render_phrase("desk_taken_now", content)


def _duty(
    tx: Tx, _bridge: Bridge, _case_id: int, argument: str, worker: Worker, content: Content
) -> str:
    is_on_duty = argument == ON
    staff.set_on_duty(tx, worker.key, worker.team, is_on_duty=is_on_duty)
    phrase = "desk_on_duty_now" if is_on_duty else "desk_off_duty_now"
    said = render_phrase(phrase, content, name=worker.name)
    post.to_team(tx, worker.team, said)
    return said


PRESSES: dict[str, Press] = {
    card.TAKE: _take,
    card.CLOSE: _close,
    OUTCOME: _outcome,
    card.SEE: _see,
    card.PASS: _pass,
    card.RELEASE: _release,
    card.REOPEN: _reopen,
    GIVE: _give,
    DUTY: _duty,
    **writing_acts.PRESSES,
}
