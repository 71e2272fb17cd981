"""Ringing for people: what a team has not been told yet is told at once, in one message.

A group takes 20 messages a minute. When many children wait, one message names them all rather than
one after the other coming too late. So a ring is written down as the cases that it is about, waits
a moment for others, and is put into words when it is sent: who was helped meanwhile is left out.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot import clock
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import card, rota
from bot.desk.overview import case_line, take_buttons
from bot.desk.plan import Plan
from bot.desk.waiting import waiting_since
from bot.desk.when import lasting
from bot.store import cases, conversations, outbox
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.outbox import OutboxRow
from bot.store.staff import Colleague

RING, RING_PERSON = "ring", "ring_person"  # purposes: to a team's group, to one person
GATHERS = timedelta(seconds=5)  # what is due in the same moment, as after an outage, is one ring
MOST_LINES = 25  # cases that one message names; Telegram takes 4,096 characters


@dataclass(frozen=True)
class Ring:
    """A ring in words.

    Attributes:
        text: what is said.
        buttons: pairs of label and payload.
        case: the one case that it is about, in whose thread it is said; None: of several.
    """

    text: str
    buttons: list[tuple[str, str]]
    case: Case | None


def ring_team(tx: Tx, case: Case, people: Iterable[Colleague]) -> None:
    """Ring in the team's group for people, about a case that waits.

    Args:
        tx: the transaction.
        case: the case.
        people: who is mentioned; without anybody, it is said all the same.
    """
    _put(tx, RING, outbox.GROUP, f"{RING}:{case.team}", case, rota.mentions(people))


def ring_person(tx: Tx, case: Case, colleague: Colleague) -> None:
    """Ring for somebody in private, about a case that waits."""
    lane = f"{RING}:{colleague.key}:{case.team}"
    _put(tx, RING_PERSON, colleague.key, lane, case, [])


def in_group(tx: Tx, row: OutboxRow, content: Content, plan: Plan) -> Ring | None:
    """Put a ring for the group into words; None if nobody waits any more."""
    waiting = _still_waiting(tx, row)
    named = [name for _, name in row.body["mentions"]]
    names = ", ".join(named) or render_phrase("desk_nobody", content)
    if len(waiting) == 1:
        return _about_one(tx, waiting[0], names, content, plan)
    text = _list(tx, "desk_ring_many", waiting, names, content, plan)
    return Ring(text, take_buttons(tx, waiting, content), None) if waiting else None


def in_private(tx: Tx, row: OutboxRow, content: Content, plan: Plan) -> Ring | None:
    """Put a ring for one person into words, without names of children; None as above."""
    waiting = _still_waiting(tx, row)
    if len(waiting) == 1:
        text = _case_phrase(tx, "desk_to_supervisor", waiting[0], "", content, plan)
        return Ring(text, [_button(waiting[0], content)], waiting[0])
    text = _list(tx, "desk_to_supervisor_many", waiting, "", content, plan)
    return Ring(text, take_buttons(tx, waiting, content), None) if waiting else None


def _put(
    tx: Tx, purpose: str, target: str, lane: str, case: Case, people: Sequence[tuple[str, str]]
) -> None:
    """Write a ring, together with the one that still waits in its lane."""
    before = [row.body for row in outbox.waiting_for(tx, lane)]
    mentions = {key: name for body in before for key, name in body["mentions"]} | dict(people)
    ready_at = min(
        [clock.now() + GATHERS, *(datetime.fromisoformat(body["ready_at"]) for body in before)]
    )
    body: dict[str, Any] = {
        "team": case.team,
        "cases": sorted({case.id, *(number for body in before for number in body["cases"])}),
        "mentions": [list(pair) for pair in mentions.items()],
        "ready_at": ready_at.isoformat(),
    }
    outbox.put(
        tx,
        target,
        purpose,
        body,
        priority=outbox.ALARM,
        lane=lane,
        wait=ready_at - clock.now(),
        is_latest=True,
    )


def _still_waiting(tx: Tx, row: OutboxRow) -> list[Case]:
    """Return the cases of a ring whose child still waits, the gravest and oldest first."""
    team = str(row.body["team"])
    return [
        case
        for case in cases.not_closed(tx, team)
        if case.id in row.body["cases"] and (case.state == cases.OPEN or case.waits_since)
    ]


def _about_one(tx: Tx, case: Case, names: str, content: Content, plan: Plan) -> Ring:
    phrase = "desk_nobody_takes" if case.state == cases.OPEN else "desk_child_waits"
    text = _case_phrase(tx, phrase, case, names, content, plan)
    return Ring(text, [_button(case, content)], case)


def _case_phrase(tx: Tx, phrase: str, case: Case, names: str, content: Content, plan: Plan) -> str:
    return render_phrase(
        phrase,
        content,
        sign=plan.signs[case.priority],
        priority=case.priority,
        title=card.title_of(case.reason, content),
        names=names,
        alias=conversations.get(tx, case.conversation_id).alias,
        wait=lasting(waiting_since(case) or case.began_at, content),
        holder=case.holder_name,
    )


def _list(
    tx: Tx, phrase: str, waiting: Sequence[Case], names: str, content: Content, plan: Plan
) -> str:
    said = [render_phrase(phrase, content, names=names, count=str(len(waiting))).rstrip("\n")]
    for case in waiting[:MOST_LINES]:
        line = "desk_line_open" if case.state == cases.OPEN else "desk_line_unanswered"
        said.append(case_line(tx, line, case, content, plan))
    return "\n".join(said)


def _button(case: Case, content: Content) -> tuple[str, str]:
    """Return the button for what can be done: take the case, or pass it to another."""
    return card.button(card.TAKE if case.state == cases.OPEN else card.PASS, case, content)
