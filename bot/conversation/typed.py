"""What a child types: a button's label, an answer to a question, or a message of its own."""

from bot.conversation import danger, erase
from bot.conversation.ask_rasa import ask_rasa
from bot.conversation.commands import button_of, command
from bot.conversation.context import Context
from bot.conversation.flood import last_part, unless_too_many
from bot.conversation.pending import without_mark
from bot.conversation.press import answer_to_erase, danger_answer, press
from bot.conversation.seen import Seen
from bot.conversation.typed_press import typed_press
from bot.conversation.work import Work
from bot.language.yes_no import read_answer
from bot.store.conversations import ConversationId
from bot.store.inbox import InboxRow

_NUMBERED = {"1": "yes", "2": "unknown", "3": "no"}  # the answers to the safety question, by place


async def typed(
    it: Context,
    conversation: ConversationId,
    rows: list[InboxRow],
    seen: Seen,
    *,
    is_urgent: bool,
) -> Work:
    """Return the work for a turn of typed messages.

    Args:
        it: the parts.
        conversation: the child's.
        rows: the messages, oldest first; together they mean one thing.
        seen: what stood in the store before.
        is_urgent: the check found danger in one of them, and the child was told already.
    """
    text = "\n".join(str(row.body["text"]) for row in rows)
    if button := button_of(text, it.content):
        return command(it, conversation, button)
    if not is_urgent and (work := await _answer_to_question(it, conversation, rows, seen, text)):
        return work
    if not is_urgent and (payload := _typed_press(it, seen, text)):
        return await press(it, conversation, rows[-1], payload, seen)
    text = last_part(text)
    is_calm = not is_urgent and it.urgency.check(text).outcome == "none"
    if is_calm and (work := unless_too_many(it, conversation)):
        return work
    return await ask_rasa(it, conversation, text, seen, is_urgent=is_urgent)


async def _answer_to_question(
    it: Context, conversation: ConversationId, rows: list[InboxRow], seen: Seen, text: str
) -> Work | None:
    """Return the work for a typed «sí» or «no» to the bot's own question, if it is one."""
    if not seen.pending:
        return None
    pending, answer = without_mark(seen.pending), read_answer(text)
    if pending.startswith(danger.PENDING):
        meant = answer or _NUMBERED.get(text.strip())
        if meant:
            return danger_answer(it, conversation, str(meant))
    if pending == erase.PENDING and answer in {"yes", "no"}:
        return await answer_to_erase(it, conversation, rows[-1], is_sure=answer == "yes")
    return None


def _typed_press(it: Context, seen: Seen, text: str) -> str | None:
    """Return the payload of the button that a child means who types instead of pressing."""
    payload = typed_press(seen.said, text)
    return payload if payload and it.urgency.check(text).outcome == "none" else None
