from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, select
from sqlalchemy.engine import Engine

import bot.store
from bot import clock
from bot.conversation.retention import forget_old
from bot.store import (
    audit,
    case_messages,
    cases,
    conversations,
    deadlines,
    groups,
    inbox,
    missed,
    outbox,
    sent_messages,
    staff,
    tables,
    trackers,
    trail,
)
from bot.store.conversations import ChatId, ConversationId
from bot.store.engine import Store, Tx, open_store
from tests.kit import old_stores
from tests.kit.factories import KEY


def revisions() -> list[str]:
    """Return all revisions of the schema, from the first to the present one."""
    config = Config()
    folder = Path(bot.store.__file__).parent / "migrations"
    config.set_main_option("script_location", str(folder))
    return sorted(one.revision for one in ScriptDirectory.from_config(config).walk_revisions())


def differences(engine: Engine) -> list[object]:
    with engine.begin() as conn:
        own = {"include_name": lambda name, *_: name != "sqlite_sequence"}  # it is SQLite's
        return list(compare_metadata(MigrationContext.configure(conn, opts=own), tables.metadata))


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the URL of a database without tables."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'bot.db'}"
    return str(request.getfixturevalue("postgres").empty_database())


@pytest.fixture
def before(empty: str) -> Iterator[Engine]:
    """Give an engine of the database without tables."""
    engine = create_engine(empty, future=True)
    yield engine
    engine.dispose()


def test_the_migrations_lead_to_the_tables_of_the_code(store: Store):
    assert differences(store.engine) == []


@pytest.mark.parametrize("revision", revisions())
def test_a_store_of_each_revision_is_upgraded_with_all_that_it_holds(
    before: Engine, empty: str, revision: str
):
    old_stores.fill(before, revision)
    assert old_stores.empty_tables(before) <= {"sqlite_sequence"}
    before.dispose()
    upgraded = open_store(empty, KEY)
    assert differences(upgraded.engine) == []
    with upgraded.begin() as tx:
        _look_at_the_talk(tx)
        _look_at_the_case(tx, revision)
        if revision >= "0002":
            assert [one.text for one in missed.all_kept(tx)] == [old_stores.MISSED]
            assert missed.all_kept(tx)[0].nearest == (("asylum", 0.4),)
        if revision >= "0003":
            _look_at_the_desk(tx)
        if revision >= "0004":
            assert trackers.load(tx, _child(tx)) == old_stores.DIALOGUE
    upgraded.engine.dispose()


@pytest.mark.parametrize("revision", revisions())
def test_an_upgraded_store_is_worked_with_as_any_other(before: Engine, empty: str, revision: str):
    old_stores.fill(before, revision)
    before.dispose()
    upgraded = open_store(empty, KEY)
    with upgraded.begin() as tx:
        one = conversations.find_or_create(tx, ChatId(old_stores.CHAT), ["Otro"])
        assert one == _child(tx), "the child is known again"
        old = inbox.waiting(tx, one)
        assert inbox.add(tx, 3, one, "text", {"text": "sigo aquí"})
        assert not inbox.add(tx, 1, one, "text", {"text": "otra vez"}), "an update came again"
        assert [row.body["text"] for row in inbox.waiting(tx, one)[len(old) :]] == ["sigo aquí"]
        case = cases.current(tx, one)
        assert case is not None
        trail.add_event(tx, case.id, "noted", detail={"x": 1})
        assert audit.verify(tx) == (1, []), "what came before the chain is no break"
        trackers.save(tx, one, ["hola"])
        assert trackers.load(tx, one) == ["hola"]
    upgraded.engine.dispose()


@pytest.mark.parametrize("revision", revisions())
def test_a_child_of_an_older_store_is_erased_whole(before: Engine, empty: str, revision: str):
    old_stores.fill(before, revision)
    before.dispose()
    upgraded = open_store(empty, KEY)
    upgraded.do(lambda tx: cases.close(tx, cases.not_closed(tx)[0].id))
    forget_old(upgraded, clock.now() + timedelta(days=400))
    with upgraded.begin() as tx:
        assert not tx.conn.execute(select(tables.conversations)).all()
        assert not tx.conn.execute(select(tables.trackers)).all()
        assert not tx.conn.execute(select(tables.missed)).all()
        assert not tx.conn.execute(select(tables.outbox)).all()
        left = tx.conn.execute(select(tables.inbox)).all()
        assert [row.lane for row in left] == [inbox.STAFF], "nobody has done it yet"
        assert [row.why for row in tx.conn.execute(select(tables.cases))] == [""]
    upgraded.engine.dispose()


def _child(tx: Tx) -> ConversationId:
    return conversations.conversation_id(tx, ChatId(old_stores.CHAT))


def _look_at_the_talk(tx: Tx) -> None:
    child = _child(tx)
    assert child == old_stores.conversation_id()
    found = conversations.get(tx, child)
    assert (found.alias, found.country, found.pending) == (old_stores.ALIAS, "MX", "danger:x")
    assert conversations.chat_of(tx, child) == old_stores.CHAT
    assert [row.body for row in inbox.waiting(tx, child)] == [{"text": old_stores.WORDS}]
    assert [row.body for row in inbox.waiting(tx, inbox.STAFF)] == [old_stores.STAFF_SAID]
    assert {row.body["text"] for row in outbox.heads(tx)} == {old_stores.REPLY, old_stores.WORDS}


def _look_at_the_case(tx: Tx, revision: str) -> None:
    case = cases.current(tx, _child(tx))
    assert case is not None
    assert (case.priority, case.state, case.why) == ("P1", cases.CLAIMED, "señal")
    assert (case.holder_name, case.team) == (old_stores.HOLDER, cases.MAIN_TEAM)
    assert case.thread_id == 7
    assert cases.by_message(tx, cases.MAIN_TEAM, old_stores.CARD) == case
    assert [(one.kind, one.detail) for one in trail.events_of(tx, case.id)] == [
        ("claimed", {"by": "button"})
    ]
    assert (case.first_word_at is not None) == (revision >= "0003")


def _look_at_the_desk(tx: Tx) -> None:
    case = cases.current(tx, _child(tx))
    assert case is not None
    assert [one.kind for one in deadlines.open_of(tx, case.id)] == ["silent"]
    [colleague] = staff.of_team(tx, cases.MAIN_TEAM)
    assert (colleague.name, colleague.is_on_duty) == (old_stores.HOLDER, True)
    assert groups.chats(tx) == {cases.MAIN_TEAM: old_stores.GROUP}
    assert [one.message_id for one in sent_messages.of(tx, _child(tx))] == [
        old_stores.CHILD_MESSAGE
    ]
    found = case_messages.child_message(tx, cases.MAIN_TEAM, old_stores.CARD)
    assert found == old_stores.CHILD_MESSAGE
