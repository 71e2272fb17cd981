"""Ways of sending into a child's private chat."""

from typing import Any

from telegram import ReplyKeyboardRemove

from bot.content.model import Content
from bot.desk import relay
from bot.errors import BotError
from bot.store import case_messages, cases
from bot.store.conversations import ChatId
from bot.store.engine import Tx
from bot.store.outbox import FAREWELL, GOODBYE, OutboxRow
from bot.telegram import keyboards
from bot.telegram.bridge import Bridge
from bot.telegram.parcel import NO_PREVIEW, Sent, Way
from bot.telegram.text import pieces


class ToChild:
    """Sends what the bot and the caseworkers say to a child."""

    def __init__(self, bridge: Bridge) -> None:
        """Make it over the bridge's parts."""
        self._it = bridge
        self.ways: dict[str, Way] = {
            "text": self._text,
            FAREWELL: self._text,
            GOODBYE: self._goodbye,
            relay.RELAY: self._relay,
            relay.RELAY_COPY: self._copy,
            relay.RELAY_EDIT: self._edit,
        }

    async def _text(self, row: OutboxRow, content: Content) -> Sent:
        buttons = row.body.get("buttons") or []
        markup: Any = keyboards.inline(self._it.store.sealer, row.target, buttons)
        if markup is None and row.body.get("keyboard"):
            markup = keyboards.lasting(content)
        return await self._send(row, markup)

    async def _goodbye(self, row: OutboxRow, _content: Content) -> Sent:
        return await self._send(row, ReplyKeyboardRemove())

    async def _relay(self, row: OutboxRow, _content: Content) -> Sent:
        return await self._send(row, None)

    async def _copy(self, row: OutboxRow, _content: Content) -> Sent:
        team = await self._it.store.run(lambda tx: _team(tx, row))
        copied = await self._it.bot.copy_message(
            self._chat(row), self._it.groups.chat(team), row.body["staff_message_id"]
        )
        return Sent([copied.message_id])

    async def _edit(self, row: OutboxRow, _content: Content) -> Sent:
        message_id = await self._it.store.run(
            lambda tx: case_messages.child_message(
                tx, _team(tx, row), row.body["staff_message_id"]
            )
        )
        if not message_id:  # it never arrived
            raise BotError("there is nothing to edit")
        await self._it.bot.edit_message_text(
            row.body["text"],
            chat_id=self._chat(row),
            message_id=message_id,
            link_preview_options=NO_PREVIEW,
        )
        return Sent()

    async def _send(self, row: OutboxRow, markup: Any) -> Sent:
        chat = self._chat(row)
        parts = pieces(str(row.body["text"]))
        message_ids = []
        for index, part in enumerate(parts):
            sent = await self._it.bot.send_message(
                chat,
                part,
                reply_markup=markup if index == len(parts) - 1 else None,
                link_preview_options=NO_PREVIEW,
            )
            message_ids.append(sent.message_id)
        return Sent(message_ids)

    def _chat(self, row: OutboxRow) -> ChatId:
        if row.purpose == FAREWELL:
            return ChatId(row.body["chat"])
        if row.chat is None:
            raise LookupError("the conversation was erased")
        return ChatId(self._it.store.sealer.open(row.chat))


def _team(tx: Tx, row: OutboxRow) -> str:
    case = cases.get(tx, row.case_id or 0)
    if case is None:
        raise LookupError("the case is gone")
    return case.team
