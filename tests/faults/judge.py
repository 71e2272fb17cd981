"""What must hold after a shift, and how long everything took."""

import re
import statistics
import time
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.store import inbox, outbox, trail
from bot.store.engine import Store, Tx
from tests.faults.cast import Child
from tests.faults.watch import Shown, Watch

# Seconds until everything is sent, once nothing fails: after a rush a group of twenty messages a
# minute has some two hundred before it.
QUIET_WITHIN = 900.0
# How much later than it should be something may be seen: two of Telegram's minutes for the group,
# with a minute's outage; the child's own chat and a supervisor's wait for no group.
SLACK_GROUP, SLACK_CHAT = 150.0, 90.0
LATE, NOT_ARRIVED = "Todavía no llega una persona", "Esto no le llegó"
STEPS = (300, 600, 1200)  # seconds: the supervisors are rung and the child hears it
FIRST_WORD = {"P1": 180, "P2": 600, "P3": 600}  # seconds: data/desk.yml, taken_without_a_word
NUMBERED = re.compile(r"\b(recado|palabra|nota) (\d+)\b")


@dataclass
class Verdict:
    """What is printed: figures, and broken promises."""

    lines: list[str] = field(default_factory=list)
    broken: list[str] = field(default_factory=list)

    def figure(self, name: str, seconds: Iterable[float]) -> None:
        """Add how long something took."""
        found = sorted(seconds)
        if not found:
            self.lines.append(f"{name}: none")
            return
        ninety = found[max(0, round(0.9 * len(found)) - 1)]
        self.lines.append(
            f"{name}: {len(found)}, half within {statistics.median(found):.1f} s, "
            f"nine of ten within {ninety:.1f} s, all within {found[-1]:.1f} s"
        )

    def expect(self, is_so: object, what: str) -> None:
        """Add a broken promise if something is not so."""
        if not is_so:
            self.broken.append(what)


def wait_until_quiet(store: Store, watch: Watch) -> None:
    """Wait until nothing is to be sent any more, and watch."""
    end = time.monotonic() + QUIET_WITHIN
    while time.monotonic() < end and not store.do(_is_quiet):
        watch.look()
        time.sleep(0.25)
    watch.look()


def judge(
    children: Sequence[Child], watch: Watch, store: Store, has_lost_answers: bool
) -> Verdict:
    """Look at all that was seen.

    Args:
        children: who took part.
        watch: what was seen.
        store: the bridge's.
        has_lost_answers: something may have arrived twice.
    """
    verdict = Verdict()
    asked = [child for child in children if child.asked_at is not None]
    verdict.expect(store.do(_is_quiet), "something still waits, though nothing fails any more")
    taken = ", ".join(f"{name} {count}" for name, count in watch.taken.most_common())
    verdict.lines.append(f"the group took: {taken}")
    _beginnings(asked, watch, verdict)
    _clock(asked, watch, verdict)
    _words(asked, watch, verdict, may_double=has_lost_answers)
    store.do(lambda tx: _holders(tx, asked, verdict))
    return verdict


def _beginnings(children: Sequence[Child], watch: Watch, verdict: Verdict) -> None:
    """Look when children were answered, and when their cases stood in the group."""
    for priority in ("P1", "P2", "P3"):
        cards, answers = [], []
        for child in (one for one in children if one.priority == priority):
            card = watch.at("group", child.case.card_id if child.case else None)
            verdict.expect(card, f"{child.chat} ({priority}) has no card")
            if card is not None:
                cards.append(card - _asked(child))
            said = [one.at for one in watch.of_bot(child.chat) if one.at > _asked(child)]
            answers += [min(said) - _asked(child)] if said else []
        verdict.figure(f"{priority}: first answer to the child", answers)
        verdict.figure(f"{priority}: card in the group", cards)


def _clock(children: Sequence[Child], watch: Watch, verdict: Verdict) -> None:
    """Look whether the alone were rung for, and the silent released, in time."""
    now = time.monotonic()
    rings = [one for one in watch.of_bot("group") if one.text.startswith("⏰")]
    verdict.lines.append(f"rings in the group: {len(rings)}")
    verdict.lines.append(f"messages to a supervisor: {len(list(watch.of_bot('private:ana')))}")
    mentions: list[float] = []
    private: dict[int, list[float]] = {step: [] for step in STEPS}
    told: dict[int, list[float]] = {step: [] for step in STEPS}
    for child in (one for one in children if one.part == "alone"):
        since = _asked(child)
        rung = _times(one for one in rings if _names(one, child) and _rings_phones(one))
        _step(child, "mention", 120, rung[:1], mentions, SLACK_GROUP, now, verdict)
        heads = _times(one for one in watch.of_bot("private:ana") if _names(one, child))
        heard = _times(one for one in watch.of_bot(child.chat) if LATE in one.text)
        for step in STEPS:
            at = [one for one in heads if one >= since + step - 5][:1]
            _step(child, "private message", step, at, private[step], SLACK_CHAT, now, verdict)
            at = [one for one in heard if one >= since + step - 5][:1]
            _step(child, "truth", step, at, told[step], SLACK_CHAT, now, verdict)
    verdict.figure("alone, mention after 2 min: later by", mentions)
    for step in STEPS:
        verdict.figure(f"alone, supervisor after {step // 60} min: later by", private[step])
        verdict.figure(f"alone, child told after {step // 60} min: later by", told[step])
    for priority, after in FIRST_WORD.items():
        late: list[float] = []
        for child in children:
            if child.part != "silent" or child.priority != priority or not child.claimed_at:
                continue
            since = child.claimed_at
            said = [one for one in watch.of_bot("group") if one.text.startswith("⏳")]
            at = _times(one for one in said if _names(one, child))[:1]
            _late(f"{child.chat}: released", since + after, at, late, SLACK_GROUP, now, verdict)
        verdict.figure(
            f"{priority} taken in silence, back after {after // 60} min: later by", late
        )


def _step(
    child: Child,
    what: str,
    after: int,
    seen: Sequence[float],
    delays: list[float],
    slack: float,
    now: float,
    verdict: Verdict,
) -> None:
    name = f"{child.chat}: {what} after {after // 60} min"
    _late(name, _asked(child) + after, seen, delays, slack, now, verdict)


def _late(
    name: str,
    due: float,
    seen: Sequence[float],
    delays: list[float],
    slack: float,
    now: float,
    verdict: Verdict,
) -> None:
    """Add how late something was seen; it is broken if it was not, and should have been."""
    if seen:
        delays.append(seen[0] - due)
    if now > due + slack:
        delay = f"{seen[0] - due:.0f} s late" if seen else "not seen"
        verdict.expect(seen and seen[0] - due <= slack, f"{name}: {delay}")


def _words(children: Sequence[Child], watch: Watch, verdict: Verdict, *, may_double: bool) -> None:
    """Look whether every word arrived once and in order, and how soon, and no note."""
    held: list[float] = []
    unheld_words: list[float] = []
    to_child: list[float] = []
    doubles: Counter[str] = Counter()
    for child in children:
        read = _numbers(watch.of_bot(child.chat))
        verdict.expect(not read["nota"], f"{child.chat}: a note went out")
        unheld = {
            one.message.get("reply_to_message", {}).get("message_id")
            for one in watch.of_bot("group")
            if NOT_ARRIVED in one.text
        }
        said = {n: at for n, (at, message_id) in child.said.items() if message_id not in unheld}
        thread = child.case.thread_id if child.case else None
        card = child.case.card_id if child.case else None
        shown = _numbers(
            one
            for one in watch.of_bot("group", thread)
            if thread and one.message["message_id"] != card
        )
        wrote = {number: at for number, (at, _) in child.written.items()}
        for found, wanted, what in (
            (read["palabra"], said, "words of the team"),
            (shown["recado"], wrote, "words of the child"),
        ):
            once = dict(reversed(found))  # the first time of each
            order = list(dict.fromkeys(number for number, _ in found))
            lost = wanted.keys() - once.keys()
            verdict.expect(not lost, f"{child.chat}: {what} lost: {sorted(lost)}")
            verdict.expect(not once.keys() - wanted.keys(), f"{child.chat}: {what} of another")
            verdict.expect(order == sorted(order), f"{child.chat}: {what} out of order: {order}")
            doubles[what] += len(found) - len(once)
            for number in once.keys() & wanted.keys():
                delay = once[number] - wanted[number]
                if what == "words of the team":
                    to_child.append(delay)
                else:
                    (held if child.written[number][1] else unheld_words).append(delay)
    verdict.figure("words of children, until who holds the case reads them", held)
    verdict.figure("words of children whose case nobody holds, until they are shown", unheld_words)
    verdict.figure("words of the team, until the child reads them", to_child)
    verdict.lines.append(f"arrived twice: {sum(doubles.values())}")
    verdict.expect(may_double or not doubles.total(), "something arrived twice")


def _holders(tx: Tx, children: Sequence[Child], verdict: Verdict) -> None:
    """Look whether nobody took what somebody held."""
    claims = 0
    for child in children:
        holder: str | None = None
        for event in trail.events_of(tx, child.case.id) if child.case else []:
            if event.kind == "claimed":
                claims += 1
                verdict.expect(holder is None, f"{child.chat}: two holders at once")
                holder = event.actor
            elif event.kind in {"released", "closed"}:
                holder = None
            elif event.kind == "staff_wrote":
                is_holder = holder is not None
                verdict.expect(is_holder, f"{child.chat}: a word of nobody's")
    verdict.lines.append(f"claims: {claims}")


def _asked(child: Child) -> float:
    assert child.asked_at is not None
    return child.asked_at


def _times(shown: Iterable[Shown]) -> list[float]:
    return sorted(one.at for one in shown)


def _names(shown: Shown, child: Child) -> bool:
    return re.search(rf"{re.escape(child.alias)}\b", shown.text) is not None


def _rings_phones(shown: Shown) -> bool:
    return any(one["type"] == "text_mention" for one in shown.message.get("entities", []))


def _numbers(shown: Iterable[Shown]) -> dict[str, list[tuple[int, float]]]:
    found: dict[str, list[tuple[int, float]]] = {"recado": [], "palabra": [], "nota": []}
    for one in shown:
        for kind, number in NUMBERED.findall(one.text):
            found[kind].append((int(number), one.at))
    return found


def _is_quiet(tx: Tx) -> bool:
    """Return whether all is done but what waits for a group's quiet minute, as a card's wait."""
    return not inbox.waiting_lanes(tx) and outbox.must_go(tx) == 0
