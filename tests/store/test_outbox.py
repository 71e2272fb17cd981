from datetime import timedelta
from typing import Any

from bot.store import outbox
from bot.store.engine import Store
from bot.store.tables import outbox as rows
from tests.kit.factories import child


def say(tx, lane, text, **more):
    return outbox.put(tx, lane, "text", {"text": text}, **more)


def test_only_the_first_of_a_lane_is_offered_and_the_urgent_first(store: Store):
    with store.begin() as tx:
        one, two = child(tx, 1), child(tx, 2)
        say(tx, one, "primero")
        say(tx, one, "segundo")
        say(tx, two, "urgente", priority=outbox.URGENT)
        assert [row.body["text"] for row in outbox.heads(tx)] == ["urgente", "primero"]


def test_what_stands_in_the_way_of_an_alert_goes_first_with_it(store: Store):
    with store.begin() as tx:
        one, two = child(tx, 1), child(tx, 2)
        say(tx, two, "otra")
        say(tx, one, "primero", priority=outbox.ROUTINE)
        say(tx, one, "alerta", priority=outbox.URGENT)
        head = outbox.heads(tx)[0]
        assert (head.body["text"], head.priority) == ("primero", outbox.URGENT)


def test_a_row_that_must_wait_holds_back_its_lane(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        say(tx, lane, "primero")
        say(tx, lane, "segundo")
        outbox.retry_in(tx, outbox.heads(tx)[0], timedelta(minutes=1), "later")
        assert outbox.heads(tx) == []


def test_what_was_sent_or_failed_makes_room_for_the_next(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        for text in "abc":
            say(tx, lane, text)
        outbox.mark_sent(tx, outbox.heads(tx)[0])
        outbox.mark_failed(tx, outbox.heads(tx)[0], "rejected")
        assert [row.body["text"] for row in outbox.heads(tx)] == ["c"]


def test_the_same_thing_is_said_once(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        assert say(tx, lane, "aviso", dedupe="aviso:1")
        assert not say(tx, lane, "aviso", dedupe="aviso:1")
        assert len(outbox.latest(tx, lane, 10)) == 1


def test_a_run_ends_where_the_purpose_changes(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        outbox.put(tx, lane, "line", {"text": "a"})
        outbox.put(tx, lane, "line", {"text": "b"})
        outbox.put(tx, lane, "card", {})
        outbox.put(tx, lane, "line", {"text": "c"})
        run = outbox.run_of(tx, outbox.heads(tx)[0], {"line"}, 10)
        assert [row.body["text"] for row in run] == ["a", "b"]


def test_a_number_is_never_used_twice(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        say(tx, lane, "a")
        row = outbox.heads(tx)[0]
        outbox.delete(tx, row)
        say(tx, lane, "b")
        assert outbox.heads(tx)[0].id > row.id
        outbox.mark_sent(tx, row)  # by who was sending it when it was deleted
        assert [one.body["text"] for one in outbox.heads(tx)] == ["b"]


def test_what_was_opened_in_an_earlier_look_is_not_opened_again(store: Store):
    opened: dict[int, Any] = {}
    with store.begin() as tx:
        lane = child(tx)
        say(tx, lane, "a")
        first = outbox.heads(tx, opened)
        say(tx, child(tx, 2), "b")
    assert opened == {row.id: row.body for row in first}
    with store.begin() as tx:
        tx.conn.execute(rows.update().where(rows.c.id == first[0].id).values(body="no longer"))
        second = outbox.heads(tx, opened)
        assert [row.body["text"] for row in second] == ["a", "b"]
        outbox.mark_sent(tx, second[0])
        assert [row.body["text"] for row in outbox.heads(tx, opened)] == ["b"]
        assert list(opened) == [second[1].id]


def test_what_nobody_can_open_is_told_apart_and_writes_nothing(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        say(tx, lane, "primero")
        say(tx, lane, "segundo")
        tx.conn.execute(rows.update().where(rows.c.id == 1).values(body="kaputt"))
    opened: dict[int, Any] = {}
    for _ in range(2):  # what it was taken for is not remembered
        (head,) = store.look(lambda tx: outbox.heads(tx, opened))
        assert (head.id, head.purpose, head.body) == (1, outbox.UNREADABLE, {})
    assert store.look(lambda tx: outbox.run_of(tx, head, {"text"}, 9)) == []
