"""What the staff's slash commands do: a table from the command's name to its handler.

They hold in a team's group and its threads, with or without the bot's name behind them. Telegram
shows them in the group with the phrases ``staff_command_<name>`` of data/phrases.yml.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import overview
from bot.desk.access import Worker
from bot.desk.held import held_case
from bot.desk.questions import Reply, ask_for_duty, ask_to_whom
from bot.desk.reveal import reveal
from bot.desk.transfer import transfer
from bot.errors import CaseConflict
from bot.language.normalise import normalise
from bot.store import staff
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.telegram import writing_acts
from bot.telegram.bridge import Bridge

__all__ = ["COMMANDS", "Command", "Order", "Reply", "read_order"]

_COMMAND = re.compile(r"/([a-zA-Z_]+)(?:@(\w+))?(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True)
class Order:
    """A command as it was given.

    Attributes:
        name: the command in small letters, without the slash.
        to: the bot that it names, without the @; empty if it names none.
        rest: what stands behind it.
    """

    name: str
    to: str
    rest: str


Command = Callable[[Tx, Bridge, Order, Case | None, Worker, Content], Reply | None]
"""Acts within the transaction; the case is the one whose thread it stands in, if any.

Raises CaseConflict or NotAllowed, whose message is the answer; then nothing of the act is kept.
"""


def _queue(
    tx: Tx, bridge: Bridge, _order: Order, _case: Case | None, worker: Worker, content: Content
) -> Reply:
    return overview.queue(tx, worker.team, content, bridge.plan)


def _mine(
    tx: Tx, bridge: Bridge, _order: Order, _case: Case | None, worker: Worker, content: Content
) -> Reply:
    return overview.mine(tx, worker, content, bridge.plan)


def _duty(
    tx: Tx, bridge: Bridge, _order: Order, _case: Case | None, worker: Worker, content: Content
) -> Reply:
    return ask_for_duty(tx, worker.team, bridge.bot.username, content, bridge.plan)


def _shift(
    tx: Tx, bridge: Bridge, _order: Order, _case: Case | None, worker: Worker, content: Content
) -> Reply:
    return overview.shift(tx, worker.team, content, bridge.plan)


def _health(
    tx: Tx, bridge: Bridge, _order: Order, _case: Case | None, worker: Worker, content: Content
) -> Reply:
    return overview.health(tx, worker.team, bridge.last_seen.is_rasa_up, content, bridge.plan)


def _pass(
    tx: Tx, bridge: Bridge, order: Order, case: Case | None, worker: Worker, content: Content
) -> Reply | None:
    """Pass a case to the colleague who is named, or ask to whom."""
    if case is None:
        raise CaseConflict(render_phrase("desk_pass_where", content))
    held = held_case(tx, case.id, worker, content)
    wanted = normalise(order.rest.removeprefix("@"))
    if not wanted:
        return ask_to_whom(tx, held, content, bridge.plan)
    named = [one for one in staff.of_team(tx, held.team) if normalise(one.name) == wanted]
    if len(named) != 1:  # nobody of this name, or two: let the buttons tell them apart
        return ask_to_whom(tx, held, content, bridge.plan)
    transfer(tx, held.id, worker, named[0].key, content, bridge.plan)
    return None


def _reveal(
    tx: Tx, _bridge: Bridge, order: Order, case: Case | None, worker: Worker, content: Content
) -> None:
    if case is None:
        raise CaseConflict(render_phrase("desk_pass_where", content))
    reveal(tx, case, worker, order.rest, content)


COMMANDS: dict[str, Command] = {
    "cola": _queue,
    "mio": _mine,
    "guardia": _duty,
    "turno": _shift,
    "pasar": _pass,
    "estado": _health,
    "revelar": _reveal,
    **writing_acts.COMMANDS,
}
"""By name, in the order of Telegram's menu."""


def read_order(text: str | None) -> Order | None:
    """Return the command that a text is, or None; what begins with ``//`` is a note."""
    match = _COMMAND.fullmatch((text or "").strip())
    if match is None:
        return None
    return Order(match[1].lower(), match[2] or "", (match[3] or "").strip())
