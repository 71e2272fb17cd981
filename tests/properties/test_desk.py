"""What must hold whatever children and caseworkers do, in whatever order, and whatever crashes."""

import re
import tempfile
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from pathlib import Path

import time_machine
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.desk import due, relay
from bot.desk.access import Worker
from bot.desk.claim import claim
from bot.desk.close import close
from bot.desk.hand_off import Reason, hand_off
from bot.desk.refuse import end
from bot.desk.release import release
from bot.desk.transfer import transfer
from bot.errors import CaseConflict
from bot.store import audit, case_messages, cases, deadlines, inbox, outbox, staff
from bot.store.engine import Store
from tests.kit.factories import child, content, make_store, plan, urgent_class

CHATS = st.integers(1, 3)
PEOPLE = (
    Worker("ana", "Ana"),
    Worker("beto", "Beto"),
    Worker("carla", "Carla", is_supervisor=True),
)
WORKERS = st.sampled_from(PEOPLE)
NUMBERED = re.compile(r"(recado|palabra|nota) (\d+)")


class Crash(Exception):
    """Ends a transaction before its commit, as kill -9 would."""


class Desk(RuleBasedStateMachine):
    """Three children, three caseworkers, one store; time passes, and processes die."""

    def __init__(self) -> None:
        super().__init__()
        self._folder = tempfile.TemporaryDirectory()
        self._store: Store = make_store(Path(self._folder.name))
        self._travel = time_machine.travel(datetime(2026, 11, 2, 15, tzinfo=timezone.utc))
        self._clock = self._travel.start()
        self._count = 0
        self._written: dict[int, list[int]] = defaultdict(list)  # recados by child, while claimed
        self._said: dict[int, list[int]] = defaultdict(list)  # palabras that holders wrote
        self._arrived: dict[int, list[int]] = defaultdict(list)  # palabras that reached the child
        self._shown: dict[int, list[int]] = defaultdict(list)  # recados that reached the thread
        self._notes: set[int] = set()

    def teardown(self) -> None:
        self._drain()
        for chat in range(1, 4):
            assert self._arrived[chat] == self._said[chat], "each word once, in order, to no other"
            assert self._shown[chat] == self._written[chat], "no message of a child is lost"
        self._store.engine.dispose()
        self._travel.stop()
        self._folder.cleanup()

    @initialize()
    def people(self) -> None:
        with self._store.begin() as tx:
            for key, name in (("ana", "Ana"), ("beto", "Beto"), ("carla", "Carla")):
                staff.note(tx, key, cases.MAIN_TEAM, 1, name, is_supervisor=key == "carla")
            for chat, priority in enumerate(("P1", "P2", "P3"), 1):
                reason = Reason(urgent_class(priority), priority, "por la prueba")
                hand_off(tx, child(tx, chat), reason, content(), plan(), cause=self._next())

    @rule(chat=CHATS, priority=st.sampled_from(["P1", "P2", "P3"]), crashes=st.booleans())
    def child_cries(self, chat: int, priority: str, crashes: bool) -> None:
        reason = Reason(urgent_class(priority), priority, "por la prueba")
        try:
            with self._store.begin() as tx:
                hand_off(tx, child(tx, chat), reason, content(), plan(), cause=self._next())
                if crashes:
                    raise Crash
        except Crash:
            return

    @rule(chat=CHATS, crashes=st.booleans())
    def child_writes(self, chat: int, crashes: bool) -> None:
        number = self._next()
        try:
            with self._store.begin() as tx:
                one = child(tx, chat)
                case = cases.current(tx, one)
                if case is None:
                    return  # the bot answers
                inbox.add(tx, number, one, "text", {"text": f"recado {number}"})
                row = inbox.waiting(tx, one)[-1]
                relay.to_staff(tx, case, row, content(), plan())
                inbox.mark_done(tx, [row])
                if crashes:
                    raise Crash
        except Crash:
            return
        self._written[chat].append(number)

    @rule(
        chat=CHATS,
        worker=WORKERS | st.none(),
        is_note=st.sampled_from([False, False, True]),
        crashes=st.sampled_from([False, False, True]),
    )
    def worker_writes(
        self, chat: int, worker: Worker | None, is_note: bool, crashes: bool
    ) -> None:
        """Let somebody write in a case's thread; None is whoever holds it, if anybody does."""
        number = self._next()
        text = f"// nota {number}" if is_note else f"palabra {number}"
        try:
            with self._store.begin() as tx:
                case = cases.current(tx, child(tx, chat))
                if case is None:
                    return
                worker = worker or next((one for one in PEOPLE if one.key == case.holder), None)
                if worker is None:
                    return
                case_messages.remember(tx, number, case.id)
                goes = relay.to_child(tx, case, worker, number, text)
                assert goes == (case.holder == worker.key and not is_note)
                if crashes:
                    raise Crash
        except Crash:
            return
        if goes:
            self._said[chat].append(number)
        else:
            self._notes.add(number)

    @rule(chat=CHATS, worker=WORKERS)
    def worker_claims(self, chat: int, worker: Worker) -> None:
        with self._store.begin() as tx:
            case = cases.current(tx, child(tx, chat))
            if case is None:
                return
            try:
                claim(tx, case.id, worker, content(), plan())
            except CaseConflict:
                after = cases.get(tx, case.id)
                assert after is not None
                assert (after.state, after.holder) == (case.state, case.holder)
            else:
                assert case.state == cases.OPEN, "somebody held it"

    @rule(chat=CHATS, worker=WORKERS, act=st.sampled_from(["release", "close", "end"]))
    def somebody_acts(self, chat: int, worker: Worker, act: str) -> None:
        with self._store.begin() as tx:
            one = child(tx, chat)
            case = cases.current(tx, one)
            if case is None:
                return
            try:
                if act == "release":
                    release(tx, case.id, worker, content(), plan())
                    assert worker.is_supervisor or case.holder == worker.key
                elif act == "close":
                    close(tx, case.id, worker, plan().outcomes[0].id, content(), plan())
                else:
                    end(tx, one, content(), plan())
            except CaseConflict:
                after = cases.get(tx, case.id)
                assert after is not None
                assert (after.state, after.holder) == (case.state, case.holder)

    @rule(chat=CHATS, worker=WORKERS, to=st.sampled_from(["ana", "beto", "carla"]))
    def worker_passes_on(self, chat: int, worker: Worker, to: str) -> None:
        with self._store.begin() as tx:
            case = cases.current(tx, child(tx, chat))
            if case is None:
                return
            try:
                transfer(tx, case.id, worker, to, content(), plan())
            except CaseConflict:
                return
            assert worker.is_supervisor or case.holder == worker.key

    @rule(minutes=st.integers(1, 30))
    def time_passes(self, minutes: int) -> None:
        self._clock.shift(timedelta(minutes=minutes))
        with self._store.begin() as tx:
            for group in due.groups(deadlines.due(tx)):
                due.handle(tx, group, content(), plan())

    @rule()
    def the_bridge_dies_and_comes_back(self) -> None:
        self._store.engine.dispose()
        self._store = make_store(Path(self._folder.name))

    @rule()
    def what_waits_is_sent(self) -> None:
        self._drain()

    @invariant()
    def a_case_that_is_claimed_has_one_holder_and_no_other_has_any(self) -> None:
        with self._store.begin() as tx:
            for case in cases.not_closed(tx):
                assert (case.state == cases.CLAIMED) == (case.holder is not None)

    @invariant()
    def the_trail_is_whole(self) -> None:
        with self._store.begin() as tx:
            assert audit.verify(tx)[1] == []

    def _next(self) -> int:
        self._count += 1
        return self._count

    def _drain(self) -> None:
        """Send all that waits, lane by lane, and note what arrived where."""
        with self._store.begin() as tx:
            chats = {child(tx, chat): chat for chat in range(1, 4)}
            while heads := outbox.heads(tx):
                for row in heads:
                    outbox.mark_sent(tx, row)
                    found = NUMBERED.findall(str(row.body.get("text", "")))
                    if row.target in chats:
                        assert all(kind == "palabra" for kind, _ in found), "no note goes out"
                        self._arrived[chats[row.target]] += [int(number) for _, number in found]
                    elif row.purpose == "line" and row.case_id is not None:
                        case = cases.get(tx, row.case_id)
                        assert case is not None
                        chat = chats[case.conversation_id]
                        told = [int(number) for kind, number in found if kind == "recado"]
                        # A summary may quote what was shown before.
                        self._shown[chat] += [n for n in told if n not in self._shown[chat]]


TestDesk = Desk.TestCase
TestDesk.settings = settings(
    max_examples=30,
    stateful_step_count=40,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
