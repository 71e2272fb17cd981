from datetime import datetime, timedelta, timezone

import pytest
import time_machine

from bot.desk.when import lasting, moment_in_words, told_wait, wait_in_words
from tests.kit.factories import content, plan

EVENING = datetime(2026, 11, 25, 3, tzinfo=timezone.utc)  # Tuesday, 9 in the evening in Mexico


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


@pytest.mark.parametrize(
    ("spent", "text"),
    [(minutes(0), "0 min"), (minutes(59), "59 min"), (minutes(125), "2 h 5 min"),
     (minutes(1500), "1 d 1 h"), (minutes(-5), "0 min")],
)  # fmt: skip
def test_the_staff_read_durations_at_a_glance(spent, text):
    assert lasting(spent, content()) == text


@pytest.mark.parametrize(
    ("wait", "text"),
    [(minutes(0), "5 minutos"), (minutes(11), "15 minutos"), (minutes(46), "una hora"),
     (minutes(61), "2 horas"), (minutes(180), "3 horas")],
)  # fmt: skip
def test_a_wait_is_told_rounded_up_never_down(wait, text):
    assert told_wait(wait) >= wait
    assert wait_in_words(told_wait(wait), content()) == text


@pytest.mark.parametrize(
    ("hours_ahead", "text"),
    [
        (1, "hoy a las 10 de la noche"),
        (12, "mañana a las 9 de la mañana"),
        (16, "mañana a la 1 de la tarde"),
        (36.5, "el jueves a las 9:30 de la mañana"),
        (24 * 7 + 12, "el miércoles 2 de diciembre a las 9 de la mañana"),
        (4, "mañana a la 1 de la madrugada"),
    ],
)
def test_a_moment_is_told_by_day_and_hour_of_the_teams_clock(hours_ahead, text):
    with time_machine.travel(EVENING, tick=False):
        moment = EVENING + timedelta(hours=hours_ahead)
        assert moment_in_words(moment, plan().team("main"), content()) == (
            f"{text} (hora del centro de México)"
        )
