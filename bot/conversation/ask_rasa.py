"""Asking Rasa what a message means, and what the bridge makes of its answer."""

from bot import metrics
from bot.content.message import Message
from bot.content.payloads import ERASE
from bot.conversation import danger, erase
from bot.conversation.come_back import come_back
from bot.conversation.context import Context
from bot.conversation.scrubbed import scrubbed
from bot.conversation.seen import Seen
from bot.conversation.without_rasa import without_rasa
from bot.conversation.work import Work
from bot.errors import RasaUnavailable
from bot.language.urgency.check import Urgency
from bot.store import conversations, missed, outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx


async def ask_rasa(
    it: Context,
    conversation: ConversationId,
    text: str,
    seen: Seen,
    *,
    is_urgent: bool = False,
    is_payload: bool = False,
) -> Work:
    """Return the work that Rasa's answer comes to, or what can be done without it.

    Args:
        it: the parts.
        conversation: the child's.
        text: what it wrote, or the payload of the button that it pressed.
        seen: what stood in the store before.
        is_urgent: the check found danger in it, and the child was told already.
        is_payload: ``text`` is a payload.
    """
    ask = it.rasa.press if is_payload else it.rasa.say
    try:
        reply = await ask(conversation, text, {"handed_off": is_urgent, "country": seen.country})
    except RasaUnavailable:
        if not is_urgent:
            it.outcomes[conversation] = metrics.RASA_DOWN
        return without_rasa(
            it,
            conversation,
            text,
            country=seen.country,
            is_urgent=is_urgent,
            is_payload=is_payload,
        )
    if not is_urgent:
        it.outcomes[conversation] = metrics.RASA
    kept = await scrubbed(text) if reply.miss else None
    outcome = None if is_payload else it.urgency.check(text)
    pending, messages = _what_is_open(it, seen.pending, reply.messages, outcome)

    def work(tx: Tx) -> None:
        if pending != seen.pending:
            conversations.set_pending(tx, conversation, pending)
        outbox.put_messages(tx, conversation, messages)
        if reply.miss and kept:
            missed.keep(tx, conversation, reply.miss.kind, kept, nearest=reply.miss.nearest)

    return work


def _what_is_open(
    it: Context, before: str | None, messages: list[Message], outcome: Urgency | None
) -> tuple[str | None, list[Message]]:
    """Return which question is open after an answer, and the answer with what is asked again."""
    if outcome is not None and outcome.outcome == "unsure":
        return danger.PENDING + (outcome.urgent_class or it.plan.safe_word_class), messages
    if any(button.payload == ERASE for message in messages for button in message.buttons):
        return erase.PENDING, messages
    if not messages:  # then the desk has the word
        return before, messages
    pending, again = come_back(before, it.content)
    if again:  # its buttons are the ones to press now
        messages = [*(Message(message.text) for message in messages), *again]
    return pending, messages
