"""The urgency check at work in the bridge, and what the child answers to the safety question."""

from dataclasses import dataclass

from bot.content.message import Message
from bot.content.model import Content
from bot.content.payloads import CANNOT_TALK, danger_label
from bot.content.questions import DANGER_ANSWERS
from bot.content.render import render_phrase
from bot.conversation.pending import without_mark
from bot.desk import post
from bot.desk.hand_off import Reason, hand_off
from bot.desk.plan import Plan
from bot.store import cases, conversations, trail
from bot.store.conversations import ConversationId
from bot.store.engine import Tx

PENDING = "danger:"
_PREFIX = '/danger{"answer":"'


@dataclass(frozen=True)
class DangerAnswer:
    """A child's answer to the safety question."""

    answer: str
    label: str


def is_danger_answer(payload: str) -> bool:
    """Return whether a payload is one of the safety question's buttons."""
    return payload.startswith(_PREFIX)


def read_payload(payload: str) -> str:
    """Return the meaning of such a payload: "yes", "no", "unknown" … or a position as digits."""
    return payload.removeprefix(_PREFIX).removesuffix('"}')


def take_answer(
    tx: Tx, conversation_id: ConversationId, answer: str, content: Content, plan: Plan
) -> list[Message]:
    """Act on an answer to the safety question.

    «Sí» and «No puedo hablar» open a case or make it a P1; the others are told to the staff and
    never lower a case by themselves.

    Args:
        tx: the transaction.
        conversation_id: whose.
        answer: see :func:`read_payload`.
        content: the content.
        plan: the desk's data.

    Returns:
        What the child is told, besides the first reply of a case that this opens.
    """
    conversation = conversations.get(tx, conversation_id)
    asked_about = without_mark(conversation.pending or "").removeprefix(PENDING)
    reason = asked_about if asked_about in content.urgent else plan.safe_word_class
    label = _label(answer, reason, content)
    if answer != CANNOT_TALK:  # who can't talk is asked for a number next, about the same danger
        conversations.set_pending(tx, conversation_id, None)
    if answer in {"yes", CANNOT_TALK}:
        why = render_phrase(
            "desk_why_danger_yes" if answer == "yes" else "desk_why_cannot_talk", content
        )
        had_case = cases.current(tx, conversation_id) is not None
        is_told = hand_off(tx, conversation_id, Reason(reason, "P1", why), content, plan)
        conversations.set_pending(tx, conversation_id, PENDING + reason)
        _tell_staff(tx, conversation_id, label, content)
        return [] if is_told and not had_case and answer == "yes" else _reply(answer, content)
    case = cases.current(tx, conversation_id)
    _tell_staff(tx, conversation_id, label, content)
    if case is None:
        name = f"danger_{answer}_without_case"
        if name in content.phrases:
            return [Message(render_phrase(name, content))]
    return _reply(answer, content)


def _reply(answer: str, content: Content) -> list[Message]:
    name = f"danger_{answer}" if answer in DANGER_ANSWERS else "danger_other"
    return [Message(render_phrase(name, content))]


def _label(answer: str, reason: str, content: Content) -> str:
    if answer in DANGER_ANSWERS:
        return render_phrase(DANGER_ANSWERS[answer], content)
    urgent = content.urgent.get(reason)
    label = danger_label(urgent.question.answers, answer) if urgent else None
    return label or answer


def _tell_staff(tx: Tx, conversation_id: ConversationId, label: str, content: Content) -> None:
    case = cases.current(tx, conversation_id)
    if case is not None:
        trail.add_event(tx, case.id, "danger_answer", detail={"answer": label})
        post.alert(tx, case, render_phrase("desk_danger_answer", content, answer=label))
