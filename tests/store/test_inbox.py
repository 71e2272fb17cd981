from bot.store import inbox
from bot.store.engine import Store
from tests.kit.factories import child, wrote


def test_a_repeated_update_is_kept_once(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        assert inbox.add(tx, 7, lane, "text", {"text": "hola"})
        assert not inbox.add(tx, 7, lane, "text", {"text": "hola"})
        assert len(inbox.waiting(tx, lane)) == 1


def test_rows_wait_in_order_until_they_are_done(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        rows = [wrote(tx, lane, text, number) for number, text in enumerate("abc")]
        inbox.mark_done(tx, rows[:2])
    with store.begin() as tx:
        assert [row.body["text"] for row in inbox.waiting(tx, lane)] == ["c"]
        assert inbox.waiting_lanes(tx) == [lane]


def test_what_a_child_wrote_is_not_readable_in_the_file(store: Store, tmp_path):
    with store.begin() as tx:
        wrote(tx, child(tx, 987654321), "me llamo Xochiquetzal")
    store.engine.dispose()
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"Xochiquetzal" not in everything
    assert b"987654321" not in everything


def test_a_number_is_never_used_twice(store: Store):
    with store.begin() as tx:
        lane = child(tx)
        first = wrote(tx, lane, "a", 1)
        inbox.erase(tx, lane, up_to=first.id)
        assert wrote(tx, lane, "b", 2).id > first.id
