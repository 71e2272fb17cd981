"""What the staff are answered and asked, with buttons, whatever button or command led to it."""

from dataclasses import dataclass, field

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import card, rota, transfer
from bot.desk.plan import Plan
from bot.store import conversations
from bot.store.cases import Case
from bot.store.engine import Tx

GIVE, DUTY = "give", "duty"  # what these buttons do, besides those of the card
ON, OFF = "on", "off"


@dataclass(frozen=True)
class Reply:
    """A text for the staff, and buttons as pairs of label and payload ("take:17")."""

    text: str
    buttons: list[tuple[str, str]] = field(default_factory=list)


def ask_to_whom(tx: Tx, case: Case, content: Content, plan: Plan) -> Reply:
    """Ask to whom a case is to be passed: colleagues, those on duty first, or the queue."""
    people = transfer.candidates(tx, case, plan)
    duty = {one.key for one in rota.on_duty(tx, case.team, plan)}
    buttons = [
        (
            render_phrase(
                "desk_button_on_duty" if one.key in duty else "desk_button_colleague",
                content,
                name=one.name,
            ),
            f"{GIVE}:{case.id}:{one.key}",
        )
        for one in people
    ]
    queue = (render_phrase("desk_button_release", content), f"{card.RELEASE}:{case.id}")
    alias = conversations.get(tx, case.conversation_id).alias
    phrase = "desk_pass_to" if people else "desk_pass_to_nobody"
    return Reply(render_phrase(phrase, content, alias=alias), [*buttons, queue])


def ask_for_duty(tx: Tx, team: str, bot_name: str, content: Content, plan: Plan) -> Reply:
    """Say who is on duty, and ask who goes on or off."""
    duty = rota.on_duty(tx, team, plan)
    text = render_phrase(
        "desk_duty" if duty else "desk_duty_nobody",
        content,
        names=rota.names(duty, content),
        link=f"https://t.me/{bot_name}?start={START_OF_STAFF}",
    )
    buttons = [
        (render_phrase(f"desk_button_duty_{way}", content), f"{DUTY}:0:{way}") for way in (ON, OFF)
    ]
    return Reply(text, buttons)


START_OF_STAFF = "equipo"
"""What stands behind /start when the staff open the bot's private chat by the link above."""
