"""👍 and 👎 under an answer. They work while Rasa is down, and an answer is voted on once."""

from dataclasses import dataclass

from bot.content.message import Button, Message
from bot.content.model import Content
from bot.content.payloads import MENU, MORE, NOT_USEFUL, TALK_TO_HUMAN, USEFUL
from bot.content.render import render_phrase
from bot.store import inbox, missed, outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.inbox import InboxRow
from bot.store.missed import Scrubbed
from bot.store.outbox import OutboxRow

_LOOKED_AT = (
    60  # messages of a conversation, each way; an older answer is voted on without its text
)


@dataclass(frozen=True)
class Vote:
    """A press of 👍 or 👎.

    Attributes:
        is_useful: which of them.
        topic: the topic that was answered.
        answer_id: outbox row of the answer; None if it is not found any more.
        text: what the child had written; empty if the answer was reached by buttons.
    """

    is_useful: bool
    topic: str
    answer_id: int | None
    text: str


def is_vote(payload: str) -> bool:
    """Return whether a payload is one of these buttons."""
    return payload.startswith((USEFUL, NOT_USEFUL))


def find_vote(tx: Tx, conversation: ConversationId, payload: str, content: Content) -> Vote:
    """Find the answer that a press is about, and what it answered."""
    topic = payload.removeprefix(USEFUL).removeprefix(NOT_USEFUL)
    answer = _answer_with(tx, conversation, payload)
    text = _asked(tx, conversation, answer, content) if answer else ""
    return Vote(payload.startswith(USEFUL), topic, answer.id if answer else None, text)


def take_vote(
    tx: Tx, conversation: ConversationId, vote: Vote, text: Scrubbed, content: Content
) -> None:
    """Thank the child, the first time; keep what an answer did not help with.

    Args:
        tx: the transaction.
        conversation: whose.
        vote: the press.
        text: the vote's text, scrubbed.
        content: for what is said.
    """
    reply = _thanks(content) if vote.is_useful else _apology(content)
    body = {
        "text": reply.text,
        "buttons": [[button.label, button.payload] for button in reply.buttons],
    }
    answer = vote.answer_id if vote.answer_id is not None else f"{conversation}:{vote.topic}"
    is_first = outbox.put(tx, conversation, "text", body, dedupe=f"vote:{answer}")
    if is_first and not vote.is_useful:
        missed.keep(tx, conversation, missed.THUMBS_DOWN, text, answered=vote.topic)


def _thanks(content: Content) -> Message:
    return Message(render_phrase("useful", content))


def _apology(content: Content) -> Message:
    buttons = [
        Button(render_phrase("button_human", content), TALK_TO_HUMAN),
        Button(render_phrase("menu_elsewhere", content), MENU),
    ]
    return Message(render_phrase("not_useful", content), buttons)


def _answer_with(tx: Tx, conversation: ConversationId, payload: str) -> OutboxRow | None:
    """Return the last answer that had the pressed button."""
    for row in reversed(outbox.latest(tx, conversation, _LOOKED_AT)):
        if any(button[1] == payload for button in row.body.get("buttons") or ()):
            return row
    return None


def _asked(tx: Tx, conversation: ConversationId, answer: OutboxRow, content: Content) -> str:
    """Return what the child had written for this answer.

    The answer was written in the transaction that marked its turn done, just before.
    """
    rows = inbox.latest(tx, conversation, _LOOKED_AT)
    times = [row.done_at for row in rows if row.done_at and row.done_at >= answer.created_at]
    if not times:
        return ""
    turn = [row for row in rows if row.done_at == min(times)]
    if turn[0].kind == "button" and not _names_topic(str(turn[0].body["payload"]), content):
        turn = _typed_before(turn[0], rows)  # it answered a question of the bot about that
    return "\n".join(str(row.body["text"]) for row in turn if row.body.get("text"))


def _names_topic(payload: str, content: Content) -> bool:
    return payload.startswith(MORE) or payload.removeprefix("/") in content.topics


def _typed_before(press: InboxRow, rows: list[InboxRow]) -> list[InboxRow]:
    """Return the turn right before a press."""
    before = [row for row in rows if row.id < press.id]
    return [row for row in before if row.done_at == before[-1].done_at] if before else []
