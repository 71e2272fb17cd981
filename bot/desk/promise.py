"""What a child is told about when a human writes, and what is said when that does not happen."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import ceil

from bot import clock
from bot.content.contact_block import contact_messages
from bot.content.model import Content
from bot.content.render import Message, render_phrase
from bot.desk import rota
from bot.desk.plan import PRIORITIES, Estimate, Plan
from bot.desk.when import moment_in_words, told_wait, wait_in_words
from bot.store import cases, conversations, outbox, trail
from bot.store.cases import Case
from bot.store.engine import Tx

TOLD_LATE = "told_late"  # the event: the child was told that nobody has come yet
NOT_AGAIN_WITHIN = timedelta(minutes=4)  # two things may be late at once: the child hears it once


@dataclass(frozen=True)
class Notice:
    """The true sentence about when a human writes.

    Attributes:
        text: for the child.
        promised_by: the moment that it tells; None if it tells none.
    """

    text: str
    promised_by: datetime | None


def notice(tx: Tx, case: Case, content: Content, plan: Plan) -> Notice:
    """Return what the child of an open case can truly be told about when a human writes."""
    team, now, times = plan.team(case.team), clock.now(), plan.times[case.priority]
    opening = team.hours.next_opening(now)
    if opening is None:
        return Notice(render_phrase("notice_unknown", content), None)
    if opening > now:
        name = "notice_closed_grave" if times.is_day_and_night else "notice_closed"
        when = moment_in_words(opening, team, content)
        return Notice(render_phrase(name, content, when=when), opening + times.supervisors)
    if not rota.on_duty(tx, case.team, plan):
        return Notice(render_phrase("notice_unknown", content), None)
    wait = usual_wait(tx, case.team, case.priority, plan.estimate)
    if wait is None:
        return Notice(render_phrase("notice", content), None)
    text = render_phrase("notice_wait", content, wait=wait_in_words(wait, content))
    return Notice(text, now + wait)


def usual_wait(tx: Tx, team: str, priority: str, estimate: Estimate) -> timedelta | None:
    """Return within what time most children of a team and priority had a first word lately.

    Those who wait still count once they have waited longer than the others did: so the figure
    grows while nobody answers, and is not made small by those who came a moment ago.

    Returns:
        A wait that is easy to say, rounded up; None if too few are known.
    """
    since = clock.now() - estimate.within
    over, so_far = cases.last_waits(tx, team, priority, since, estimate.last)
    if len(over) < estimate.fewest:
        return None
    usual = _share_of(over, estimate.share)
    late = [wait for wait in so_far if wait > usual]
    return told_wait(_share_of([*over, *late], estimate.share))


def tell_late(tx: Tx, case: Case, content: Content, plan: Plan, phrase: str | None = None) -> None:
    """Tell the child the truth, that nobody has come yet, with the lines that answer now.

    Args:
        tx: the transaction.
        case: a case that is not closed.
        content: the content.
        plan: the desk's data.
        phrase: what is said; else it depends on whether somebody holds the case.
    """
    events = trail.events_of(tx, case.id)
    if any(
        event.kind == TOLD_LATE and clock.now() - event.at < NOT_AGAIN_WITHIN for event in events
    ):
        return
    conversation = conversations.get(tx, case.conversation_id)
    default = "still_no_answer" if case.state == cases.CLAIMED else "still_no_one"
    said = Message(render_phrase(phrase or default, content, name=case.holder_name))
    urgent = content.urgent[case.reason if case.reason in content.urgent else plan.safe_word_class]
    country = conversation.country
    lines = contact_messages(urgent.contacts, country, content, home_countries=country is None)
    outbox.put_messages(
        tx,
        conversation.id,
        [said, *lines],
        priority=outbox.URGENT if case.priority == PRIORITIES[0] else outbox.REPLY,
        case_id=case.id,
    )
    trail.add_event(tx, case.id, TOLD_LATE)


def _share_of(waits: list[timedelta], share: float) -> timedelta:
    """Return the wait that at least this share of the waits did not exceed."""
    return sorted(waits)[max(1, ceil(share * len(waits))) - 1]
