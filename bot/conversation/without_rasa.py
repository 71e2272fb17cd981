"""What a child is answered while Rasa does not answer: danger, topics by button, and the truth."""

from bot.clock import today
from bot.content.language_messages import only_spanish, told
from bot.content.message import Message
from bot.content.questions import danger_question
from bot.content.render import render_answer, render_phrase, topic_buttons
from bot.conversation import danger
from bot.conversation.call_human import call_human, reason_of
from bot.conversation.context import Context
from bot.conversation.work import Work, nothing, say, together
from bot.store import conversations
from bot.store.conversations import ConversationId


def without_rasa(
    it: Context,
    conversation: ConversationId,
    text: str,
    *,
    country: str | None,
    is_urgent: bool,
    is_payload: bool,
) -> Work:
    """Return what can be done for a turn without Rasa.

    Args:
        it: the parts.
        conversation: the child's.
        text: what it wrote, or the payload of the button that it pressed.
        country: where it is, if known.
        is_urgent: the check found danger in it, and the child was told already.
        is_payload: ``text`` is a payload.
    """
    content = it.content
    topic = text.removeprefix("/")
    if is_payload and topic in content.topics:
        return say(conversation, render_answer(topic, country, content, today()))
    language = None if is_payload else it.urgency.language_of(text)
    written = content.languages.written.get(language or "")
    if is_urgent:
        return say(conversation, [told(written, content)]) if written else nothing
    down = Message(render_phrase("rasa_down", content), topic_buttons([], content))
    messages = [only_spanish(written, content)] if written else [down]
    if is_payload:
        return say(conversation, messages, keyboard=True)
    found = it.urgency.check(text)
    if found.outcome == "urgent":  # only together, as in a burst
        return call_human(it, conversation, reason_of(found, it))
    if found.outcome == "unsure":
        pending = danger.PENDING + (found.urgent_class or it.plan.safe_word_class)
        if not written:
            messages = [Message(down.text), danger_question(content, found.urgent_class)]
        return together(
            lambda tx: conversations.set_pending(tx, conversation, pending),
            say(conversation, messages),
        )
    return say(conversation, messages, keyboard=True)
