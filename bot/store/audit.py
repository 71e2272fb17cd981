"""The chain of the audit trail: each event carries a digest over itself and the event before.

The digests are HMACs under a key of the store, so that whoever can write the database but has not
the key can't forge them. How many events there are, and the last digest, are kept sealed, so that
cutting off the end shows too.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timezone
from typing import Any

from cryptography.fernet import InvalidToken
from sqlalchemy import func, select

from bot.store.engine import Tx
from bot.store.tables import events, keys

HEAD = "audit_head"
_ONE_AT_A_TIME = 7_266_383  # any number: who adds an event holds this lock until the commit


@dataclass(frozen=True)
class Break:
    """What is wrong at an event.

    Attributes:
        event_id: the event.
        what: "broken" (it was changed, or one before it is gone), "changed" (its detail was), or
            "cut_off" (events after it are gone).
    """

    event_id: int
    what: str


def link(tx: Tx, values: Mapping[str, Any], detail: Mapping[str, Any] | None) -> dict[str, str]:
    """Return what is to be stored with a new event so that it continues the chain.

    Args:
        tx: the transaction that inserts it next.
        values: ``case_id``, ``kind``, ``actor`` and ``at`` of the event.
        detail: its detail in clear.
    """
    if tx.conn.dialect.name == "postgresql":
        tx.conn.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))
    count, last = _head(tx)
    detail_digest = _digest(tx, json.dumps(detail, sort_keys=True))
    found = _event_digest(tx, last, values, detail_digest)
    _set_head(tx, count + 1, found)
    return {"detail_digest": detail_digest, "hash": found}


def verify(tx: Tx) -> tuple[int, list[Break]]:
    """Follow the chain from its first event.

    Returns:
        How many events are linked, and where it is broken. Details that retention has emptied
        are no break: their digest stays.
    """
    breaks: list[Break] = []
    count, last, seen, last_id = 0, "", False, 0
    for row in tx.conn.execute(select(events).order_by(events.c.id)):
        if row.hash is None and not seen:
            continue  # older than the chain
        seen = True
        count += 1
        expected = _event_digest(tx, last, dict(row._mapping), row.detail_digest or "")
        if row.hash is None or row.hash != expected:
            breaks.append(Break(row.id, "broken"))
        elif not _has_its_detail(tx, row):
            breaks.append(Break(row.id, "changed"))
        last, last_id = row.hash or "", row.id
    head_count, head_hash = _head(tx)
    if not breaks and (head_count, head_hash) != (count, last):
        breaks.append(Break(last_id, "cut_off"))
    return count, breaks


def _has_its_detail(tx: Tx, row: Any) -> bool:
    if row.detail is None:
        return True
    try:
        detail = tx.sealer.open(row.detail)
    except InvalidToken:
        return False
    return bool(_digest(tx, json.dumps(detail, sort_keys=True)) == row.detail_digest)


def _event_digest(tx: Tx, last: str, values: Mapping[str, Any], detail_digest: str) -> str:
    at: datetime = values["at"]
    moment = at.replace(tzinfo=at.tzinfo or timezone.utc).astimezone(timezone.utc)
    parts = [last, values["case_id"], values["kind"], values["actor"], moment.isoformat()]
    return _digest(tx, json.dumps([*parts, detail_digest]))


def _digest(tx: Tx, text: str) -> str:
    return tx.sealer.digest(f"audit:{text}")


def _head(tx: Tx) -> tuple[int, str]:
    wrapped = tx.conn.execute(select(keys.c.wrapped).where(keys.c.name == HEAD)).scalar()
    if wrapped is None:
        return 0, ""
    count, last = tx.sealer.open(wrapped)
    return int(count), str(last)


def _set_head(tx: Tx, count: int, last: str) -> None:
    wrapped = tx.sealer.seal([count, last])
    if tx.conn.execute(keys.update().where(keys.c.name == HEAD).values(wrapped=wrapped)).rowcount:
        return
    tx.conn.execute(keys.insert().values(name=HEAD, wrapped=wrapped))
