"""Plain functions with defaults that make the things tests are about."""

from pathlib import Path

from cryptography.fernet import Fernet

from bot.config import ROOT
from bot.content.cache import current_content
from bot.content.model import Content
from bot.desk import due, post, ring
from bot.desk.access import Worker
from bot.desk.hand_off import Reason, hand_off
from bot.desk.plan import Plan, load_plan
from bot.store import cases, conversations, deadlines, inbox, outbox, staff
from bot.store.cases import Case
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store, Tx, open_store

KEY = Fernet.generate_key().decode()
ANA, BETO = Worker("ana", "Ana"), Worker("beto", "Beto")
CARLA = Worker("carla", "Carla", is_supervisor=True)


def make_store(folder: Path) -> Store:
    """Open an empty store."""
    return open_store(f"sqlite:///{folder / 'bot.db'}", KEY)


def content() -> Content:
    """Return the project's own content."""
    return current_content(ROOT / "data")


def plan() -> Plan:
    """Return the project's own desk data."""
    return load_plan(ROOT / "data")


def child(tx: Tx, chat: int = 1001) -> ConversationId:
    """Make a child's conversation."""
    return conversations.find_or_create(tx, ChatId(chat), plan().aliases)


def urgent_class(priority: str) -> str:
    """Return an urgent class of this priority, so that tests need not name one."""
    return next(
        name
        for name, item in content().urgent.items()
        if item.priority == priority and name != plan().safe_word_class
    )


def open_case(
    tx: Tx, conversation: ConversationId, priority: str = "P1", reason: str | None = None
) -> Case:
    """Hand a child off and return the case."""
    name = reason or urgent_class(priority)
    hand_off(tx, conversation, Reason(name, priority, "por la prueba"), content(), plan())
    case = cases.current(tx, conversation)
    assert case is not None
    return case


def colleague(
    tx: Tx, worker: Worker, *, is_on_duty: bool = True, has_private_chat: bool = False
) -> Worker:
    """Make a worker known as a member of her team, on duty unless said otherwise."""
    user = sum(worker.key.encode())
    staff.note(tx, worker.key, worker.team, user, worker.name, is_supervisor=worker.is_supervisor)
    staff.set_on_duty(tx, worker.key, worker.team, is_on_duty=is_on_duty)
    staff.set_private_chat(tx, worker.key, has_private_chat=has_private_chat)
    return worker


def work_off(store: Store, with_plan: Plan | None = None) -> None:
    """Do all that is due now, as the desk's clock does."""
    for group in due.groups(store.do(deadlines.due)):
        store.do(lambda tx, one=group: due.handle(tx, one, content(), with_plan or plan()))  # type: ignore[misc]


def told(tx: Tx, conversation: ConversationId) -> list[str]:
    """Return what was put out for a child, oldest first."""
    return [str(row.body["text"]) for row in outbox.latest(tx, conversation, 50)]


def alerts(tx: Tx, case: Case) -> list[outbox.OutboxRow]:
    """Return what the staff are told of a case that can't wait, oldest first."""
    return [row for row in outbox.latest(tx, f"case:{case.id}", 50) if row.purpose == post.ALERT]


def rings(tx: Tx, case: Case) -> list[outbox.OutboxRow]:
    """Return the rings in a team's group that name a case, oldest first."""
    return [r for r in outbox.latest(tx, f"ring:{case.team}", 50) if case.id in r.body["cases"]]


def send_rings(tx: Tx) -> None:
    """Take all rings that wait for sent."""
    for row in outbox.heads(tx):
        if row.purpose in {ring.RING, ring.RING_PERSON}:
            outbox.mark_sent(tx, row)


def wrote(tx: Tx, lane: str, text: str, update_id: int = 1) -> inbox.InboxRow:
    """Put a typed message into the inbox and return its row."""
    inbox.add(tx, update_id, lane, "text", {"text": text, "message_id": update_id})
    return inbox.waiting(tx, lane)[-1]
