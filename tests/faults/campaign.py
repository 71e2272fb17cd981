"""Seeded runs in which people talk while everything fails: processes, network, database, disk,
order of updates, and the clock (where Debian's libfaketime is there).

Every third run has a webhook in place of polls: there updates come late, and again.

``python -m tests.faults.campaign --runs 200`` prints what was done and what was seen. A run that
breaks a promise says its seed, and the same seed does the same again (but for the machine's pace).
"""

import argparse
import contextlib
import random
import re
import resource
import sqlite3
import sys
import tempfile
import threading
import time
import traceback
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from itertools import repeat
from pathlib import Path

from bot.config import load_settings
from bot.store import cases, conversations, inbox, outbox
from bot.store.conversations import ChatId
from bot.store.engine import Tx
from tests.kit.system import System, free_port, running_system

CHILDREN = (1, 2, 3)
WORKERS = ("ana", "beto")
STEPS = 24
TAKE, SEE = "✋ Tomar", "Ver conversación"  # SEE stands under cards, which quote the child
QUIET_WITHIN = 120  # seconds until everything that was written is done, once nothing fails
NUMBERED = re.compile(r"\b(recado|palabra|nota) (\d+)\b")
FAULTS = (
    ("too_many", {"seconds": 2}),
    ("server_error", {"count": 3}),
    ("bad_gateway", {"count": 2}),
    ("drop_before", {"count": 2}),
    ("drop_after", {"count": 2}),
    ("delay", {"seconds": 2}),
    ("server_error", {"method": "getUpdates", "count": 2}),
    ("drop_after", {"method": "getUpdates"}),
    ("drop_before", {"method": "webhook", "count": 2}),
    ("drop_after", {"method": "webhook", "count": 2}),  # what has arrived is brought again
)
LATE_SECONDS = 2
FULL_SECONDS = 3  # how long the disk is full
CLOCK_JUMPS = (-60, -5, 30, 60)  # seconds
FAKETIME = next(iter(Path("/usr/lib").glob("*/faketime/libfaketime.so.1")), None)


@dataclass
class Seen:
    """What a run did and saw."""

    acts: Counter[str] = field(default_factory=Counter)
    doubles: int = 0
    may_double: bool = False


class Run:
    """One seeded run over a running system."""

    def __init__(self, system: System, seed: int, processes: tuple[str, ...]) -> None:
        self._system, self._box = system, system.sandbox
        self._chance = random.Random(seed)
        self._processes = processes
        self._number = 0
        self._threads: dict[int, int] = {}
        self._holders: dict[int, str] = {}
        self._said: dict[int, list[int]] = {child: [] for child in CHILDREN}
        self._written: dict[int, list[int]] = {child: [] for child in CHILDREN}
        self.seen = Seen()

    def do(self) -> Seen:
        """Let everybody act, let everything fail, wait, and look.

        Raises:
            AssertionError: a promise was broken.
        """
        for child in CHILDREN:
            self._box.start(child)
        for child in CHILDREN[:2]:
            self._open_and_claim(child)
        for _ in range(STEPS):
            act = self._chance.choices(
                [self._child_writes, self._worker_writes, self._worker_notes, self._ask,
                 self._fail, self._late, self._kill, self._lock, self._fill, self._turn_clock],
                weights=[6, 6, 2, 3, 4, 2, 1, 1, 1, 1],
            )[0]  # fmt: skip
            act()
            self.seen.acts[act.__name__.strip("_")] += 1
            time.sleep(self._chance.uniform(0, 0.4))
        self._box.clear_faults()
        self._set_clock(0)
        self._wait_until_quiet()
        self._look()
        return self.seen

    # --- acts ---

    def _open_and_claim(self, child: int) -> None:
        known = {thread["id"] for thread in self._box.threads()}
        self._box.child_says(child, "AYUDA")
        thread = self._box.wait_for(
            lambda: [one for one in self._box.threads() if one["id"] not in known], 60
        )[0]["id"]
        self._box.wait_for(
            lambda: any(
                TAKE in str(m.get("reply_markup")) for m in self._box.thread_messages(thread)
            ),
            60,
        )
        holder = self._chance.choice(WORKERS)
        self._box.staff_presses(holder, TAKE, thread)
        self._box.wait_for_child(child, holder.capitalize(), 60)
        self._threads[child], self._holders[child] = thread, holder

    def _child_writes(self) -> None:
        child = self._chance.choice(list(self._threads))
        self._box.child_says(child, f"recado {self._next()}")
        self._written[child].append(self._number)

    def _worker_writes(self) -> None:
        child = self._chance.choice(list(self._threads))
        text = f"palabra {self._next()}"
        self._box.staff_says(self._holders[child], text, self._threads[child])
        self._said[child].append(self._number)

    def _worker_notes(self) -> None:
        child = self._chance.choice(list(self._threads))
        other = next(one for one in WORKERS if one != self._holders[child])
        who, text = self._chance.choice(
            [(self._holders[child], f"// nota {self._next()}"), (other, f"nota {self._number}")]
        )
        self._box.staff_says(who, text, self._threads[child])

    def _ask(self) -> None:
        self._box.child_says(CHILDREN[-1], self._chance.choice(["hola", "que es el asilo", "?"]))

    def _fail(self) -> None:
        kind, more = self._chance.choice(FAULTS)
        self.seen.may_double |= kind == "drop_after"
        self._box.faults(kind, **more)

    def _kill(self) -> None:
        name = self._chance.choice(self._processes)
        self.seen.may_double = True  # it may die between Telegram's answer and its own commit
        self._system.kill(name)
        self._system.start(name)

    def _lock(self) -> None:
        """Hold the database for a while, as a backup that goes wrong would."""
        path = self._system.settings.database_url.removeprefix("sqlite:///")

        def hold() -> None:
            with sqlite3.connect(path, timeout=30, isolation_level=None) as connection:
                connection.execute("BEGIN IMMEDIATE")
                time.sleep(2)
                connection.execute("ROLLBACK")

        threading.Thread(target=hold, daemon=True).start()

    def _late(self) -> None:
        """Let a child's updates be overtaken by those of others; only a webhook can do that."""
        chat = self._box.child_messages(self._chance.choice(CHILDREN))[0]["chat"]["id"]
        self._box.faults("delay", method="webhook", seconds=LATE_SECONDS, chat_id=chat)

    def _fill(self) -> None:
        """Refuse the bridge every byte that it wants to write, as a full disk does."""
        self.seen.may_double = True  # what has gone out can't be noted
        pid = self._system.pid("bridge")
        _, most = resource.prlimit(pid, resource.RLIMIT_FSIZE)
        resource.prlimit(pid, resource.RLIMIT_FSIZE, (0, most))

        def empty() -> None:
            with contextlib.suppress(ProcessLookupError):  # it was killed meanwhile
                resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, most))

        threading.Timer(FULL_SECONDS, empty).start()

    def _turn_clock(self) -> None:
        self._set_clock(self._chance.choice(CLOCK_JUMPS))

    def _set_clock(self, seconds: int) -> None:
        """Set the clock of all processes, where they have one of their own."""
        clock_file(self._system.settings.var_dir).write_text(f"{seconds:+d}\n")

    def _next(self) -> int:
        self._number += 1
        return self._number

    # --- what must hold ---

    def _wait_until_quiet(self) -> None:
        end = time.monotonic() + QUIET_WITHIN
        while time.monotonic() < end:
            arriving = self._box.bot("getWebhookInfo")["result"]["pending_update_count"]
            if not arriving and self._system.store.do(_is_quiet):
                return
            time.sleep(0.5)
        raise AssertionError("something still waits, though nothing fails any more")

    def _look(self) -> None:
        for child in CHILDREN:
            said = "\n".join(str(one.get("text")) for one in self._box.child_messages(child))
            by_kind = _numbers(said)
            own = by_kind["recado"]  # what the child wrote itself stands in its chat, too
            assert not by_kind["nota"], "a note went out"
            self._compare(by_kind["palabra"], self._said[child], "words of the holder")
            assert own == self._written[child]
            if child in self._threads:
                shown = "\n".join(
                    str(one.get("text"))
                    for one in self._box.thread_messages(self._threads[child])
                    if one["from"]["is_bot"] and SEE not in str(one.get("reply_markup"))
                )
                self._compare(_numbers(shown)["recado"], self._written[child], "words of a child")
        self._system.store.do(self._every_turn_has_an_answer)

    def _compare(self, found: list[int], wanted: list[int], what: str) -> None:
        once = list(dict.fromkeys(found))
        assert once == [one for one in wanted if one in once], f"{what}: out of order"
        assert once == wanted, f"{what}: lost {set(wanted) - set(once)}"
        self.seen.doubles += len(found) - len(once)
        assert self.seen.may_double or len(found) == len(once), f"{what}: twice"

    def _every_turn_has_an_answer(self, tx: Tx) -> None:
        """The child without a case asked the bot, which has said something since."""
        chat = ChatId(self._box.child_messages(CHILDREN[-1])[0]["chat"]["id"])
        one = conversations.conversation_id(tx, chat)
        asked = inbox.latest(tx, one, 1)
        answered = outbox.latest(tx, one, 1)
        assert answered, "the bot never answered"
        has_turned = self.seen.acts["turn_clock"] > 0  # then the two may be of different clocks
        assert not asked or has_turned or answered[-1].created_at >= asked[-1].received_at
        assert not asked or asked[-1].done_at is not None
        for case in cases.not_closed(tx):
            assert case.card_id is not None, "a case does not stand in the group"


def _is_quiet(tx: Tx) -> bool:
    """Return whether all is done but what waits for a group's quiet minute, as a card's wait."""
    return not inbox.waiting_lanes(tx) and outbox.must_go(tx) == 0


def _numbers(text: str) -> dict[str, list[int]]:
    found: dict[str, list[int]] = {"recado": [], "palabra": [], "nota": []}
    for kind, number in NUMBERED.findall(text):
        found[kind].append(int(number))
    return found


def run_one(seed: int, model_dir: Path, *, is_whole: bool) -> Seen:
    """Run one seed on a system of its own.

    Args:
        seed: of all that is left to chance.
        model_dir: the trained model.
        is_whole: with Rasa and the actions; else the bridge alone.
    """
    processes = ("actions", "rasa", "bridge") if is_whole else ("bridge",)
    with tempfile.TemporaryDirectory() as folder:
        more = {} if is_whole else {"RASA_START_SECONDS": "0"}
        more |= _webhook() if seed % 3 == 0 else {}
        more |= _own_clock(Path(folder)) if FAKETIME else {}
        with running_system(Path(folder), model_dir, *processes, **more) as system:
            return Run(system, seed, processes).do()


def clock_file(folder: Path) -> Path:
    """Return the file that says how far the clock of the processes is from the real one."""
    return folder / "clock"


def _webhook() -> dict[str, str]:
    port = str(free_port())
    return {"WEBHOOK_URL": f"http://127.0.0.1:{port}", "WEBHOOK_PORT": port}


def _own_clock(folder: Path) -> dict[str, str]:
    """Return the environment in which processes take the time of day from a file of ours."""
    clock_file(folder).write_text("+0\n")
    return {
        "LD_PRELOAD": str(FAKETIME),
        "FAKETIME_TIMESTAMP_FILE": str(clock_file(folder)),
        "FAKETIME_CACHE_DURATION": "1",  # seconds; reading it at each look at the clock is slow
        "FAKETIME_DONT_FAKE_MONOTONIC": "1",
    }


def _try(seed: int, whole_every: int) -> Seen | str:
    """Return what a run saw, or which promise it broke."""
    try:
        return run_one(seed, load_settings().model_dir, is_whole=seed % whole_every == 0)
    except AssertionError as error:
        where = traceback.extract_tb(error.__traceback__)[-1]
        return str(error)[:300] or f"{where.name}: {where.line}"


def main() -> int:
    """Run the campaign and print counts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1, help="of the first run")
    parser.add_argument("--whole-every", type=int, default=10, help="each nth with Rasa")
    parser.add_argument("--jobs", type=int, default=2, help="at once; each waits half of its time")
    given = parser.parse_args()
    seeds = range(given.seed, given.seed + given.runs)
    acts: Counter[str] = Counter()
    doubles = broken = 0
    with ProcessPoolExecutor(given.jobs) as pool:
        for seed, seen in zip(
            seeds, pool.map(_try, seeds, repeat(given.whole_every)), strict=True
        ):
            if isinstance(seen, str):
                broken += 1
                sys.stdout.write(f"seed {seed}: {seen}\n")
                sys.stdout.flush()
                continue
            acts.update(seen.acts)
            doubles += seen.doubles
    sys.stdout.write(
        f"{given.runs} runs, {broken} broke a promise, {doubles} messages arrived twice\n"
        + ", ".join(f"{name}: {count}" for name, count in acts.most_common())
        + "\n"
    )
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
