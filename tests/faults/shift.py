"""A shift in real time: thirty children, four caseworkers, Telegram's real limits, and outages.

``python -m tests.faults.shift --minutes 25`` prints how long everything took, and which promise
was broken. A step of the clock is looked at only if the shift lasts longer than it.
"""

import argparse
import heapq
import random
import sys
import tempfile
import time
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

from bot.config import load_settings
from bot.store import cases, conversations
from bot.store.conversations import ChatId
from bot.store.engine import Tx
from tests.faults.cast import WORKERS, Child, cast
from tests.faults.judge import judge, wait_until_quiet
from tests.faults.watch import Shown, Watch
from tests.kit.sandbox import GROUP_ID
from tests.kit.system import System, running_system

Story = Generator[float, None, None]

FIRST_CHILD_ID = 700_000_000  # the sandbox's ids of children
TAKE, PASS, CLOSE, ON_DUTY = "✋ Tomar", "➡️ Pasar", "✔️ Cerrar", "🟢 Entro de guardia"
OUTCOME = "Se le contestó"
OPENINGS = {
    "P1": "me esta pegando ahorita el señor de la casa",
    "P2": "AYUDA",
    "P3": "Hablar con una persona",
}
LOOK_SECONDS = 0.25


class Shift:
    """Lets everybody act for a while; what they do next stands in a queue of stories."""

    def __init__(self, system: System, minutes: float, seed: int) -> None:
        self._box, self._store = system.sandbox, system.store
        self._chance = random.Random(seed)
        self._seconds = minutes * 60
        self._queue: list[tuple[float, int, Story]] = []
        self._number = 0
        self._pool = ThreadPoolExecutor(2)
        self.children = cast(minutes, self._chance)
        self.watch = Watch(self._box)
        self.ordered_429 = 0
        self.has_lost_answers = False

    def run(self) -> None:
        """Run the shift, then let everything come to rest."""
        self._box.limits()
        self._begin()
        end = time.monotonic() + self._seconds
        for child in self.children:
            self._add(self._ask_and_write(child, end), child.begins)
            self._add(self._care_for(child, end), child.begins)
        self._add(self._fail(end), 90)
        next_read = 0.0
        while time.monotonic() < end:
            self.watch.look()
            if time.monotonic() > next_read:
                self._store.do(self._read)
                self.watch.count_calls()
                next_read = time.monotonic() + 1
            self._act()
            time.sleep(LOOK_SECONDS)
        self._box.clear_faults()
        self.watch.count_calls()
        wait_until_quiet(self._store, self.watch)
        self._store.do(self._read)

    # --- stories ---

    def _begin(self) -> None:
        self._box.do("join", user="stranger")
        self._box.writes_privately("ana")
        for who in WORKERS:
            self._box.staff_says(who, "/guardia")
            time.sleep(4)
            self._box.staff_presses(who, ON_DUTY)
            time.sleep(2)
        self.watch.look()

    def _ask_and_write(self, child: Child, end: float) -> Story:
        self._box.start(child.number)
        yield 4
        self._box.child_says(child.number, OPENINGS[child.priority])
        child.asked_at = time.monotonic()
        yield 8
        while not child.is_over and time.monotonic() < end - 15:
            self._box.child_says(child.number, f"recado {self._next()}")
            child.written[self._number] = time.monotonic()
            yield self._chance.choice([1, 2, 3, *[self._chance.uniform(30, 90)] * 4])

    def _care_for(self, child: Child, end: float) -> Story:
        yield from _until(lambda: self._has_button(child, TAKE))
        if child.part == "alone":
            return
        if child.part == "silent":
            yield from self._take(child)
            yield from _until(lambda: child.released_at is not None)
        while not child.is_over:
            yield from self._take(child)
            yield from self._talk(child, end)

    def _take(self, child: Child) -> Story:
        yield self._chance.uniform(5, 60)
        pair = self._chance.sample(list(WORKERS), 2)
        hurry = pair if self._chance.random() < 0.4 else pair[:1]  # two at once
        yield from _until(lambda: self._has_button(child, TAKE))
        list(self._pool.map(lambda who: self._press(who, child, TAKE), hurry))
        yield from _until(lambda: child.holder is not None)

    def _talk(self, child: Child, end: float) -> Story:
        leaves_at = time.monotonic() + self._chance.uniform(0.15, 0.4) * self._seconds
        yield self._chance.uniform(5, 40)
        while child.holder and time.monotonic() < min(leaves_at, end - 40):
            act = self._chance.choices(["word", "note", "pass"], weights=[8, 2, 1])[0]
            if act == "pass":
                yield from self._transfer(child)
            else:
                self._write(child, is_note=act == "note")
            yield self._chance.uniform(15, 70)
        if child.holder and leaves_at < end - 40:
            child.is_over = True
            yield 8  # what it wrote last has come
            yield from self._close(child)
        elif child.holder:
            child.is_over = True

    def _write(self, child: Child, *, is_note: bool) -> None:
        holder, thread = child.holder, child.case.thread_id if child.case else None
        if holder is None:
            return
        if is_note:
            self._box.staff_says(holder, f"// nota {self._next()}", thread)
            other = next(who for who in WORKERS if who != holder)
            self._box.staff_says(other, f"nota {self._number}", thread)
            return
        message = self._box.staff_says(holder, f"palabra {self._next()}", thread)
        child.said[self._number] = (time.monotonic(), message["message_id"])

    def _transfer(self, child: Child) -> Story:
        holder = child.holder
        other = self._chance.choice([who for who in WORKERS if who != holder])
        if holder is None or not self._has_button(child, PASS):
            return
        self._press(holder, child, PASS)
        waited = 0
        while child.holder == holder and waited < 60:
            with suppress(AssertionError, StopIteration):
                self._press(holder, child, f"🟢 {WORKERS[other]}")
            yield 2
            waited += 2
        yield 3

    def _close(self, child: Child) -> Story:
        yield from _until(lambda: self._has_button(child, CLOSE))
        if child.holder:
            self._press(child.holder, child, CLOSE)
        while child.holder:
            yield 2
            with suppress(AssertionError, StopIteration):
                self._press(child.holder or "ana", child, OUTCOME)

    def _fail(self, end: float) -> Story:
        """Now and then something fails, and twice Telegram is gone for a minute."""
        gone_at = sorted(time.monotonic() + self._seconds * share for share in (0.3, 0.7))
        while time.monotonic() < end - 90:
            if gone_at and time.monotonic() > gone_at[0]:
                gone_at.pop(0)
                self._box.faults("bad_gateway", count=100_000)
                yield 60
                self._box.clear_faults()
            kind = self._chance.choice(["too_many", "server_error", "drop_before", "drop_after"])
            count = self._chance.randint(1, 4)
            self.ordered_429 += count if kind == "too_many" else 0
            self.has_lost_answers |= kind == "drop_after"
            more = {"seconds": self._chance.randint(3, 15)} if kind == "too_many" else {}
            where = GROUP_ID if self._chance.random() < 0.5 else None
            self._box.faults(kind, count=count, chat_id=where, **more)
            yield self._chance.uniform(30, 90)

    # --- how they act ---

    def _act(self) -> None:
        while self._queue and self._queue[0][0] <= time.monotonic():
            _, number, story = heapq.heappop(self._queue)
            with suppress(StopIteration):
                pause = next(story)
                heapq.heappush(self._queue, (time.monotonic() + pause, number, story))

    def _add(self, story: Story, delay: float) -> None:
        heapq.heappush(self._queue, (time.monotonic() + delay, len(self._queue), story))

    def _press(self, who: str, child: Child, label: str) -> None:
        shown = next(one for one in self._with_button(child, label))
        message_id = shown.message["message_id"]
        self._box.do("press", chat="group", user=who, message_id=message_id, label=label)

    def _has_button(self, child: Child, label: str) -> bool:
        return any(True for _ in self._with_button(child, label))

    def _with_button(self, child: Child, label: str) -> Iterator[Shown]:
        thread = child.case.thread_id if child.case else None
        if thread is None:
            return
        yield from (
            shown
            for shown in reversed(list(self.watch.of_bot("group", thread)))
            if label in shown.labels
        )

    def _read(self, tx: Tx) -> None:
        now = time.monotonic()
        for child in self.children:
            one = conversations.conversation_id(tx, ChatId(FIRST_CHILD_ID + child.number))
            found = conversations.find(tx, one)
            if found is None:
                continue
            before = child.holder
            child.alias = found.alias
            child.case = cases.current(tx, one) or cases.last_closed(tx, one)
            if child.holder and child.claimed_at is None:
                child.claimed_at = now
            if before and not child.holder and child.released_at is None:
                child.released_at = now

    def _next(self) -> int:
        self._number += 1
        return self._number


def _until(is_so: Callable[[], object]) -> Story:
    while not is_so():
        yield 0.5


def main() -> int:
    """Run a shift, print what was measured and what was broken."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=120)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        running_system(
            Path(folder), load_settings().model_dir, "bridge", RASA_START_SECONDS="0"
        ) as system,
    ):
        shift = Shift(system, given.minutes, given.seed)
        shift.run()
        verdict = judge(shift.children, shift.watch, system.store, shift.has_lost_answers)
        refused = shift.watch.refused - shift.ordered_429
    sys.stdout.write("\n".join(verdict.lines) + "\n")
    sys.stdout.write(f"refused by Telegram's limits, besides what was ordered: {refused}\n")
    sys.stdout.write("\n".join(f"BROKEN: {one}" for one in verdict.broken) + "\n")
    return 1 if verdict.broken else 0


if __name__ == "__main__":
    sys.exit(main())
