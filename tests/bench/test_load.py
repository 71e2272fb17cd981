"""The pure parts of `make bench`."""

import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.load.figures import Load, Spread, first_after, highest_rate, percentile, spread_of
from bench.load.growth import Grown, plant, read_times
from bench.load.ours import PROCESSES, Ours
from bench.load.probes import Cry
from bench.load.processes import cpu_seconds, megabytes, usage_of
from bench.load.report import milliseconds, ratio, report
from bench.load.stock import Stock, project
from bench.load.topics import Topics
from bot.store.engine import Store
from tests.kit.factories import content

QUICK, SLOW = Spread(0.1, 0.4, 0.8), Spread(0.5, 1.2, 3.0)


def load(rate: float, spread: Spread | None = QUICK, lost: int = 0) -> Load:
    return Load(rate, int(rate * 10), lost, spread, {"bridge": 0.15}, 0.2)


@given(st.lists(st.floats(0, 100), min_size=1), st.floats(0.01, 1))
def test_no_more_than_the_rest_exceeds_a_percentile(values, share):
    limit = percentile(values, share)
    assert limit in values
    assert sum(value <= limit for value in values) >= share * len(values) - 1e-9
    assert sum(value < limit for value in values) < share * len(values) + 1e-9


def test_a_spread_names_the_slowest():
    assert spread_of([one / 100 for one in range(1, 101)]) == Spread(0.5, 0.95, 0.99)
    assert spread_of([]) is None


def test_an_answer_counts_for_the_message_before_it():
    assert first_after(2.0, [1.0, 2.0, 2.5, 3.0]) == 2.5
    assert first_after(3.0, [1.0, 2.0]) is None


@pytest.mark.parametrize("failed", [load(30, SLOW), load(30, None), load(30, lost=1)])
def test_the_highest_rate_ends_at_the_first_that_fails(failed):
    assert highest_rate([load(40), failed, load(10), load(1)]) == 10
    assert highest_rate([load(1), load(10)]) == 10
    assert highest_rate([load(1, SLOW), load(10)]) == 0


def test_the_cpu_time_of_this_process_is_seen():
    with usage_of({"this": os.getpid()}) as usage:
        before = cpu_seconds(os.getpid())
        while cpu_seconds(os.getpid()) < before + 0.1:
            sum(range(1000))
    assert usage.cores["this"] > 0.1
    assert megabytes(os.getpid()) > 10


def test_every_message_planted_is_there_once_and_nothing_of_it_waits(store: Store):
    plant(store, 100)
    plant(store, 200)
    plant(store, 200)
    with store.begin() as tx:
        count = {
            table: tx.conn.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
            for table in ("conversations", "inbox", "outbox", "sent_messages", "trackers")
        }
    assert count == {
        "conversations": 20, "inbox": 100, "outbox": 100, "sent_messages": 100, "trackers": 20,
    }  # fmt: skip
    assert all(time > 0 for time in read_times(store).values())
    with store.begin() as tx:  # measuring leaves nothing behind
        assert tx.conn.exec_driver_sql("SELECT count(*) FROM conversations").scalar() == 20


def test_the_baseline_answers_every_intent():
    files = project(content())
    intents = {item["intent"] for item in files["data.yml"]["nlu"]}
    answered = {
        step["action"] for rule in files["data.yml"]["rules"] for step in rule["steps"][1:]
    }
    assert set(files["domain.yml"]["intents"]) == intents
    assert answered == set(files["domain.yml"]["responses"])
    assert {f"utter_{intent}" for intent in intents} < answered


def test_the_report_names_every_figure_and_its_ratio():
    ours = Ours(
        starts_in=dict.fromkeys(PROCESSES, 5.0),
        megabytes=dict.fromkeys(PROCESSES, 100.0),
        loads=[load(1), load(10), load(30, SLOW, lost=2)],
        second_message=0.1,
        cries={"idle": Cry(0.2, 0.5)},
        grown=[Grown(1000, {"inbox": 0.25}, 9.5)],
    )
    stock = Stock(10.0, 600.0, 1.0, [load(1, SLOW), load(10, None)])
    text = report(ours, stock, [Topics(91, 0.7, 0.4)], 30)
    for shown in (
        "| 1 a second: median / p95 / p99, ms | 100 / 400 / 800 | 500 / 1200 / 3000 | 0.33 ",
        "| 10 a second: median / p95 / p99, ms | 100 / 400 / 800 | no answer | – (p95) |",
        "| 30 a second: median / p95 / p99, ms | 500 / 1200 / 3000 | not tried | – (p95) |",
        "| lost | 2 | 0 |  |",
        "| highest rate under 1 s at p95 | 10 | 0 | – |",
        "| cry for help, idle: child told / case in the group, ms | 200 / 500 | – | – |",
        "| 15 | 10 | 1.50 |",
        "| 300 | 600 | 0.50 |",
        "| 1,000 | 9.5 | 0.25 |",
        "| 91 | 0.7 | 0.4 |",
    ):
        assert shown in text


def test_figures_are_written_for_people():
    assert milliseconds(Spread(0.0123, 1.0, 2.5)) == "12 / 1000 / 2500"
    assert (ratio(1.0, 2.0), ratio(1.0, 0.0), ratio(None, 1.0)) == ("0.50", "–", "–")
