"""Stores as earlier revisions of the schema left them, written without today's code.

What is sealed here is sealed as it was then: with STORE_KEY itself up to revision 0003, since 0004
the words of a child with the data key of their conversation.
"""

import base64
import hashlib
import hmac
import json
from datetime import datetime, timedelta
from typing import Any

from cryptography.fernet import Fernet
from sqlalchemy import MetaData
from sqlalchemy.engine import Connection, Engine

from bot import clock
from bot.store.engine import migrate
from tests.kit.factories import KEY

CHAT = 500_123
WORDS, REPLY, MISSED = "¿dónde duermo esta noche?", "No estás solo.", "qiero ayuda"
ALIAS, HOLDER, WORKER = "Quetzal 27", "Ana", 600_001
CARD, CHILD_MESSAGE, GROUP = 71, 72, -100_200
STAFF_SAID = {"text": "voy"}
DIALOGUE = [{"event": "user", "text": WORDS}]
_DATA_KEY = Fernet.generate_key()


def fill(engine: Engine, revision: str) -> None:
    """Make the schema of a revision, with something in each of its tables.

    Args:
        engine: of an empty database.
        revision: "0001" or a later one.
    """
    migrate(engine, revision)
    steps = {"0001": _first, "0002": _missed, "0003": _desk, "0004": _keys}
    with engine.begin() as conn:
        schema = MetaData()
        schema.reflect(conn)
        for since, step in steps.items():
            if since <= revision:
                step(_Filler(conn, schema, revision))


def empty_tables(engine: Engine) -> set[str]:
    """Return the tables without a row."""
    with engine.begin() as conn:
        schema = MetaData()
        schema.reflect(conn)
        return {
            name for name, table in schema.tables.items() if not conn.execute(table.select()).all()
        }


def conversation_id() -> str:
    """Return the pseudonym of the chat, as the first stores made it."""
    key = hashlib.sha256(b"pseudonym:" + base64.urlsafe_b64decode(KEY)).digest()
    return hmac.new(key, f"chat:{CHAT}".encode(), hashlib.sha256).hexdigest()[:32]


class _Filler:
    """Inserts rows into tables as they are, with the columns that they have."""

    def __init__(self, conn: Connection, schema: MetaData, revision: str) -> None:
        self._conn, self._schema, self.revision = conn, schema, revision
        self.now = clock.now()

    def put(self, table: str, **values: Any) -> int:
        done = self._conn.execute(self._schema.tables[table].insert().values(**values))
        key = done.inserted_primary_key
        return int(key[0]) if key and isinstance(key[0], int) else 0

    def change(self, table: str, **values: Any) -> None:
        self._conn.execute(self._schema.tables[table].update().values(**values))

    def only_id(self, table: str) -> int:
        return int(self._conn.execute(self._schema.tables[table].select()).one()[0])

    def ago(self, minutes: int) -> datetime:
        return self.now - timedelta(minutes=minutes)

    def words(self, value: Any) -> str:
        """Seal what belongs to the child, with the key of that time."""
        return _seal(value, _DATA_KEY if self.revision >= "0004" else KEY.encode())


def _seal(value: Any, key: bytes = KEY.encode()) -> str:
    return Fernet(key).encrypt(json.dumps(value, ensure_ascii=False).encode()).decode()


def _first(to: _Filler) -> None:
    child = conversation_id()
    to.put("conversations", id=child, chat=_seal(CHAT), alias=ALIAS, country="MX",
           pending="danger:x", pending_at=to.ago(5), is_blocked=False, created_at=to.ago(60),
           last_message_at=to.ago(5))  # fmt: skip
    for update_id, lane, body in ((1, child, to.words({"text": WORDS})),
                                  (2, "staff", _seal(STAFF_SAID))):  # fmt: skip
        to.put("inbox", update_id=update_id, lane=lane, kind="text", body=body, attempts=0,
               received_at=to.ago(5))  # fmt: skip
    case = to.put("cases", conversation_id=child, reason="unsafe", priority="P1", state="claimed",
                  why="señal", holder="a" * 32, holder_name=_seal(HOLDER), thread_id=7,
                  card_id=CARD, opened_at=to.ago(5), claimed_at=to.ago(4))  # fmt: skip
    to.put("events", case_id=case, kind="claimed", actor="a" * 32, detail=_seal({"by": "button"}),
           at=to.ago(4))  # fmt: skip
    message = {"message_id": CARD, "case_id": case}
    to.put("group_messages", **message, **({"team": "main"} if to.revision >= "0003" else {}))
    for lane, target, text in ((child, child, REPLY), (f"case:{case}", "group", WORDS)):
        own = {"words_of": child} if to.revision >= "0004" else {}
        to.put("outbox", lane=lane, target=target, case_id=case, purpose="text",
               body=to.words({"text": text}), priority=1, state="waiting", attempts=0,
               not_before=to.ago(5), created_at=to.ago(5), **own)  # fmt: skip


def _missed(to: _Filler) -> None:
    to.put("missed", conversation_id=conversation_id(), kind="not_understood",
           text=to.words(MISSED), nearest=to.words([["asylum", 0.4]]), at=to.ago(5),
           expires_at=to.now + timedelta(days=30))  # fmt: skip


def _desk(to: _Filler) -> None:
    case = to.only_id("cases")
    to.change("cases", team="main", language="en", first_word_at=to.ago(3), promised_by=to.now)
    to.change("conversations", language="en")
    to.change("group_messages", child_message_id=CHILD_MESSAGE)
    to.put("deadlines", case_id=case, kind="silent", due_at=to.now + timedelta(hours=1))
    to.put("staff", key="a" * 32, team="main", user=_seal(WORKER), name=_seal(HOLDER),
           is_on_duty=True, is_supervisor=False, has_private_chat=True,
           seen_at=to.ago(4))  # fmt: skip
    to.put("groups", team="main", configured=_seal(GROUP), chat=_seal(GROUP), moved_at=to.now)
    to.put("sent_messages", conversation_id=conversation_id(), message_id=CHILD_MESSAGE,
           at=to.ago(3))  # fmt: skip


def _keys(to: _Filler) -> None:
    pseudonyms = hashlib.sha256(b"pseudonym:" + base64.urlsafe_b64decode(KEY)).digest()
    to.put("keys", name="pseudonym", wrapped=_seal(base64.b64encode(pseudonyms).decode()))
    to.change("conversations", key=_seal(_DATA_KEY.decode()))
    to.put("trackers", conversation_id=conversation_id(), body=to.words(DIALOGUE),
           saved_at=to.ago(3))  # fmt: skip
