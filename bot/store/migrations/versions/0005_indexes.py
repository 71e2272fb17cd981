"""What belongs to a case, and the cases of a conversation, are found without reading all rows."""

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_outbox_case_id", "outbox", ["case_id"])
    op.create_index("ix_cases_conversation_id", "cases", ["conversation_id"])
