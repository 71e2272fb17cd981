"""The tables. Texts and Telegram ids stand in sealed columns only (see sealing.py)."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    text,
)

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite gives only INTEGER PRIMARY KEY its own counter.
_Id = BigInteger().with_variant(Integer(), "sqlite")

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),  # pseudonym of the chat's id
    Column("chat", Text, nullable=False),  # sealed chat id
    Column("alias", String(40), nullable=False, unique=True),
    Column("country", String(2)),
    Column("pending", String(80)),  # the bot's own open question, such as danger:<class>
    Column("pending_at", DateTime(timezone=True)),
    Column("is_blocked", Boolean, nullable=False, default=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("last_message_at", DateTime(timezone=True), nullable=False),
)

inbox = Table(
    "inbox",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("update_id", BigInteger, nullable=False, unique=True),
    Column("lane", String(40), nullable=False),  # conversation id, or "staff"
    Column("kind", String(20), nullable=False),
    Column("body", Text, nullable=False),  # sealed
    Column("attempts", Integer, nullable=False, default=0),
    Column("received_at", DateTime(timezone=True), nullable=False),
    Column("done_at", DateTime(timezone=True)),
    Index("ix_inbox_lane", "lane", "id"),
    Index("ix_inbox_open", "lane", "id", sqlite_where=text("done_at IS NULL"),
          postgresql_where=text("done_at IS NULL")),
)  # fmt: skip

cases = Table(
    "cases",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("conversation_id", String(32), ForeignKey("conversations.id")),  # null: erased
    Column("reason", String(40), nullable=False),  # urgent class, or topic that asks for a human
    Column("priority", String(2), nullable=False),
    Column("state", String(10), nullable=False),  # open, claimed, closed
    Column("why", Text, nullable=False),  # what the check saw, without the child's words
    Column("holder", String(32)),  # pseudonym of the caseworker
    Column("holder_name", Text),  # sealed
    Column("thread_id", BigInteger),
    Column("card_id", BigInteger),  # message id of the card
    Column("opened_at", DateTime(timezone=True), nullable=False),
    Column("claimed_at", DateTime(timezone=True)),
    Column("closed_at", DateTime(timezone=True)),
    Index("uq_cases_one_open", "conversation_id", unique=True,
          sqlite_where=text("state != 'closed'"), postgresql_where=text("state != 'closed'")),
)  # fmt: skip

events = Table(  # append-only: the audit trail
    "events",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("case_id", _Id, ForeignKey("cases.id")),  # null: a refused act without a case
    Column("kind", String(20), nullable=False),
    Column("actor", String(32)),  # pseudonym of the caseworker; null: the bot or the child
    Column("detail", Text),  # sealed
    Column("at", DateTime(timezone=True), nullable=False),
    Index("ix_events_case_id", "case_id"),
)

outbox = Table(
    "outbox",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("lane", String(50), nullable=False),  # order is kept within a lane
    Column("target", String(32), nullable=False),  # conversation id, or "group"
    Column("case_id", _Id, ForeignKey("cases.id")),
    Column("purpose", String(20), nullable=False),
    Column("body", Text, nullable=False),  # sealed
    Column("priority", Integer, nullable=False),  # 0 before 1 before 2
    Column("dedupe", String(80), unique=True),
    Column("state", String(10), nullable=False, default="waiting"),  # waiting, sent, failed
    Column("delivery", String(20)),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", DateTime(timezone=True), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Index("ix_outbox_lane", "lane", "id"),
    Index("ix_outbox_waiting", "lane", "id", sqlite_where=text("state = 'waiting'"),
          postgresql_where=text("state = 'waiting'")),
)  # fmt: skip

group_messages = Table(  # which case a message of the staff group belongs to
    "group_messages",
    metadata,
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", _Id, ForeignKey("cases.id"), nullable=False),
    Index("ix_group_messages_case_id", "case_id"),
)
