"""Changing STORE_KEY: what it sealed is sealed anew; the data keys of conversations stay."""

from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import Column, select

from bot.store.engine import Store, Tx
from bot.store.tables import cases, conversations, events, groups, inbox, keys, outbox, staff

SEALED = (
    conversations.c.chat, conversations.c.key, inbox.c.body, outbox.c.body, cases.c.holder_name,
    events.c.detail, staff.c.user, staff.c.name, groups.c.configured, groups.c.chat,
    keys.c.wrapped,
)  # fmt: skip
"""Columns that STORE_KEY seals, or sealed before conversations had keys of their own."""


def rotate(store: Store) -> int:
    """Seal anew, with the present key, what STORE_KEY or an earlier one had sealed.

    Args:
        store: opened with the new key and the earlier ones.

    Returns:
        How many values were sealed anew. All or none: it is one transaction.
    """
    return store.do(lambda tx: sum(_rotate(tx, column) for column in SEALED))


def _rotate(tx: Tx, column: "Column[Any]") -> int:
    table = column.table
    identity = list(table.primary_key.columns)
    count = 0
    for row in tx.conn.execute(select(*identity, column).where(column.isnot(None))).all():
        *key, sealed = row
        try:
            renewed = tx.sealer.renew(sealed)
        except InvalidToken:
            continue  # a child's words, sealed with a data key that STORE_KEY only wraps
        same = [part == value for part, value in zip(identity, key, strict=True)]
        tx.conn.execute(table.update().where(*same).values({column.name: renewed}))
        count += 1
    return count
