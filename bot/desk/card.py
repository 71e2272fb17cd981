"""The card of a case, as text and buttons."""

from dataclasses import dataclass

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk.plan import Plan
from bot.desk.transcript import last_messages
from bot.store import cases, conversations
from bot.store.cases import Case
from bot.store.engine import Tx

TAKE, CLOSE, SEE = "take", "close", "see"  # what the card's buttons do
CARD_LENGTH = 2000  # characters; Telegram takes 4096 of half an emoji each
CHECKLIST_LINES = 6


@dataclass(frozen=True)
class Card:
    """Text of a card and its buttons, as pairs of label and payload ("take:17")."""

    text: str
    buttons: list[tuple[str, str]]


def render_card(tx: Tx, case: Case, content: Content, plan: Plan) -> Card:
    """Render the card of a case as it is now."""
    conversation = conversations.get(tx, case.conversation_id)
    urgent = content.urgent.get(case.reason)
    messages = last_messages(tx, conversation, content, plan.card_messages)
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
        state=_state(case, content),
        why=case.why,
        told=_told(tx, case, conversation.country, content),
        messages="\n".join(messages) or render_phrase("desk_no_messages", content),
        checklist="\n".join(f"· {line}" for line in urgent.checklist[:CHECKLIST_LINES])
        if urgent
        else render_phrase("desk_no_checklist", content),
    )
    return Card(text[:CARD_LENGTH], _buttons(case, content))


def thread_name(case: Case, alias: str, content: Content, plan: Plan) -> str:
    """Return the name of the case's thread (Telegram takes 1 to 128 characters)."""
    phrase = "desk_thread_closed" if case.state == cases.CLOSED else "desk_thread"
    return render_phrase(
        phrase, content, sign=plan.signs[case.priority], priority=case.priority, alias=alias
    )[:128]


def title_of(reason: str, content: Content) -> str:
    """Return what a case's reason is called."""
    urgent = content.urgent.get(reason)
    return urgent.title if urgent else render_phrase("desk_title_human", content)


def _state(case: Case, content: Content) -> str:
    if case.state == cases.CLAIMED:
        return render_phrase("desk_state_claimed", content, name=case.holder_name)
    if case.state == cases.CLOSED:
        return render_phrase("desk_state_closed", content)
    return render_phrase("desk_state_open", content, time=case.opened_at.strftime("%H:%M"))


def _told(tx: Tx, case: Case, country: str | None, content: Content) -> str:
    """Return the lines that the child was given, by name."""
    reasons = [
        event.detail["reason"] for event in cases.events_of(tx, case.id) if event.kind == "told"
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
    if case.state == cases.CLOSED:
        return []
    act = (TAKE, "desk_button_take") if case.state == cases.OPEN else (CLOSE, "desk_button_close")
    return [
        (render_phrase(phrase, content), f"{name}:{case.id}")
        for name, phrase in (act, (SEE, "desk_button_see"))
    ]
