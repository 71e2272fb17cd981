"""Writing to a caseworker privately; who can't be reached so is mentioned in the group."""

from bot.content.model import Content
from bot.content.render import render_phrase
from bot.desk import post
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
        self.ways: dict[str, Way] = {post.TO_STAFF: self._send}

    async def _send(self, row: OutboxRow, _content: Content) -> Sent:
        user = await self._it.store.run(lambda tx: staff.user_of(tx, row.target))
        if user is None:
            raise LookupError("no such member of the staff")
        parts = pieces(str(row.body["text"]))
        for index, part in enumerate(parts):
            is_last = index == len(parts) - 1
            await self._it.bot.send_message(
                user,
                part,
                reply_markup=keyboards.inline(
                    self._it.store.sealer, STAFF, row.body.get("buttons") or []
                )
                if is_last
                else None,
                link_preview_options=NO_PREVIEW,
            )
        return Sent()


def mention_instead(tx: Tx, row: OutboxRow, content: Content) -> None:
    """Say in the group, by mention, what could not be said privately; remember that it can't.

    Args:
        tx: the transaction.
        row: the private message that Telegram refused.
        content: for the wording.
    """
    staff.set_private_chat(tx, row.target, has_private_chat=False)
    teams = staff.teams_of(tx, row.target)
    team = row.body.get("team") or (teams[0] if teams else cases.MAIN_TEAM)
    colleague = staff.find(tx, row.target, team)
    if colleague is None:
        return
    said = "" if row.body.get("is_secret") else str(row.body["text"])
    text = render_phrase("desk_private_failed", content, name=colleague.name, text=said)
    body = {
        "team": team,
        "text": text,
        "mentions": [[row.target, colleague.name]],
        "buttons": row.body.get("buttons") or [],
    }
    lane = f"team:{team}"
    outbox.put(tx, outbox.GROUP, post.TEAM_LINE, body, lane=lane, priority=outbox.URGENT)
