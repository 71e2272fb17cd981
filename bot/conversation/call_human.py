"""Handing a child off from the bridge, and telling it so no more often than it helps."""

from bot.clock import now
from bot.content.message import Message
from bot.content.render import render_phrase
from bot.conversation.context import Context
from bot.conversation.work import Work
from bot.desk.hand_off import Reason, hand_off
from bot.language.urgency.check import Urgency
from bot.store import cases, outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx

REPEAT_EVERY_SECONDS = 120  # «te leo, el equipo ya está avisado» is said at most this often


def call_human(it: Context, conversation: ConversationId, reason: Reason) -> Work:
    """Return the work of opening or raising a case; who has one hears that the team knows."""

    def work(tx: Tx) -> None:
        if hand_off(tx, conversation, reason, it.content, it.plan):
            return
        if reason.id == it.plan.human_topic:
            again = Message(render_phrase("human_requested_again", it.content))
            outbox.put_messages(tx, conversation, [again])
        else:
            still_with_you(tx, it, conversation)

    return work


def reason_of(found: Urgency, it: Context) -> Reason:
    """Return the reason of a case for danger that the check found."""
    name = found.urgent_class or it.plan.safe_word_class
    return Reason(name, found.priority or "P1", found.why)


def still_with_you(tx: Tx, it: Context, conversation: ConversationId) -> None:
    """Say that the team knows, once in a while, unless a human is talking to the child."""
    case = cases.current(tx, conversation)
    if case is None or case.state == cases.CLAIMED:
        return
    slot = int(now().timestamp()) // REPEAT_EVERY_SECONDS
    outbox.put(
        tx,
        conversation,
        "text",
        {"text": render_phrase("still_with_you", it.content), "buttons": []},
        priority=outbox.URGENT,
        case_id=case.id,
        dedupe=f"still:{case.id}:{slot}",
    )
