"""Ways of sending into a child's private chat."""

from collections.abc import Callable
from typing import Any

from telegram import ReplyKeyboardRemove

from bot.content.model import Content
from bot.desk import relay
from bot.errors import BotError
from bot.store import case_messages, cases, outbox
from bot.store.conversations import ChatId
from bot.store.engine import Tx
from bot.store.outbox import FAREWELL, GOODBYE, OutboxRow
from bot.telegram import keyboards
from bot.telegram.bridge import Bridge
from bot.telegram.parcel import NO_PREVIEW, Sent, Way
from bot.telegram.text import join_lines, pieces

TEXT = "text"
MOST_AT_ONCE = 5  # messages that are sent as one


class ToChild:
    """Sends what the bot and the caseworkers say to a child."""

    def __init__(self, bridge: Bridge, is_crowded: Callable[[], bool]) -> None:
        """Make it over the bridge's parts.

        Args:
            bridge: the parts.
            is_crowded: whether messages should be saved, as many children wait.
        """
        self._it = bridge
        self._is_crowded = is_crowded
        self.ways: dict[str, Way] = {
            TEXT: self._text,
            FAREWELL: self._text,
            GOODBYE: self._goodbye,
            relay.RELAY: self._relay,
            relay.RELAY_COPY: self._copy,
            relay.RELAY_EDIT: self._edit,
        }

    async def _text(self, row: OutboxRow, content: Content) -> Sent:
        together, text = join_lines(await self._run_of(row), "\n\n")
        last = together[-1].body
        buttons = last.get("buttons") or []
        markup: Any = keyboards.inline(self._it.store.sealer, row.target, buttons)
        if markup is None and last.get("keyboard"):
            markup = keyboards.lasting(content)
        return Sent(await self._say(self._chat(row), text, markup), along=together[1:])

    async def _run_of(self, row: OutboxRow) -> list[OutboxRow]:
        """Return the row and, when many children wait, what may stand in the same message.

        An answer and its telephone numbers are two messages; Telegram takes 30 a second in all.
        """
        if row.purpose != TEXT or _has_buttons(row) or not self._is_crowded():
            return [row]
        rows = await self._it.store.read(lambda tx: outbox.run_of(tx, row, {TEXT}, MOST_AT_ONCE))
        found = []
        for other in rows:
            if other.case_id != row.case_id:
                break
            found.append(other)
            if _has_buttons(other):
                break
        return found or [row]

    async def _goodbye(self, row: OutboxRow, _content: Content) -> Sent:
        return Sent(await self._say(self._chat(row), row.body["text"], ReplyKeyboardRemove()))

    async def _relay(self, row: OutboxRow, _content: Content) -> Sent:
        return Sent(await self._say(self._chat(row), row.body["text"], None))

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

    async def _say(self, chat: ChatId, text: str, markup: Any) -> list[int]:
        """Send a text in pieces that fit; return the numbers of the messages."""
        parts = pieces(text)
        message_ids = []
        for index, part in enumerate(parts):
            sent = await self._it.bot.send_message(
                chat,
                part,
                reply_markup=markup if index == len(parts) - 1 else None,
                link_preview_options=NO_PREVIEW,
            )
            message_ids.append(sent.message_id)
        return message_ids

    def _chat(self, row: OutboxRow) -> ChatId:
        if row.purpose == FAREWELL:
            return ChatId(row.body["chat"])
        if row.chat is None:
            raise LookupError("the conversation was erased")
        return ChatId(self._it.store.sealer.open(row.chat))


def _has_buttons(row: OutboxRow) -> bool:
    return bool(row.body.get("buttons"))


def _team(tx: Tx, row: OutboxRow) -> str:
    case = cases.get(tx, row.case_id or 0)
    if case is None:
        raise LookupError("the case is gone")
    return case.team
