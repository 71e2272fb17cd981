"""Commands, which the lasting keyboard's buttons are too."""

from bot.content.message import Message
from bot.content.model import Content
from bot.content.questions import erase_question
from bot.content.render import render_phrase
from bot.conversation import erase, menu
from bot.conversation.call_human import call_human
from bot.conversation.context import Context
from bot.conversation.leave import leave_quietly
from bot.conversation.work import Work, say
from bot.desk.hand_off import Reason
from bot.desk.refuse import end
from bot.language.normalise import normalise
from bot.store import conversations, outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx


def command(it: Context, conversation: ConversationId, name: str) -> Work:
    """Return the work for a command; one that is not known shows the menu.

    Args:
        it: the parts.
        conversation: the child's.
        name: "help", "human", "end", "exit", "erase", "start" or "topics".
    """
    content, plan = it.content, it.plan
    if name == "help":
        why = render_phrase("desk_why_button", content)
        urgent = content.urgent[plan.safe_word_class]
        return call_human(it, conversation, Reason(urgent.id, urgent.priority, why))
    if name == "human":
        why = render_phrase("desk_why_human", content)
        return call_human(it, conversation, Reason(plan.human_topic, plan.human_priority, why))
    if name == "end":
        return lambda tx: end(tx, conversation, content, plan)
    if name == "exit":
        return lambda tx: leave_quietly(tx, conversation, content)
    if name == "erase":
        return lambda tx: _ask_to_erase(tx, conversation, content)
    if name == "start":
        welcome = Message(render_phrase("welcome", content))
        return say(conversation, [welcome, menu.menu_message(content)], keyboard=True)
    return say(conversation, [menu.menu_message(content)])


def button_of(text: str, content: Content) -> str | None:
    """Return the command of the lasting keyboard's button with this label, if there is one."""
    written = normalise(text)
    for name in ("help", "topics", "human", "exit"):
        if normalise(render_phrase(f"button_{name}", content)) == written:
            return name
    return None


def _ask_to_erase(tx: Tx, conversation: ConversationId, content: Content) -> None:
    conversations.set_pending(tx, conversation, erase.PENDING)
    outbox.put_messages(tx, conversation, [erase_question(content)])
