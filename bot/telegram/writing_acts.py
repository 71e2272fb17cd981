"""Buttons and commands for writing to the child: ready replies, answers, «Enviar así»."""

from typing import TYPE_CHECKING

from bot import clock
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import canned, card, confirm, post
from bot.desk.access import Worker
from bot.desk.questions import Reply
from bot.errors import CaseConflict
from bot.store import cases, conversations
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.telegram.bridge import Bridge

if TYPE_CHECKING:
    from bot.telegram.commands import Order

SHOW_CANNED, SHOW_ANSWER, SEND_READY = "show", "topic", "ready"
_CANNED, _ANSWER = "c", "t"  # what is ready: one of the team's sentences, or an answer


def _list_canned(
    tx: Tx, bridge: Bridge, case_id: int, _argument: str, _worker: Worker, content: Content
) -> str:
    case = _case(tx, case_id, content)
    _say(tx, case, _canned_list(tx, bridge, case, content))
    return ""


def _show_canned(
    tx: Tx, bridge: Bridge, case_id: int, argument: str, _worker: Worker, content: Content
) -> str:
    case = _case(tx, case_id, content)
    _say(tx, case, _preview(tx, bridge, case, _CANNED, argument, content))
    return ""


def _show_answer(
    tx: Tx, bridge: Bridge, case_id: int, argument: str, _worker: Worker, content: Content
) -> str:
    case = _case(tx, case_id, content)
    _say(tx, case, _preview(tx, bridge, case, _ANSWER, argument, content))
    return ""


def _send_ready(
    tx: Tx, bridge: Bridge, case_id: int, argument: str, worker: Worker, content: Content
) -> str:
    case = _case(tx, case_id, content)
    kind, name, _ = argument.split(".")
    text = _ready(tx, bridge, case, kind, name, content)
    canned.send(tx, case, worker, text, f"ready:{case_id}:{argument}", content)
    return render_phrase("desk_sent_now", content)


def _send_held(
    tx: Tx, _bridge: Bridge, case_id: int, argument: str, worker: Worker, content: Content
) -> str:
    confirm.send(tx, case_id, argument, worker, content)
    return render_phrase("desk_sent_now", content)


def _drop_held(
    tx: Tx, _bridge: Bridge, case_id: int, argument: str, worker: Worker, content: Content
) -> str:
    confirm.drop(tx, case_id, argument, worker, content)
    return render_phrase("desk_dropped_now", content)


PRESSES = {
    card.CANNED: _list_canned,
    SHOW_CANNED: _show_canned,
    SHOW_ANSWER: _show_answer,
    SEND_READY: _send_ready,
    confirm.SEND: _send_held,
    confirm.DROP: _drop_held,
}


def _order_canned(
    tx: Tx, bridge: Bridge, order: "Order", case: Case | None, _worker: Worker, content: Content
) -> Reply:
    return _canned_list(tx, bridge, _in_a_case(case, order, content), content)


def _order_answer(
    tx: Tx, bridge: Bridge, order: "Order", case: Case | None, _worker: Worker, content: Content
) -> Reply:
    here = _in_a_case(case, order, content)
    if not order.rest:
        raise CaseConflict(render_phrase("desk_topic_missing", content))
    found = canned.find_topics(order.rest, content)
    if len(found) == 1:
        return _preview(tx, bridge, here, _ANSWER, found[0], content)
    buttons = [(content.topics[name].title, f"{SHOW_ANSWER}:{here.id}:{name}") for name in found]
    return Reply(render_phrase("desk_which_topic", content), buttons)


COMMANDS = {"r": _order_answer, "frases": _order_canned}


def _canned_list(tx: Tx, bridge: Bridge, case: Case, content: Content) -> Reply:
    alias = conversations.get(tx, case.conversation_id).alias
    buttons = [(one.label, f"{SHOW_CANNED}:{case.id}:{one.id}") for one in bridge.plan.canned]
    return Reply(render_phrase("desk_canned", content, alias=alias), buttons)


def _preview(tx: Tx, bridge: Bridge, case: Case, kind: str, name: str, content: Content) -> Reply:
    """Show what the child would read; the button sends this preview once."""
    alias = conversations.get(tx, case.conversation_id).alias
    shown = render_phrase("desk_preview", content, alias=alias)
    text = _ready(tx, bridge, case, kind, name, content)
    moment = f"{int(clock.now().timestamp()):x}"
    label = render_phrase("desk_button_send_ready", content)
    return Reply(f"{shown}\n\n{text}", [(label, f"{SEND_READY}:{case.id}:{kind}.{name}.{moment}")])


def _ready(tx: Tx, bridge: Bridge, case: Case, kind: str, name: str, content: Content) -> str:
    if kind == _ANSWER and name in content.topics:
        return canned.answer_text(tx, case, name, content, clock.today())
    text = canned.canned_text(name, content, bridge.plan) if kind == _CANNED else None
    if text is None:
        raise CaseConflict(render_phrase("desk_no_such_canned", content))
    return text


def _say(tx: Tx, case: Case, reply: Reply) -> None:
    post.to_team(tx, case.team, reply.text, reply.buttons, thread=case.thread_id)


def _case(tx: Tx, case_id: int, content: Content) -> Case:
    case = cases.get(tx, case_id)
    if case is None or case.conversation_id is None:
        raise CaseConflict(render_phrase("desk_not_found", content))
    return case


def _in_a_case(case: Case | None, order: "Order", content: Content) -> Case:
    if case is None or case.conversation_id is None:
        raise CaseConflict(render_phrase("desk_only_in_a_case", content, name=order.name))
    return case
