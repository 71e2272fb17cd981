from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext

from bot.store.engine import Store
from bot.store.tables import metadata


def test_the_migrations_lead_to_the_tables_of_the_code(store: Store):
    with store.engine.begin() as conn:
        own = {"include_name": lambda name, *_: name != "sqlite_sequence"}  # it is SQLite's
        context = MigrationContext.configure(conn, opts=own)
        assert compare_metadata(context, metadata) == []
