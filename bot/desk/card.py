"""The card of a case, as text and buttons."""

from dataclasses import dataclass
from datetime import datetime

from bot import clock
from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk.plan import Plan
from bot.desk.transcript import last_messages
from bot.desk.waiting import STEPS, waiting_since
from bot.desk.when import lasting
from bot.store import cases, conversations, trail
from bot.store.cases import Case
from bot.store.engine import Tx

TAKE, CLOSE, SEE = "take", "close", "see"  # what the card's buttons do
PASS, RELEASE, REOPEN, CANNED = "pass", "release", "reopen", "canned"
CARD_LENGTH = 2000  # characters; Telegram takes 4096 of half an emoji each
THREAD_NAME_LENGTH = 128
CHECKLIST_LINES = 6


@dataclass(frozen=True)
class Card:
    """Text of a card and its buttons, as pairs of label and payload ("take:17")."""

    text: str
    buttons: list[tuple[str, str]]


def render_card(tx: Tx, case: Case, content: Content, plan: Plan) -> Card:
    """Render the card of a case as it is now."""
    conversation = conversations.get(tx, case.conversation_id)
    lines = last_messages(tx, conversation, content, plan.card_messages)
    while True:
        text = render_phrase(
            "desk_card",
            content,
            sign=plan.signs[case.priority],
            priority=case.priority,
            title=title_of(case.reason, content),
            alias=conversation.alias,
            country=render_phrase(
                f"desk_country_{(conversation.country or 'unknown').lower()}", content
            ),
            language=_language(conversation.language, content),
            state=_state(case, content, plan),
            why=case.why,
            told=_told(tx, case, conversation.country, content),
            messages="\n".join(lines) or render_phrase("desk_no_messages", content),
            checklist=_checklist(case, content),
        )
        if len(text) <= CARD_LENGTH or not lines:
            return Card(text[:CARD_LENGTH], _buttons(case, content))
        lines = lines[1:]  # the oldest goes first


def thread_name(case: Case, alias: str, content: Content, plan: Plan) -> str:
    """Return the name of the case's thread: whose turn it is, and how long the child has waited.

    Args:
        case: the case.
        alias: the child's.
        content: for the wording.
        plan: for the signs.

    Returns:
        1 to 128 characters, as Telegram takes them.
    """
    since = waiting_since(case)
    if case.state == cases.CLOSED:
        phrase = "desk_thread_closed"
    elif case.state == cases.CLAIMED:
        phrase = "desk_thread_claimed"
    elif since is None or clock.now() - since < STEPS[0]:
        phrase = "desk_thread"
    else:
        phrase = "desk_thread_waits"
    return render_phrase(
        phrase,
        content,
        sign=plan.signs[case.priority],
        priority=case.priority,
        alias=alias,
        name=case.holder_name,
        wait=lasting(since, content) if since else "",
    )[:THREAD_NAME_LENGTH]


def button(act: str, case: Case, content: Content) -> tuple[str, str]:
    """Return one of the card's buttons, as a pair of label and payload."""
    return render_phrase(f"desk_button_{act}", content), f"{act}:{case.id}"


def title_of(reason: str, content: Content) -> str:
    """Return what a case's reason is called."""
    urgent = content.urgent.get(reason)
    return urgent.title if urgent else render_phrase("desk_title_human", content)


def _state(case: Case, content: Content, plan: Plan) -> str:
    """Return who holds the case, and how long the child has waited for a word."""
    if case.state == cases.CLOSED:
        return render_phrase("desk_state_closed", content)
    since = waiting_since(case)
    if case.state == cases.OPEN:
        return _since("desk_state_open", since or case.began_at, case, content, plan)
    held = _since("desk_state_claimed", case.claimed_at or case.began_at, case, content, plan)
    if since is None:
        return held
    return f"{held}\n{_since('desk_state_unanswered', since, case, content, plan)}"


def _since(phrase: str, since: datetime, case: Case, content: Content, plan: Plan) -> str:
    there = since.astimezone(plan.team(case.team).hours.zone)
    return render_phrase(
        phrase,
        content,
        name=case.holder_name,
        time=there.strftime("%H:%M"),
        wait=lasting(since, content),
    )


def _language(code: str | None, content: Content) -> str:
    """Return what language the child's phone speaks, in words."""
    name = f"desk_language_{code or 'es'}"
    if name in content.phrases:
        return render_phrase(name, content)
    return render_phrase("desk_language_other", content, code=code or "")


def _checklist(case: Case, content: Content) -> str:
    urgent = content.urgent.get(case.reason)
    if urgent is None:
        return render_phrase("desk_no_checklist", content)
    return "\n".join(f"· {line}" for line in urgent.checklist[:CHECKLIST_LINES])


def _told(tx: Tx, case: Case, country: str | None, content: Content) -> str:
    """Return the lines that the child was given, by name."""
    reasons = [
        event.detail["reason"] for event in trail.events_of(tx, case.id) if event.kind == "told"
    ]
    names = []
    for reason in reasons:
        urgent = content.urgent.get(reason)
        contacts = urgent.contacts if urgent else ()
        names += [
            contact.short
            for contact in map(content.contacts.get, contacts)
            if contact and (country is None or {country, "ANY"} & set(contact.countries))
        ]
    return ", ".join(dict.fromkeys(names)) or render_phrase("desk_nothing_told", content)


def _buttons(case: Case, content: Content) -> list[tuple[str, str]]:
    acts = {
        cases.OPEN: (TAKE, SEE),
        cases.CLAIMED: (CANNED, PASS, RELEASE, CLOSE, SEE),
        cases.CLOSED: (REOPEN,),
    }
    return [button(act, case, content) for act in acts[case.state]]
