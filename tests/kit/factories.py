"""Plain functions with defaults that make the things tests are about."""

from pathlib import Path

from cryptography.fernet import Fernet

from bot.config import ROOT
from bot.content.cache import current_content
from bot.content.model import Content
from bot.desk.access import Worker
from bot.desk.hand_off import Reason, hand_off
from bot.desk.plan import Plan, load_plan
from bot.store import cases, conversations, inbox
from bot.store.cases import Case
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store, Tx, open_store

KEY = Fernet.generate_key().decode()
ANA, BETO = Worker("ana", "Ana"), Worker("beto", "Beto")


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
    return next(name for name, item in content().urgent.items() if item.priority == priority)


def open_case(
    tx: Tx, conversation: ConversationId, priority: str = "P1", reason: str | None = None
) -> Case:
    """Hand a child off and return the case."""
    name = reason or urgent_class(priority)
    hand_off(tx, conversation, Reason(name, priority, "por la prueba"), content(), plan())
    case = cases.current(tx, conversation)
    assert case is not None
    return case


def wrote(tx: Tx, lane: str, text: str, update_id: int = 1) -> inbox.InboxRow:
    """Put a typed message into the inbox and return its row."""
    inbox.add(tx, update_id, lane, "text", {"text": text, "message_id": update_id})
    return inbox.waiting(tx, lane)[-1]
