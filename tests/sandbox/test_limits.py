import pytest

from bot.sandbox.limits import Limits
from bot.sandbox.refusal import Refusal

CHILD, GROUP = 700000001, -1001


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def limits(clock: Clock) -> Limits:
    made = Limits(clock)
    made.is_on = True
    return made


def test_a_child_gets_a_short_burst_and_then_one_a_second(limits: Limits, clock: Clock) -> None:
    for _ in range(4):
        limits.count(CHILD)
    clock.now = 1.5
    with pytest.raises(Refusal) as refused:
        limits.count(CHILD)
    assert refused.value.code == 429
    assert refused.value.body()["parameters"] == {"retry_after": 3}
    clock.now = 4.0
    limits.count(CHILD)


def test_the_group_gets_twenty_a_minute(limits: Limits, clock: Clock) -> None:
    for second in range(20):
        clock.now = float(second)
        limits.count(GROUP)
    with pytest.raises(Refusal, match="retry after 41"):
        limits.count(GROUP)


def test_all_together_get_thirty_a_second(limits: Limits, clock: Clock) -> None:
    for number in range(30):
        limits.count(CHILD + number)
    with pytest.raises(Refusal, match="retry after 1"):
        limits.count(CHILD + 30)
    clock.now = 1.0
    limits.count(CHILD + 30)


def test_nothing_is_limited_until_switched_on(clock: Clock) -> None:
    limits = Limits(clock)
    for _ in range(100):
        limits.count(CHILD)
