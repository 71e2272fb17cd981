"""Virtual children on the sandbox: they write at a fixed pace, and the bot's calls are noted."""

import threading
import time
from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from itertools import cycle

from bench.load.figures import Load, first_after, spread_of
from bench.load.processes import usage_of
from bot.conversation.turn import WINDOW
from bot.sandbox.people import child
from bot.store import inbox, outbox
from bot.store.engine import Tx
from tests.kit.sandbox import JSON, Sandbox
from tests.kit.system import System

WINDOW_SECONDS = WINDOW.total_seconds()
CHILDREN = range(
    1, 901
)  # at 30 messages a second each writes every 30 s: no limit of a chat bites
PROBES = range(901, 1000)  # children who write at moments of their own
QUIET_WITHIN = 180.0  # seconds until everything that was sent is answered
_LOOK_EVERY = 0.5


class Crowd:
    """All children of one running system.

    Every message is a turn of its own, the costliest case; it is written at its moment whether or
    not the system keeps up.
    """

    def __init__(self, system: System, texts: Sequence[str], pids: dict[str, int]) -> None:
        """Begin to note what the bot sends.

        Args:
            system: the running system.
            texts: what the children write, in turn.
            pids: process ids by name, for the shares of each.
        """
        self._system, self._pids = system, pids
        self._texts = cycle(texts)
        self._children = cycle(CHILDREN)
        self._store = system.store
        self._calls: list[JSON] = []
        self._ends = threading.Event()
        self._watcher = threading.Thread(target=self._watch, daemon=True)
        self._watcher.start()

    def close(self) -> None:
        """Stop noting."""
        self._ends.set()
        self._watcher.join()

    def write(self, number: int, text: str) -> float:
        """Let a child write.

        Returns:
            The moment just before, in seconds since 1970.
        """
        moment = time.time()
        self._system.sandbox.child_says(number, text)
        return moment

    def talk(self, rate: float, seconds: float) -> Load:
        """Let the children write ``rate`` messages a second, and wait until all are answered."""
        count = max(1, round(rate * seconds))
        with usage_of(self._pids) as usage:
            sent = self.write_many(rate, count)
        self.wait_until_quiet()
        replies = self.replies()
        waits, lost = [], 0
        for number, moment in sent:
            first = first_after(moment, replies[number])
            if first is None:
                lost += 1
            else:
                waits.append(max(0.0, first - moment - WINDOW_SECONDS))
        return Load(rate, count, lost, spread_of(waits), usage.cores, usage.others)

    def write_many(self, rate: float, count: int) -> list[tuple[int, float]]:
        """Let ``count`` messages be written, evenly spaced; return who wrote when."""
        sent = []
        started = time.monotonic()
        for index in range(count):
            time.sleep(max(0.0, started + index / rate - time.monotonic()))
            number = next(self._children)
            sent.append((number, self.write(number, next(self._texts))))
        return sent

    def wait_until_quiet(self) -> None:
        """Wait until nothing waits in the system any more, or for three minutes."""
        end = time.monotonic() + QUIET_WITHIN
        while time.monotonic() < end and not self._store.do(_is_quiet):
            time.sleep(_LOOK_EVERY)
        time.sleep(2 * _LOOK_EVERY)  # the last calls are noted, too

    def replies(self) -> dict[int, list[float]]:
        """Return when each child got messages of the bot, by the child's number."""
        of_chat = {child(number).id: number for number in (*CHILDREN, *PROBES)}
        found: dict[int, list[float]] = defaultdict(list)
        for call in list(self._calls):
            number = of_chat.get(call["arguments"].get("chat_id"))
            if number is not None and "result" in call:
                found[number].append(ended_at(call))
        return found

    def calls_in_thread(self, thread: int) -> list[JSON]:
        """Return the messages that the bot sent into a thread of the group so far."""
        return [
            call
            for call in list(self._calls)
            if call["arguments"].get("message_thread_id") == thread and "result" in call
        ]

    def _watch(self) -> None:
        sandbox = Sandbox(self._system.sandbox.base_url)
        seen = 0
        while not self._ends.wait(_LOOK_EVERY):
            calls = sandbox.calls("sendMessage", after=seen)
            self._calls.extend(calls)
            seen = max([seen, *(call["number"] for call in calls)])
        sandbox.close()


def ended_at(call: JSON) -> float:
    """Return when a call of the bot was answered, in seconds since 1970."""
    return datetime.fromisoformat(call["ended_at"]).timestamp()


def _is_quiet(tx: Tx) -> bool:
    return not inbox.waiting_lanes(tx) and outbox.unsent(tx)[0] == 0
