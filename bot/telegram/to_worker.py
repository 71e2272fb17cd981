"""Writing to a caseworker privately; who can't be reached so is mentioned in the group."""

from collections.abc import Sequence

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post, ring
from bot.desk.plan import Plan
from bot.store import cases, outbox, staff
from bot.store.engine import Tx
from bot.store.outbox import OutboxRow
from bot.telegram import keyboards
from bot.telegram.bridge import Bridge
from bot.telegram.callback_data import STAFF
from bot.telegram.parcel import NO_PREVIEW, Sent, Way
from bot.telegram.text import pieces


class ToWorker:
    """Sends private messages to the staff."""

    def __init__(self, bridge: Bridge) -> None:
        """Make it over the bridge's parts."""
        self._it = bridge
        self.ways: dict[str, Way] = {post.TO_STAFF: self._send, ring.RING_PERSON: self._ring}

    async def _send(self, row: OutboxRow, _content: Content) -> Sent:
        await self._say(row, str(row.body["text"]), row.body.get("buttons") or [])
        return Sent()

    async def _ring(self, row: OutboxRow, content: Content) -> Sent:
        found = await self._it.store.run(
            lambda tx: ring.in_private(tx, row, content, self._it.plan)
        )
        if found is not None:
            await self._say(row, found.text, found.buttons)
        return Sent()

    async def _say(self, row: OutboxRow, text: str, buttons: Sequence[Sequence[str]]) -> None:
        user = await self._it.store.run(lambda tx: staff.user_of(tx, row.target))
        if user is None:
            raise LookupError("no such member of the staff")
        parts = pieces(text)
        for index, part in enumerate(parts):
            is_last = index == len(parts) - 1
            await self._it.bot.send_message(
                user,
                part,
                reply_markup=keyboards.inline(self._it.store.sealer, STAFF, buttons)
                if is_last
                else None,
                link_preview_options=NO_PREVIEW,
            )


def mention_instead(tx: Tx, row: OutboxRow, content: Content, plan: Plan) -> None:
    """Say in the group, by mention, what could not be said privately; remember that it can't.

    Args:
        tx: the transaction.
        row: the private message that Telegram refused.
        content: for the wording.
        plan: the desk's data.
    """
    staff.set_private_chat(tx, row.target, has_private_chat=False)
    teams = staff.teams_of(tx, row.target)
    team = row.body.get("team") or (teams[0] if teams else cases.MAIN_TEAM)
    colleague = staff.find(tx, row.target, team)
    if colleague is None:
        return
    said, buttons = _what_it_said(tx, row, content, plan)
    text = render_phrase("desk_private_failed", content, name=colleague.name, text=said)
    body = {
        "team": team,
        "text": text,
        "mentions": [[row.target, colleague.name]],
        "buttons": buttons,
    }
    lane = f"team:{team}"
    outbox.put(tx, outbox.GROUP, post.TEAM_LINE, body, lane=lane, priority=outbox.URGENT)


def _what_it_said(
    tx: Tx, row: OutboxRow, content: Content, plan: Plan
) -> tuple[str, Sequence[Sequence[str]]]:
    """Return text and buttons of a private message, as far as the group may see them."""
    if row.purpose == ring.RING_PERSON:
        found = ring.in_private(tx, row, content, plan)
        return (found.text, found.buttons) if found else ("", [])
    buttons = row.body.get("buttons") or []
    return ("" if row.body.get("is_secret") else str(row.body["text"])), buttons
