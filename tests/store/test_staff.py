from datetime import timedelta

import time_machine

from bot import clock
from bot.store import staff
from bot.store.engine import Store


def test_somebody_is_kept_once_a_team_with_what_was_seen_last(store: Store):
    with store.begin() as tx:
        staff.note(tx, "k", "main", 7, "Ana", is_supervisor=False)
        staff.set_on_duty(tx, "k", "main", is_on_duty=True)
        with time_machine.travel(clock.now() + timedelta(hours=1), tick=False):
            staff.note(tx, "k", "main", 7, "Ana María", is_supervisor=True)
            (one,) = staff.of_team(tx, "main")
            assert (one.name, one.is_supervisor, one.is_on_duty) == ("Ana María", True, True)
            assert one.seen_at == clock.now()
        assert staff.of_team(tx, "norte") == []


def test_who_may_be_written_to_privately_is_so_in_every_team(store: Store):
    with store.begin() as tx:
        staff.note(tx, "k", "main", 7, "Ana", is_supervisor=False)
        staff.set_private_chat(tx, "k", has_private_chat=True)
        staff.note(tx, "k", "norte", 7, "Ana", is_supervisor=False)
        assert staff.teams_of(tx, "k") == ["main", "norte"]
        assert all(staff.find(tx, "k", team).has_private_chat for team in ("main", "norte"))
        staff.remove(tx, "k", "main")
        assert staff.teams_of(tx, "k") == ["norte"]


def test_no_name_and_no_id_of_the_staff_is_readable(tmp_path):
    from tests.kit.factories import make_store

    store = make_store(tmp_path)
    with store.begin() as tx:
        staff.note(tx, "k", "main", 600000123, "Xochitl", is_supervisor=False)
        assert staff.user_of(tx, "k") == 600000123
        assert staff.user_of(tx, "nobody") is None
    store.engine.dispose()
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Xochitl" not in everything
    assert b"600000123" not in everything
