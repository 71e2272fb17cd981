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

# SQLite gives only INTEGER PRIMARY KEY its own counter. Where rows are deleted while somebody
# still works on them, it must be told not to give the number of the last one away again.
_Id = BigInteger().with_variant(Integer(), "sqlite")

conversations = Table(
    "conversations",
    metadata,
    Column("id", String(32), primary_key=True),  # pseudonym of the chat's id
    Column("chat", Text, nullable=False),  # sealed chat id
    Column("key", Text),  # data key of the child's words, wrapped; gone with this row
    Column("alias", String(40), nullable=False, unique=True),
    Column("country", String(2)),
    Column("language", String(8)),  # of the child's phone, if it is not Spanish
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
    sqlite_autoincrement=True,
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
    Column("team", String(20), nullable=False, server_default="main"),  # whose group it is in
    Column("language", String(8)),  # of the child, if it is not Spanish
    Column("first_word_at", DateTime(timezone=True)),  # a human's first word to the child
    Column("last_word_at", DateTime(timezone=True)),  # a human's last word to the child
    Column("waits_since", DateTime(timezone=True)),  # oldest word of the child without an answer
    Column("promised_by", DateTime(timezone=True)),  # when the child was told to expect someone
    Column("reopened_at", DateTime(timezone=True)),
    Column("outcome", String(40)),
    Column("has_helped", Boolean),  # what the child said afterwards
    Index("ix_cases_conversation_id", "conversation_id"),
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
    Column("detail_digest", String(64)),  # stays when retention empties the detail
    Column("hash", String(64)),  # over this row and the hash of the row before
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
    Column("words_of", String(32)),  # conversation whose words these are, and whose key seals them
    Column("priority", Integer, nullable=False),  # 0 before 1 before 2
    Column("dedupe", String(80), unique=True),
    Column("state", String(10), nullable=False, default="waiting"),  # waiting, sent, failed
    Column("delivery", String(20)),
    Column("attempts", Integer, nullable=False, default=0),
    Column("not_before", DateTime(timezone=True), nullable=False),
    Column("created_at", DateTime(timezone=True), nullable=False),
    Column("sent_at", DateTime(timezone=True)),
    Index("ix_outbox_lane", "lane", "id"),
    Index("ix_outbox_words_of", "words_of"),
    Index("ix_outbox_case_id", "case_id"),
    Index("ix_outbox_waiting", "lane", "id", sqlite_where=text("state = 'waiting'"),
          postgresql_where=text("state = 'waiting'")),
    sqlite_autoincrement=True,
)  # fmt: skip

group_messages = Table(  # which case a message of the staff group belongs to
    "group_messages",
    metadata,
    Column("team", String(20), primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("case_id", _Id, ForeignKey("cases.id"), nullable=False),
    Column("child_message_id", BigInteger),  # its copy in the child's chat, for edits
    Index("ix_group_messages_case_id", "case_id"),
)

missed = Table(  # what the bot got wrong, scrubbed, for whoever writes the content
    "missed",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("conversation_id", String(32), ForeignKey("conversations.id"), nullable=False),
    Column("kind", String(20), nullable=False),  # see bot/store/missed.py
    Column("text", Text, nullable=False),  # sealed, and scrubbed before
    Column("nearest", Text, nullable=False),  # sealed: topics with their confidence
    Column("answered", String(40)),  # the topic or urgent class that was answered
    Column("at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
    Index("ix_missed_conversation_id", "conversation_id"),
)

deadlines = Table(  # what is due for a case, whether or not anybody runs at that moment
    "deadlines",
    metadata,
    Column("id", _Id, primary_key=True),
    Column("case_id", _Id, ForeignKey("cases.id"), nullable=False),
    Column("kind", String(30), nullable=False),
    Column("due_at", DateTime(timezone=True), nullable=False),
    Column("done_at", DateTime(timezone=True)),
    Index("ix_deadlines_case_id", "case_id"),
    Index("ix_deadlines_open", "due_at", sqlite_where=text("done_at IS NULL"),
          postgresql_where=text("done_at IS NULL")),
)  # fmt: skip

staff = Table(  # caseworkers as they were last seen in a team's group
    "staff",
    metadata,
    Column("key", String(32), primary_key=True),  # pseudonym of the Telegram id
    Column("team", String(20), primary_key=True),
    Column("user", Text, nullable=False),  # sealed Telegram id
    Column("name", Text, nullable=False),  # sealed first name
    Column("is_on_duty", Boolean, nullable=False),
    Column("is_supervisor", Boolean, nullable=False),
    Column("has_private_chat", Boolean, nullable=False),  # pressed Start: may be written to
    Column("seen_at", DateTime(timezone=True), nullable=False),
)

groups = Table(  # where each team's group is; it moves when it becomes a supergroup
    "groups",
    metadata,
    Column("team", String(20), primary_key=True),
    Column("configured", Text, nullable=False),  # sealed: the id that the settings name
    Column("chat", Text, nullable=False),  # sealed: where it is now
    Column("moved_at", DateTime(timezone=True), nullable=False),
)

sent_messages = Table(  # what the bot wrote into a child's chat, to be taken away again
    "sent_messages",
    metadata,
    Column("conversation_id", String(32), ForeignKey("conversations.id", ondelete="CASCADE"),
           primary_key=True),
    Column("message_id", BigInteger, primary_key=True, autoincrement=False),
    Column("at", DateTime(timezone=True), nullable=False),
)  # fmt: skip

trackers = Table(  # Rasa's dialogues, sealed; see bot/understanding/tracker_store.py
    "trackers",
    metadata,
    Column("conversation_id", String(32), ForeignKey("conversations.id", ondelete="CASCADE"),
           primary_key=True),
    Column("body", Text, nullable=False),  # sealed
    Column("saved_at", DateTime(timezone=True), nullable=False),
)  # fmt: skip

keys = Table(  # keys that outlive STORE_KEY, wrapped by it
    "keys",
    metadata,
    Column("name", String(20), primary_key=True),
    Column("wrapped", Text, nullable=False),
)
