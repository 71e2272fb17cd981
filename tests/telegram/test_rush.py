"""Thirty cases in seven minutes in one group, in simulated time: who waits, and for how long."""

import random
import statistics
from collections import Counter, defaultdict
from collections.abc import Generator
from datetime import timedelta

import time_machine

from bot.desk import post, relay, ring
from bot.desk.claim import claim
from bot.store import cases, outbox
from bot.store.engine import Store, Tx
from bot.store.inbox import InboxRow
from bot.store.outbox import OutboxRow
from bot.telegram.turns import Turns
from tests.faults.cast import Child, cast
from tests.kit import factories
from tests.kit.due import NOON
from tests.kit.factories import ANA, BETO, CARLA, colleague, content, plan

MINUTES = 14
STEP = 0.5  # seconds
NEVER = 1e9
WORKERS = {worker.key: worker for worker in (ANA, BETO, CARLA)}
Story = Generator[float, None, None]


class Rush:
    """A shift of the real desk, outbox and turns; what goes out is taken for sent at once."""

    def __init__(self, store: Store, clock: time_machine.Traveller, seed: int) -> None:
        self._store, self._clock, self._chance = store, clock, random.Random(seed)
        self._turns = Turns(lambda row: 2 if row.purpose == post.CARD else 1)
        self.now = 0.0
        self.late: dict[str, list[float]] = defaultdict(list)
        self.used: Counter[int] = Counter()  # messages of the group, by minute

    def run(self) -> None:
        """Let everybody act for the time, and then let everything be sent."""
        with self._store.begin() as tx:
            for worker in WORKERS.values():
                colleague(tx, worker, has_private_chat=True)
        stories = [(child.begins, self._story(child)) for child in cast(MINUTES, self._chance)]
        while self.now < (MINUTES + 4) * 60:
            for index, (at, story) in enumerate(stories):
                if at <= self.now:
                    stories[index] = (self.now + next(story, NEVER), story)
            if self.now % 5 == 0:
                factories.work_off(self._store)
            self._store.do(self._send)
            self.now += STEP
            self._clock.shift(timedelta(seconds=STEP))

    # --- people ---

    def _story(self, child: Child) -> Story:
        case_id = self._store.do(lambda tx: self._open(tx, child))
        next_word = self.now + 8
        is_seen = False
        acts_at = leaves_at = NEVER
        while self.now < MINUTES * 60 and self.now < leaves_at:
            case = self._store.do(lambda tx: cases.get(tx, case_id))
            if self.now >= next_word:
                self._store.do(lambda tx, one=case: self._child_writes(tx, one))
                next_word = self.now + self._chance.choice(
                    [2, *[self._chance.uniform(30, 90)] * 2]
                )
            if case.state == cases.OPEN and child.part != "alone" and case.card_id:
                if not is_seen:
                    is_seen, acts_at = True, self.now + self._chance.uniform(5, 60)
                elif self.now >= acts_at:
                    is_seen, acts_at = False, NEVER
                    one = self._chance.choice(list(WORKERS.values()))
                    self._store.do(lambda tx, one=one: claim(tx, case_id, one, content(), plan()))
                    is_silent = child.part == "silent"  # until the case is taken from her
                    child.part = "helped"
                    if not is_silent:
                        acts_at = self.now + self._chance.uniform(5, 40)
                        leaves_at = self.now + self._chance.uniform(0.15, 0.4) * MINUTES * 60
            elif case.state == cases.CLAIMED and self.now >= acts_at:
                self._store.do(lambda tx, one=case: self._holder_writes(tx, one))
                acts_at = self.now + self._chance.uniform(15, 70)
            yield 1.0

    def _open(self, tx: Tx, child: Child) -> int:
        reason = plan().human_topic if child.priority == "P3" else None
        one = factories.child(tx, child.number)
        return factories.open_case(tx, one, child.priority, reason).id

    def _child_writes(self, tx: Tx, case: cases.Case) -> None:
        body = {"text": "sigo aqui", "message_id": 1}
        row = InboxRow(0, case.conversation_id, "text", body, NOON, 0, None)
        relay.to_staff(tx, case, row, content(), plan())

    def _holder_writes(self, tx: Tx, case: cases.Case) -> None:
        relay.to_child(tx, case, WORKERS[case.holder], int(self.now * 10), "te leo")

    # --- what is sent ---

    def _send(self, tx: Tx) -> None:
        for row in self._turns.take(outbox.heads(tx), self.now):
            if row.target == outbox.GROUP and row.purpose != post.MARK:
                self.used[int(self.now // 60)] += 2 if row.purpose == post.CARD else 1
            for sent in self._sent(tx, row):
                outbox.mark_sent(tx, sent)
                self._note(tx, sent)

    def _sent(self, tx: Tx, row: OutboxRow) -> list[OutboxRow]:
        case = cases.get(tx, row.case_id or 0)
        if row.purpose == post.CARD:
            cases.set_thread(tx, case.id, row.id)
            cases.set_card(tx, case.id, row.id)
        elif row.purpose == post.CARD_UPDATE and case.card_id is None:
            outbox.retry_in(tx, row, timedelta(seconds=2), "later")
            return []
        elif row.purpose == post.THREAD_NAME:
            outbox.mark_sent(tx, row)
            post.rename_later(tx, case)
        elif row.purpose == post.LINE:
            return outbox.run_of(tx, row, {post.LINE}, 40)
        return [row]

    def _note(self, tx: Tx, row: OutboxRow) -> None:
        """Note how long a row for the group has waited since it was due."""
        if row.target != outbox.GROUP:
            return
        case = cases.get(tx, row.case_id or 0)
        known = {post.CARD, post.ALERT, post.CARD_UPDATE, post.THREAD_NAME, post.LINE}
        name = f"{case.priority} {row.purpose}" if row.purpose in known and case else row.purpose
        if row.purpose == post.LINE:
            name = "line, held" if case.state == cases.CLAIMED else "line, not held"
        elif row.purpose in {post.CARD_UPDATE, post.THREAD_NAME}:
            name = f"{row.purpose} {row.priority}"
        gathers = ring.GATHERS.total_seconds() if row.purpose == ring.RING else 0
        self.late[name].append((NOON - row.created_at).total_seconds() + self.now - gathers)

    def table(self) -> str:
        """Return what was seen, in seconds: half, nine of ten, all."""
        lines = [f"used: {[self.used[minute] for minute in range(MINUTES + 4)]}"]
        for name, found in sorted(self.late.items()):
            found.sort()
            ninety = found[max(0, round(0.9 * len(found)) - 1)]
            half = statistics.median(found)
            lines.append(f"{name}: {len(found)} · {half:.0f} / {ninety:.0f} / {found[-1]:.0f}")
        return "\n".join(lines)


def test_in_a_rush_of_thirty_the_gravest_wait_least(embedded: Store):
    """The bounds are what was measured on 2026-11-25, with some room; see decision 8."""
    with time_machine.travel(NOON, tick=False) as clock:
        rush = Rush(embedded, clock, seed=1)
        rush.run()
    seen = rush.table()
    assert max(rush.late["ring"]) < 10, seen
    assert max(rush.late["P1 card"]) < 65, seen  # ten in half a minute are twenty messages
    assert max(rush.late["P2 alert"]) < 30, seen
    assert max(rush.late["P2 card"]) < 90, seen
    assert max(rush.late["P3 card"]) < 300, seen
    assert sum(rush.used[minute] for minute in range(7)) > 7 * 15, seen
    assert not {"P1 card", "P2 card", "P3 card"} - rush.late.keys(), seen
