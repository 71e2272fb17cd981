"""Single messages whose way is followed: a cry for help, and a second message right behind."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from bench.load.crowd import WINDOW_SECONDS, Crowd, ended_at
from bench.load.figures import first_after
from bot.sandbox.people import child
from bot.store import cases, conversations
from bot.store.cases import Case
from bot.store.conversations import ChatId
from bot.store.engine import Store, Tx

CRY = "AYUDA"
CRIES = 3
EVERY_SECONDS = 12.0  # a case takes a few of the 20 messages that a group gets a minute
_STANDS_WITHIN = 60.0
_FIRST, _SECOND = "hola", "gracias"
_SECOND_AFTER = 0.02  # seconds after the window: then the first message is with Rasa


@dataclass(frozen=True)
class Cry:
    """Seconds from a cry for help until …

    Attributes:
        told: the child was told what to do now.
        stands: the case stood in the group.
    """

    told: float
    stands: float


NEVER = Cry(float("inf"), float("inf"))


def cry(crowd: Crowd, store: Store, numbers: Iterator[int]) -> Cry:
    """Let a few children cry for help, one after the other; return the medians."""
    cries = []
    for _ in range(CRIES):
        started = time.monotonic()
        cries.append(_cry_once(crowd, store, next(numbers)))
        time.sleep(max(0.0, started + EVERY_SECONDS - time.monotonic()))
    return Cry(median(one.told for one in cries), median(one.stands for one in cries))


@contextmanager
def busy(crowd: Crowd, rate: float, seconds: float) -> Iterator[None]:
    """Let the other children write all the while; wait at the end until all are answered."""
    others = threading.Thread(target=crowd.write_many, args=(rate, round(rate * seconds)))
    others.start()
    try:
        time.sleep(5)  # until the load is what it is going to be
        yield
    finally:
        others.join()
        crowd.wait_until_quiet()


def second_message(crowd: Crowd, numbers: Iterator[int], times: int = 5) -> float:
    """Return the median wait for the answer to a message that comes while Rasa has the first.

    Args:
        crowd: of a system with nothing else to do.
        numbers: children who have not written yet.
        times: how often it is tried.

    Returns:
        Seconds from the end of the second message's grouping window.
    """
    ends = []
    for _ in range(times):
        number = next(numbers)
        crowd.write(number, _FIRST)
        time.sleep(WINDOW_SECONDS + _SECOND_AFTER)
        ends.append((number, crowd.write(number, _SECOND) + WINDOW_SECONDS))
        crowd.wait_until_quiet()
    replies = crowd.replies()
    waits = [(first_after(end, replies[number]) or float("inf")) - end for number, end in ends]
    return median(waits)


def _cry_once(crowd: Crowd, store: Store, number: int) -> Cry:
    moment = crowd.write(number, CRY)
    end = time.monotonic() + _STANDS_WITHIN
    while time.monotonic() < end:
        time.sleep(0.5)
        case = store.do(lambda tx: _case_of(tx, number))
        told = first_after(moment, crowd.replies()[number])
        if case is None or case.card_id is None or told is None:
            continue
        shown = crowd.calls_in_thread(case.thread_id or 0)
        if shown:
            return Cry(told - moment, ended_at(shown[0]) - moment)
    return NEVER


def _case_of(tx: Tx, number: int) -> Case | None:
    return cases.current(tx, conversations.conversation_id(tx, ChatId(child(number).id)))
