"""Taking a case: one holder, whoever taps first."""

from bot.content.model import Content
from bot.content.payloads import END
from bot.content.render import Button, Message, render_phrase
from bot.desk import deadlines, post
from bot.desk.access import Worker
from bot.desk.plan import Plan
from bot.errors import CaseConflict
from bot.store import cases, conversations, outbox, trail
from bot.store.cases import Case
from bot.store.engine import Tx


def claim(tx: Tx, case_id: int, worker: Worker, content: Content, plan: Plan) -> Case:
    """Make ``worker`` the holder of the case; the bot is silent for the child from here on.

    Returns:
        The claimed case.

    Raises:
        CaseConflict: somebody holds it, or it is closed; the message says so to the worker.
    """
    case = cases.get(tx, case_id)
    if case is None:
        raise CaseConflict(render_phrase("desk_not_found", content))
    if not cases.claim(tx, case.id, worker.key, worker.name):
        raise CaseConflict(_why_not(case, worker, content))
    claimed = cases.get(tx, case.id) or case
    trail.add_event(tx, case.id, "claimed", actor=worker.key)
    deadlines.await_first_word(tx, claimed, plan)
    conversation = conversations.get(tx, case.conversation_id)
    conversations.set_pending(tx, conversation.id, None)
    joined = Message(
        render_phrase("human_joined", content, name=worker.name),
        [Button(render_phrase("button_end", content), END)],
    )
    outbox.put_messages(tx, conversation.id, [joined], case_id=case.id)
    phrase = "desk_claimed" if case.thread_id else "desk_claimed_plain"
    note = render_phrase(phrase, content, name=worker.name, alias=conversation.alias)
    post.refresh_card(tx, claimed, is_renamed=True)
    post.line(tx, claimed, note)
    return claimed


def _why_not(case: Case, worker: Worker, content: Content) -> str:
    if case.state == cases.CLOSED:
        return render_phrase("desk_is_closed", content)
    if case.holder == worker.key:
        return render_phrase("desk_taken_already", content)
    return render_phrase("desk_taken_by", content, name=case.holder_name)
