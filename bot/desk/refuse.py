"""The child's own word about humans: that none is wanted, or that the talk is over."""

from collections.abc import Sequence

from bot.content.model import Content
from bot.content.render import Message, render_phrase
from bot.desk import card, post, rota
from bot.desk.close import finish
from bot.desk.plan import PRIORITIES, Plan
from bot.store import cases, conversations, outbox, staff, trail
from bot.store.cases import Case
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.staff import Colleague


def refuse(tx: Tx, conversation: ConversationId, content: Content, plan: Plan) -> None:
    """Act on a child's «no quiero»: the case is closed, unless life is at risk.

    A child in danger of life is told why the team knows all the same, and need not answer it.
    """
    case = cases.current(tx, conversation)
    if case is None:
        _say(tx, conversation, None, "refused_without_case", content)
    elif case.state == cases.CLAIMED:
        end(tx, conversation, content, plan)
    elif case.priority == PRIORITIES[0]:
        trail.add_event(tx, case.id, "refused", detail={"is_closed": False})
        _alert(tx, case, "desk_refused_grave", content)
        _say(tx, conversation, case, "refused_grave", content)
    else:
        conversations.set_pending(tx, conversation, None)
        _alert(tx, case, "desk_refused", content, is_over=True)
        _say(tx, conversation, case, "refused", content)
        finish(tx, case, "refused")


def end(tx: Tx, conversation: ConversationId, content: Content, plan: Plan) -> None:
    """Act on a child's «terminar»: the talk is over, and the staff see it.

    They can take the case up again; where life is at risk, everybody on duty is asked to look.
    """
    case = cases.current(tx, conversation)
    if case is None or case.state == cases.OPEN:
        refuse(tx, conversation, content, plan)
        return
    conversations.set_pending(tx, conversation, None)
    holder = staff.find(tx, case.holder or "", case.team)
    if case.priority == PRIORITIES[0]:
        duty = rota.on_duty(tx, case.team, plan) or rota.supervisors(tx, case.team)
        rung = [*([holder] if holder else []), *(one for one in duty if one != holder)]
        _alert(tx, case, "desk_ended_grave", content, rung, is_over=True)
    else:
        _alert(tx, case, "desk_ended", content, [holder] if holder else [], is_over=True)
    _say(tx, conversation, case, "ended", content)
    finish(tx, case, "ended")


def _alert(
    tx: Tx,
    case: Case,
    phrase: str,
    content: Content,
    rung: Sequence[Colleague] = (),
    *,
    is_over: bool = False,
) -> None:
    alias = conversations.get(tx, case.conversation_id).alias
    text = render_phrase(phrase, content, alias=alias, names=rota.names(rung, content))
    buttons = [card.button(card.REOPEN, case, content)] if is_over else []
    post.alert(tx, case, text, buttons=buttons, mentions=rota.mentions(rung))


def _say(
    tx: Tx, conversation: ConversationId, case: Case | None, phrase: str, content: Content
) -> None:
    said = Message(render_phrase(phrase, content))
    case_id = case.id if case else None
    outbox.put_messages(tx, conversation, [said], case_id=case_id, keyboard=True)
