from datetime import datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from bot.conversation.turn import LONGEST, WINDOW, first_turn, time_left
from bot.store.inbox import InboxRow

START = datetime(2026, 11, 24, tzinfo=timezone.utc)


def row(seconds: float, kind: str = "text", number: int = 1) -> InboxRow:
    return InboxRow(number, "lane", kind, {"text": "x"}, START + timedelta(seconds=seconds), 0)


def test_what_comes_within_the_window_is_one_turn():
    rows = [row(0), row(0.5), row(1.4)]
    assert first_turn(rows) == rows
    assert time_left(rows, rows, START + timedelta(seconds=1.5)) > timedelta(0)
    assert time_left(rows, rows, START + timedelta(seconds=2.7)) <= timedelta(0)


def test_a_press_or_a_photo_ends_the_turn_at_once():
    rows = [row(0), row(0.2, "button")]
    assert first_turn(rows) == rows[:1]
    assert time_left(rows[:1], rows, START) <= timedelta(0)
    assert time_left(rows[1:], rows[1:], START) <= timedelta(0)


def test_no_child_waits_for_a_clock_that_was_set_back():
    rows = [row(0)]
    assert time_left(rows, rows, START - timedelta(seconds=1)) > timedelta(0), "two machines"
    assert time_left(rows, rows, START - timedelta(hours=1)) <= timedelta(0)


def test_a_child_who_types_without_pause_is_answered_all_the_same():
    rows = [row(number) for number in range(20)]
    turn = first_turn(rows)
    assert turn[-1].received_at - turn[0].received_at <= LONGEST
    assert time_left(turn, rows, START + timedelta(seconds=20)) <= timedelta(0)


@given(st.lists(st.tuples(st.floats(0, 3), st.sampled_from(["text", "button"])), min_size=1))
def test_turns_keep_the_order_and_lose_nothing(steps):
    moment, rows = 0.0, []
    for number, (pause, kind) in enumerate(steps):
        moment += pause
        rows.append(row(moment, kind, number))
    left, seen = rows, []
    while left:
        turn = first_turn(left)
        assert turn
        seen += turn
        left = left[len(turn) :]
    assert seen == rows
    assert timedelta(0) < WINDOW < LONGEST
