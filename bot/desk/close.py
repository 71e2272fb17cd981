"""Closing a case: how it ended is asked, the bot takes the conversation back and says so."""

from bot.content.model import Content
from bot.content.payloads import HELPED, NOT_HELPED
from bot.content.render import Button, Message, render_phrase
from bot.desk import post
from bot.desk.access import Worker
from bot.desk.false_alarm import alarming_text, keep_false_alarm
from bot.desk.held import held_case
from bot.desk.plan import Plan
from bot.desk.questions import Reply
from bot.errors import CaseConflict
from bot.language.scrub import scrub
from bot.store import cases, conversations, deadlines, outbox, trail
from bot.store.cases import Case
from bot.store.engine import Tx

OUTCOME = "outcome"  # what the buttons of the question do
LONGEST_KEPT = 300  # characters of a false alarm that are kept, scrubbed


def ask_outcome(tx: Tx, case_id: int, worker: Worker, content: Content, plan: Plan) -> Reply:
    """Ask how the case that ``worker`` holds has ended.

    Raises:
        CaseConflict: it is closed already, nobody or somebody else holds it.
    """
    case = held_case(tx, case_id, worker, content)
    alias = conversations.get(tx, case.conversation_id).alias
    buttons = [(one.label, f"{OUTCOME}:{case.id}:{one.id}") for one in plan.outcomes]
    return Reply(render_phrase("desk_ask_outcome", content, alias=alias), buttons)


def close(
    tx: Tx, case_id: int, worker: Worker, outcome: str, content: Content, plan: Plan
) -> None:
    """Close the case that ``worker`` holds.

    Args:
        tx: the transaction.
        case_id: the case.
        worker: who closes it: its holder, or a supervisor.
        outcome: how it ended, an id of the plan.
        content: the content.
        plan: the desk's data.

    Raises:
        CaseConflict: it is closed already, nobody or somebody else holds it, or the outcome is
            none of the plan's.
    """
    case = held_case(tx, case_id, worker, content)
    label = next((one.label for one in plan.outcomes if one.id == outcome), None)
    if label is None:
        raise CaseConflict(render_phrase("desk_no_such_outcome", content))
    conversation = conversations.get(tx, case.conversation_id)
    if outcome == plan.false_alarm_outcome:
        text = scrub(alarming_text(tx, conversation.id, case)[:LONGEST_KEPT])
        keep_false_alarm(tx, conversation.id, text, case.reason)
    left = Message(
        render_phrase("human_left", content),
        [
            Button(render_phrase("button_helped", content), HELPED),
            Button(render_phrase("button_not_helped", content), NOT_HELPED),
        ],
    )
    outbox.put_messages(tx, conversation.id, [left], case_id=case.id, keyboard=True)
    note = render_phrase(
        "desk_closed", content, name=worker.name, alias=conversation.alias, outcome=label
    )
    post.line(tx, case, note)
    finish(tx, case, "closed", worker.key, outcome)


def finish(
    tx: Tx, case: Case, kind: str, actor: str | None = None, outcome: str | None = None
) -> None:
    """Close a case whoever wished it; what is said to child and staff was put before.

    Args:
        tx: the transaction.
        case: a case that is not closed.
        kind: the event: "closed" by a caseworker, "ended" or "refused" by the child.
        actor: pseudonym of the caseworker; None: the child.
        outcome: how it ended; None: the child ended it.
    """
    cases.close(tx, case.id, outcome)
    deadlines.drop(tx, case.id)
    trail.add_event(tx, case.id, kind, actor=actor, detail={"outcome": outcome})
    closed = cases.get(tx, case.id) or case
    post.refresh_card(tx, closed, is_renamed=True)
    post.close_thread(tx, closed)
