"""a data key for each conversation, and the dialogues of Rasa beside the texts"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "keys",
        sa.Column("name", sa.String(20), nullable=False),
        sa.Column("wrapped", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_keys")),
    )
    op.create_table(
        "trackers",
        sa.Column("conversation_id", sa.String(32), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["conversation_id"],
            ["conversations.id"],
            name=op.f("fk_trackers_conversation_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("conversation_id", name=op.f("pk_trackers")),
    )
    with op.batch_alter_table("conversations") as table:
        table.add_column(sa.Column("key", sa.Text()))
    with op.batch_alter_table("outbox") as table:
        table.add_column(sa.Column("words_of", sa.String(32)))
        table.create_index("ix_outbox_words_of", ["words_of"])
    op.execute(
        "UPDATE outbox SET words_of = target WHERE target IN (SELECT id FROM conversations)"
    )
