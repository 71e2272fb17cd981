"""the desk's clock, teams, outcomes, and the chain of the audit trail"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    with op.batch_alter_table("cases") as table:
        table.add_column(sa.Column("team", sa.String(20), nullable=False, server_default="main"))
        table.add_column(sa.Column("language", sa.String(8)))
        table.add_column(sa.Column("first_word_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("last_word_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("waits_since", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("promised_by", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("reopened_at", sa.DateTime(timezone=True)))
        table.add_column(sa.Column("outcome", sa.String(40)))
        table.add_column(sa.Column("has_helped", sa.Boolean()))
    op.create_table(
        "deadlines",
        sa.Column("id", _Id, nullable=False),
        sa.Column("case_id", _Id, nullable=False),
        sa.Column("kind", sa.String(30), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_deadlines_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    op.create_index("ix_deadlines_case_id", "deadlines", ["case_id"])
    op.create_index(
        "ix_deadlines_open",
        "deadlines",
        ["due_at"],
        sqlite_where=sa.text("done_at IS NULL"),
        postgresql_where=sa.text("done_at IS NULL"),
    )
    op.create_table(
        "staff",
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("team", sa.String(20), nullable=False),
        sa.Column("user", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("is_on_duty", sa.Boolean(), nullable=False),
        sa.Column("is_supervisor", sa.Boolean(), nullable=False),
        sa.Column("has_private_chat", sa.Boolean(), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", "team", name=op.f("pk_staff")),
    )
    op.create_table(
        "groups",
        sa.Column("team", sa.String(20), nullable=False),
        sa.Column("configured", sa.Text(), nullable=False),
        sa.Column("chat", sa.Text(), nullable=False),
        sa.Column("moved_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("team", name=op.f("pk_groups")),
    )
    op.create_table(
        "sent_messages",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_sent_messages_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", "message_id", name=op.f("pk_sent_messages")),
    )
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("language", sa.String(8)))
    op.rename_table("group_messages", "old_group_messages")
    op.drop_index("ix_group_messages_case_id", "old_group_messages")
    op.create_table(
        "group_messages",
        sa.Column("team", sa.String(20), nullable=False),
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("case_id", _Id, nullable=False),
        sa.Column("child_message_id", sa.BigInteger()),
        sa.ForeignKeyConstraint(
            ["case_id"], ["cases.id"], name=op.f("fk_group_messages_case_id_of_team")
        ),
        sa.PrimaryKeyConstraint("team", "message_id", name=op.f("pk_group_messages_of_team")),
    )
    op.execute(
        "INSERT INTO group_messages (team, message_id, case_id) "
        "SELECT 'main', message_id, case_id FROM old_group_messages"
    )
    op.drop_table("old_group_messages")
    op.create_index("ix_group_messages_case_id", "group_messages", ["case_id"])
    with op.batch_alter_table("events") as table:
        table.add_column(sa.Column("detail_digest", sa.String(64)))
        table.add_column(sa.Column("hash", sa.String(64)))
    if op.get_bind().dialect.name == "sqlite":
        _never_use_a_number_twice("inbox", "ix_inbox_open", "done_at IS NULL")
        _never_use_a_number_twice("outbox", "ix_outbox_waiting", "state = 'waiting'")


def _never_use_a_number_twice(table: str, partial_index: str, where: str) -> None:
    op.drop_index(partial_index, table)  # a table that is made anew would lose its condition
    with op.batch_alter_table(
        table, recreate="always", table_kwargs={"sqlite_autoincrement": True}
    ):
        pass
    op.create_index(partial_index, table, ["lane", "id"], sqlite_where=sa.text(where))
