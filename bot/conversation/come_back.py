"""The bridge's own open question, which comes back once when something else is asked."""

from bot.content.message import Message
from bot.content.model import Content
from bot.content.questions import danger_question, erase_question
from bot.conversation import danger, erase
from bot.conversation.pending import AGAIN, without_mark


def come_back(pending: str | None, content: Content) -> tuple[str | None, list[Message]]:
    """Return what stays open after something else was answered, and what is asked again.

    A question about danger stays open: a late «sí» still counts. One about erasing does not.

    Args:
        pending: the open question, as bot/store/conversations.py keeps it.
        content: for the wording.
    """
    if pending is None:
        return None, []
    if pending.endswith(AGAIN):
        return (None if without_mark(pending) == erase.PENDING else pending), []
    if pending == erase.PENDING:
        return pending + AGAIN, [erase_question(content)]
    if pending.startswith(danger.PENDING):
        return pending + AGAIN, [danger_question(content, pending.removeprefix(danger.PENDING))]
    return pending, []
