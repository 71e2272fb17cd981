from datetime import timedelta

import time_machine

from bot import clock
from bot.store import deadlines
from bot.store.engine import Store
from tests.kit.factories import child, open_case

MINUTE = timedelta(minutes=1)


def bare_case(tx, chat: int = 1) -> int:
    case = open_case(tx, child(tx, chat))
    deadlines.drop(tx, case.id)
    return case.id


def kinds(rows) -> list[str]:
    return [row.kind for row in rows]


def test_what_is_due_is_found_whenever_somebody_looks(store: Store):
    with store.begin() as tx:
        one = bare_case(tx)
        deadlines.put(tx, one, [("b", clock.now() + 2 * MINUTE), ("a", clock.now() + MINUTE)])
        assert kinds(deadlines.open_of(tx, one)) == ["a", "b"]
        assert deadlines.due(tx) == []
        with time_machine.travel(clock.now() + timedelta(hours=9)):
            assert kinds(deadlines.due(tx)) == ["a", "b"]


def test_a_new_moment_takes_the_place_of_the_open_ones_of_its_kind_only(store: Store):
    with store.begin() as tx:
        one, two = bare_case(tx, 1), bare_case(tx, 2)
        soon, later = clock.now() + MINUTE, clock.now() + 2 * MINUTE
        deadlines.put(tx, one, [("a", soon), ("a", later), ("b", soon)])
        deadlines.put(tx, two, [("a", soon)])
        deadlines.put(tx, one, [("a", later)])
        assert [(row.kind, row.due_at) for row in deadlines.open_of(tx, one)] == [
            ("b", soon),
            ("a", later),
        ]
        assert kinds(deadlines.open_of(tx, two)) == ["a"]


def test_a_deadline_is_dealt_with_once(store: Store):
    with store.begin() as tx:
        one = bare_case(tx)
        deadlines.put(tx, one, [("a", clock.now()), ("b", clock.now())])
        first, second = deadlines.due(tx)
        assert deadlines.finish(tx, first)
        assert not deadlines.finish(tx, first)
        deadlines.drop(tx, one, ["b"])
        assert not deadlines.finish(tx, second)
        assert deadlines.due(tx) == []


def test_what_failed_comes_again_later(store: Store):
    with store.begin() as tx:
        one = bare_case(tx)
        deadlines.put(tx, one, [("a", clock.now())])
        deadlines.postpone(tx, deadlines.due(tx), MINUTE)
        assert deadlines.due(tx) == []
        with time_machine.travel(clock.now() + MINUTE):
            assert kinds(deadlines.due(tx)) == ["a"]
