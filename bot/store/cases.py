"""Cases: a child who needs a human, and the human who has the case."""

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, NewType

from sqlalchemy import bindparam, func, select

from bot import clock
from bot.config import MAIN_TEAM as MAIN_TEAM
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.tables import cases, events, group_messages, outbox

CaseId = NewType("CaseId", int)

OPEN, CLAIMED, CLOSED = "open", "claimed", "closed"
_CURRENT = select(cases).where(
    cases.c.conversation_id == bindparam("conversation"), cases.c.state != CLOSED
)


@dataclass(frozen=True)
class Case:
    """The unit of the desk.

    Attributes:
        id: its number.
        conversation_id: the child's conversation; None once the child had it erased.
        reason: an urgent class, or the topic by which a child asks for a human.
        priority: "P1" (life at risk now), "P2" (serious harm within hours), "P3" (today).
        state: OPEN, CLAIMED or CLOSED.
        why: what the urgency check saw, in Spanish, without the child's words.
        holder: pseudonym of the caseworker who holds it.
        holder_name: first name of the holder; empty while there is none.
        thread_id: its thread in the staff group; None in a group without threads.
        card_id: message id of its card; None until the card is posted.
        team: whose staff group it is in.
        first_word_at: when a human first wrote to the child.
        last_word_at: when a human last wrote to the child.
        waits_since: the oldest word of the child that no human has answered.
        promised_by: when the child was told to expect someone.
        reopened_at: when the child last came back to it.
        outcome: how it ended, an id of data/desk.yml.
    """

    id: CaseId
    conversation_id: ConversationId | None
    reason: str
    priority: str
    state: str
    why: str
    holder: str | None
    holder_name: str
    thread_id: int | None
    card_id: int | None
    opened_at: datetime
    team: str = MAIN_TEAM
    claimed_at: datetime | None = None
    closed_at: datetime | None = None
    first_word_at: datetime | None = None
    last_word_at: datetime | None = None
    waits_since: datetime | None = None
    promised_by: datetime | None = None
    outcome: str | None = None
    reopened_at: datetime | None = None

    @property
    def began_at(self) -> datetime:
        """When the child's present wish for a human began."""
        return self.reopened_at or self.opened_at

    @property
    def has_word(self) -> bool:
        """Whether a human has written to the child since then."""
        return self.last_word_at is not None and self.last_word_at >= self.began_at


def open_case(
    tx: Tx,
    conversation: ConversationId,
    reason: str,
    priority: str,
    why: str,
    *,
    team: str = MAIN_TEAM,
    language: str | None = None,
) -> CaseId:
    """Insert a case in the state OPEN; there is at most one that is not closed per conversation.

    Raises:
        sqlalchemy.exc.IntegrityError: another process opened one at the same moment.
    """
    result = tx.conn.execute(
        cases.insert().values(
            conversation_id=conversation,
            reason=reason,
            priority=priority,
            state=OPEN,
            why=why,
            opened_at=clock.now(),
            team=team,
            language=language,
        )
    )
    return CaseId(result.inserted_primary_key[0])


def get(tx: Tx, case_id: int) -> Case | None:
    """Return a case by its number."""
    row = tx.conn.execute(select(cases).where(cases.c.id == case_id)).first()
    return None if row is None else _case(tx, row)


def current(tx: Tx, conversation: ConversationId) -> Case | None:
    """Return the conversation's case that is not closed."""
    row = tx.conn.execute(_CURRENT, {"conversation": conversation}).first()
    return None if row is None else _case(tx, row)


def last_closed(tx: Tx, conversation: ConversationId) -> Case | None:
    """Return the conversation's case that was closed last."""
    row = tx.conn.execute(
        select(cases)
        .where(cases.c.conversation_id == conversation, cases.c.state == CLOSED)
        .order_by(cases.c.closed_at.desc(), cases.c.id.desc())
    ).first()
    return None if row is None else _case(tx, row)


def not_closed(tx: Tx, team: str | None = None) -> list[Case]:
    """Return the open and claimed cases of a team, or of all teams, the gravest and oldest first.

    A case that nobody has claimed goes before a claimed one of the same priority.
    """
    query = select(cases).where(cases.c.state != CLOSED)
    if team is not None:
        query = query.where(cases.c.team == team)
    found = [_case(tx, row) for row in tx.conn.execute(query)]
    return sorted(found, key=lambda one: (one.priority, one.state == CLAIMED, one.began_at))


def last_waits(
    tx: Tx, team: str, priority: str, since: datetime, most: int
) -> tuple[list[timedelta], list[timedelta]]:
    """Return how long the last children of a priority waited for a human's first word.

    Args:
        tx: the transaction.
        team: whose cases.
        priority: "P1", "P2" or "P3".
        since: only cases that were opened later.
        most: how many of those that are over at the most, the newest.

    Returns:
        The waits that are over, and the waits so far of those who wait still.
    """
    asked = (
        select(cases.c.opened_at, cases.c.first_word_at)
        .where(cases.c.team == team, cases.c.priority == priority, cases.c.opened_at > since)
        .order_by(cases.c.id.desc())
    )
    answered = tx.conn.execute(asked.where(cases.c.first_word_at.isnot(None)).limit(most))
    still = tx.conn.execute(asked.where(cases.c.first_word_at.is_(None), cases.c.state != CLOSED))
    over = [_aware(row.first_word_at) - _aware(row.opened_at) for row in answered]
    return over, [clock.now() - _aware(row.opened_at) for row in still]


def by_thread(tx: Tx, team: str, thread_id: int) -> Case | None:
    """Return the case of a thread of a team's group."""
    row = tx.conn.execute(
        select(cases)
        .where(cases.c.team == team, cases.c.thread_id == thread_id)
        .order_by(cases.c.id.desc())
    ).first()
    return None if row is None else _case(tx, row)


def by_message(tx: Tx, team: str, message_id: int) -> Case | None:
    """Return the case that a message of a team's group belongs to."""
    row = tx.conn.execute(
        select(cases)
        .join(group_messages, group_messages.c.case_id == cases.c.id)
        .where(group_messages.c.team == team, group_messages.c.message_id == message_id)
    ).first()
    return None if row is None else _case(tx, row)


def claim(tx: Tx, case_id: CaseId, holder: str, name: str) -> bool:
    """Make ``holder`` the holder if the case is open; the database decides who was first.

    Returns:
        Whether this call made it so.
    """
    result = tx.conn.execute(
        cases.update()
        .where(cases.c.id == case_id, cases.c.state == OPEN)
        .values(
            state=CLAIMED, holder=holder, holder_name=tx.sealer.seal(name), claimed_at=clock.now()
        )
    )
    return bool(result.rowcount == 1)


def release(tx: Tx, case_id: CaseId, holder: str) -> bool:
    """Put a case back into the queue, if ``holder`` still holds it.

    Returns:
        Whether this call made it so.
    """
    return _if_held(tx, case_id, holder, state=OPEN, holder=None, holder_name=None)


def transfer(tx: Tx, case_id: CaseId, holder: str, to: str, name: str) -> bool:
    """Make ``to`` the holder in the place of ``holder``, if that one still holds the case.

    Returns:
        Whether this call made it so.
    """
    sealed = tx.sealer.seal(name)
    return _if_held(tx, case_id, holder, holder=to, holder_name=sealed, claimed_at=clock.now())


def reopen(tx: Tx, case_id: CaseId, reason: str, priority: str, why: str) -> None:
    """Put a closed case into the queue again, for a reason of its own."""
    _update(
        tx,
        case_id,
        state=OPEN,
        reason=reason,
        priority=priority,
        why=why,
        holder=None,
        holder_name=None,
        card_id=None,
        closed_at=None,
        outcome=None,
        waits_since=None,
        reopened_at=clock.now(),
    )


def close(tx: Tx, case_id: CaseId, outcome: str | None = None) -> None:
    """Set the state to CLOSED.

    Args:
        tx: the transaction.
        case_id: the case.
        outcome: how it ended; None: the child ended it.
    """
    _update(tx, case_id, state=CLOSED, closed_at=clock.now(), outcome=outcome)


def set_helped(tx: Tx, case_id: CaseId, *, has_helped: bool) -> bool:
    """Keep what the child said of the talk; only the first word counts.

    Returns:
        Whether this was the first.
    """
    result = tx.conn.execute(
        cases.update()
        .where(cases.c.id == case_id, cases.c.has_helped.is_(None))
        .values(has_helped=has_helped)
    )
    return bool(result.rowcount == 1)


def raise_to(tx: Tx, case_id: CaseId, reason: str, priority: str, why: str) -> None:
    """Give the case a graver reason."""
    _update(tx, case_id, reason=reason, priority=priority, why=why)


def note_word(tx: Tx, case_id: CaseId) -> None:
    """Record that a human writes to the child just now: it has an answer."""
    case = get(tx, case_id)
    first = case.first_word_at if case else None
    _update(
        tx,
        case_id,
        first_word_at=first or clock.now(),
        last_word_at=clock.now(),
        waits_since=None,
    )


def note_wait(tx: Tx, case_id: CaseId) -> bool:
    """Record that the child writes just now and waits for an answer.

    Returns:
        False if it waited already.
    """
    result = tx.conn.execute(
        cases.update()
        .where(cases.c.id == case_id, cases.c.waits_since.is_(None))
        .values(waits_since=clock.now())
    )
    return bool(result.rowcount)


def set_promise(tx: Tx, case_id: CaseId, promised_by: datetime | None) -> None:
    """Remember until when the child was told to expect a human; None: no longer, or not at all."""
    _update(tx, case_id, promised_by=promised_by)


def set_thread(tx: Tx, case_id: CaseId, thread_id: int | None) -> None:
    """Remember the case's thread."""
    _update(tx, case_id, thread_id=thread_id)


def set_card(tx: Tx, case_id: CaseId, message_id: int | None) -> None:
    """Remember the message that is the case's card."""
    _update(tx, case_id, card_id=message_id)


def forget_conversation(tx: Tx, conversation: ConversationId) -> None:
    """Cut the tie between the closed cases of a child and the conversation that is erased."""
    tx.conn.execute(
        cases.update().where(cases.c.conversation_id == conversation).values(conversation_id=None)
    )


def reduce_closed_before(tx: Tx, moment: datetime) -> None:
    """Leave of cases that were closed before ``moment`` only figures: no names, no details."""
    old = select(cases.c.id).where(cases.c.state == CLOSED, cases.c.closed_at < moment)
    tx.conn.execute(events.update().where(events.c.case_id.in_(old)).values(detail=None))
    tx.conn.execute(outbox.delete().where(outbox.c.case_id.in_(old)))
    tx.conn.execute(
        cases.update().where(cases.c.id.in_(old)).values(why="", holder=None, holder_name=None)
    )


def count_waiting(tx: Tx) -> int:
    """Return how many cases nobody has claimed."""
    return int(
        tx.conn.execute(
            select(func.count()).select_from(cases).where(cases.c.state == OPEN)
        ).scalar_one()
    )


def _if_held(tx: Tx, case_id: CaseId, by: str, **values: Any) -> bool:
    result = tx.conn.execute(
        cases.update()
        .where(cases.c.id == case_id, cases.c.state == CLAIMED, cases.c.holder == by)
        .values(**values)
    )
    return bool(result.rowcount == 1)


def _update(tx: Tx, case_id: CaseId, **values: Any) -> None:
    tx.conn.execute(cases.update().where(cases.c.id == case_id).values(**values))


def _maybe_aware(moment: datetime | None) -> datetime | None:
    return None if moment is None else _aware(moment)


def _aware(moment: datetime) -> datetime:
    return moment.replace(tzinfo=moment.tzinfo or timezone.utc)


def _case(tx: Tx, row: Any) -> Case:
    return Case(
        id=CaseId(row.id),
        conversation_id=ConversationId(row.conversation_id) if row.conversation_id else None,
        reason=row.reason,
        priority=row.priority,
        state=row.state,
        why=row.why,
        holder=row.holder,
        holder_name=tx.sealer.open(row.holder_name) if row.holder_name else "",
        thread_id=row.thread_id,
        card_id=row.card_id,
        opened_at=_aware(row.opened_at),
        team=row.team,
        claimed_at=_maybe_aware(row.claimed_at),
        closed_at=_maybe_aware(row.closed_at),
        first_word_at=_maybe_aware(row.first_word_at),
        last_word_at=_maybe_aware(row.last_word_at),
        waits_since=_maybe_aware(row.waits_since),
        promised_by=_maybe_aware(row.promised_by),
        outcome=row.outcome,
        reopened_at=_maybe_aware(row.reopened_at),
    )
