"""Ways of sending into a team's group: cards, threads, lines, copies, marks."""

from collections.abc import Callable, Sequence
from typing import Any

from telegram import Message, ReplyParameters
from telegram.error import BadRequest, TelegramError

from bot.content.model import Content
from bot.desk import post, ring
from bot.desk.card import render_card
from bot.store import case_messages, cases, conversations, outbox
from bot.store.cases import Case
from bot.store.engine import Tx
from bot.store.outbox import OutboxRow
from bot.telegram import keyboards
from bot.telegram.bridge import Bridge
from bot.telegram.callback_data import STAFF
from bot.telegram.failures import (
    MESSAGE_GONE,
    THREAD_CLOSED,
    THREAD_GONE,
    UNCHANGED,
    delivery_of,
)
from bot.telegram.mentions import Mention, entities, resolve
from bot.telegram.parcel import NO_PREVIEW, Sent, Way
from bot.telegram.text import join_lines, pieces

MOST_LINES = 40  # rows of a transcript that are sent as one message
_JOINED = {post.LINE, post.ALERT}


class NotYet(TelegramError):
    """What the row is about has not been sent yet."""


class ToGroup:
    """Sends what the staff see."""

    def __init__(self, bridge: Bridge, count: Callable[[str], None]) -> None:
        """Make it over the bridge's parts.

        Args:
            bridge: the parts.
            count: told the team of each message that goes out beyond the one that every row is.
        """
        self._it = bridge
        self._count = count
        self.ways: dict[str, Way] = {
            post.CARD: self._card,
            post.CARD_UPDATE: self._card_update,
            post.THREAD_NAME: self._thread_name,
            post.THREAD_STATE: self._thread_state,
            ring.RING: self._ring,
            post.ALERT: self._lines,
            post.LINE: self._lines,
            post.COPY: self._copy,
            post.MARK: self._mark,
            post.TEAM_LINE: self._team_line,
        }

    def calls_of(self, row: OutboxRow) -> int:
        """Return how many messages a row is going to take, as far as is known."""
        is_double = row.purpose == post.CARD and self._it.threads.may_have(row.team or "")
        return 2 if is_double else 1

    # --- one way for each purpose ---

    async def _card(self, row: OutboxRow, content: Content) -> Sent:
        case = await self._case(row)
        if case.card_id is None:
            await self._post_card(case, await self._it.threads.of(case, content), content)
        return Sent()

    async def _card_update(self, row: OutboxRow, content: Content) -> Sent:
        case = await self._case(row)
        if case.card_id is None:
            raise NotYet("no card yet")
        card = await self._it.store.run(lambda tx: render_card(tx, case, content, self._it.plan))
        try:
            await self._it.bot.edit_message_text(
                card.text,
                chat_id=self._it.groups.chat(case.team),
                message_id=case.card_id,
                reply_markup=keyboards.inline(self._it.store.sealer, STAFF, card.buttons),
                link_preview_options=NO_PREVIEW,
            )
        except BadRequest as error:
            if delivery_of(error) != MESSAGE_GONE:
                raise
            self._count(case.team)  # somebody deleted it
            await self._post_card(case, await self._it.threads.of(case, content), content)
        return Sent()

    async def _thread_name(self, row: OutboxRow, content: Content) -> Sent:
        case = await self._case(row)
        if case.thread_id is not None:
            await self._rename(case, content)
        elif case.card_id is not None:  # a group without threads: the card says how long it is
            await self._card_update(row, content)

        def again(tx: Tx) -> None:
            now = cases.get(tx, case.id)
            if now is not None:
                post.rename_later(tx, now)

        return Sent(then=again)

    async def _rename(self, case: Case, content: Content) -> None:
        try:
            await self._it.threads.rename(case, content)
        except BadRequest as error:
            if delivery_of(error) != UNCHANGED:
                raise

    async def _thread_state(self, row: OutboxRow, _content: Content) -> Sent:
        await self._it.threads.close_or_open(await self._case(row))
        return Sent()

    async def _lines(self, row: OutboxRow, content: Content) -> Sent:
        case = await self._case(row)
        together, text = join_lines(await self._run_of(row))
        thread = await self._thread_with_card(case, content)
        await self._say(
            case.team,
            text,
            thread,
            reply_to=row.body.get("reply_to") or (case.card_id if thread is None else None),
            mentions=await self._mentions(row),
            buttons=row.body.get("buttons") or (),
            is_silent=row.priority > outbox.REPLY,
            case=case,
        )
        return Sent(along=together[1:])

    async def _ring(self, row: OutboxRow, content: Content) -> Sent:
        """Ring about one case in its thread; about several, or without it, in the group itself."""
        found = await self._it.store.run(lambda tx: ring.in_group(tx, row, content, self._it.plan))
        if found is None:
            return Sent()
        case, team = found.case, str(row.body["team"])
        thread = await self._thread_with_card(case, content) if case else None
        said: dict[str, Any] = {
            "reply_to": case.card_id if case and thread is None else None,
            "mentions": await self._mentions(row),
            "buttons": found.buttons,
            "case": case,
        }
        try:
            await self._say(team, found.text, thread, **said)
        except BadRequest as error:
            if delivery_of(error) not in {THREAD_GONE, THREAD_CLOSED}:
                raise
            self._count(team)
            await self._say(team, found.text, None, **said)
        return Sent()

    async def _copy(self, row: OutboxRow, content: Content) -> Sent:
        case = await self._case(row)
        identity = case.conversation_id
        if identity is None:
            return Sent()
        chat = await self._it.store.run(lambda tx: conversations.chat_of(tx, identity))
        copied = await self._it.bot.copy_message(
            self._it.groups.chat(case.team),
            chat,
            row.body["message_id"],
            caption=row.body.get("caption"),
            message_thread_id=await self._thread_with_card(case, content),
        )
        await self._it.store.run(lambda tx: case_messages.remember(tx, copied.message_id, case.id))
        return Sent()

    async def _mark(self, row: OutboxRow, _content: Content) -> Sent:
        await self._it.bot.set_message_reaction(
            self._it.groups.chat(row.team), row.body["message_id"], row.body["emoji"]
        )
        return Sent()

    async def _team_line(self, row: OutboxRow, _content: Content) -> Sent:
        team, thread = str(row.body["team"]), row.body.get("thread")
        said: dict[str, Any] = {
            "reply_to": row.body.get("reply_to"),
            "mentions": await self._mentions(row),
            "buttons": row.body.get("buttons") or (),
        }
        try:
            await self._say(team, str(row.body["text"]), thread, **said)
        except BadRequest as error:
            if delivery_of(error) != THREAD_GONE:
                raise
            self._count(team)
            await self._say(team, str(row.body["text"]), None, **said)
        return Sent()

    # --- what the ways need ---

    async def _run_of(self, row: OutboxRow) -> list[OutboxRow]:
        """Return the row and what may stand in the same message: plain texts, and no more."""
        if not _is_plain(row):
            return [row]
        rows = await self._it.store.run(lambda tx: outbox.run_of(tx, row, _JOINED, MOST_LINES))
        found = []
        for other in rows:
            if not _is_plain(other):
                break
            found.append(other)
        return found or [row]

    async def _mentions(self, row: OutboxRow) -> list[Mention]:
        mentions = row.body.get("mentions")
        return await self._it.store.run(lambda tx: resolve(tx, mentions)) if mentions else []

    async def _say(
        self,
        team: str,
        text: str,
        thread: int | None,
        *,
        reply_to: int | None = None,
        mentions: Sequence[Mention] = (),
        buttons: Sequence[Sequence[str]] = (),
        is_silent: bool = False,
        case: Case | None = None,
    ) -> None:
        """Send a text in pieces that fit; the buttons stand under the last one."""
        parts = pieces(text)
        for index, part in enumerate(parts):
            if index:
                self._count(team)
            is_last = index == len(parts) - 1
            sent = await self._send(
                team,
                part,
                thread,
                reply_parameters=ReplyParameters(reply_to, allow_sending_without_reply=True)
                if reply_to
                else None,
                entities=entities(part, mentions),
                reply_markup=keyboards.inline(self._it.store.sealer, STAFF, buttons)
                if is_last
                else None,
                disable_notification=is_silent or None,
            )
            await self._remember(sent, case)

    async def _send(self, team: str, text: str, thread: int | None, **more: Any) -> Message:
        return await self._it.bot.send_message(
            self._it.groups.chat(team),
            text,
            message_thread_id=thread,
            link_preview_options=NO_PREVIEW,
            **more,
        )

    async def _remember(self, sent: Message, case: Case | None) -> None:
        if case is not None:
            case_id, message_id = case.id, sent.message_id
            await self._it.store.run(lambda tx: case_messages.remember(tx, message_id, case_id))

    async def _thread_with_card(self, case: Case, content: Content) -> int | None:
        """Return the case's thread; one that was opened anew shows the card first."""
        thread = await self._it.threads.of(case, content)
        if thread != case.thread_id:
            self._count(case.team)
        if case.card_id is None:
            self._count(case.team)
            await self._post_card(case, thread, content)
        return thread

    async def _post_card(self, case: Case, thread: int | None, content: Content) -> None:
        card = await self._it.store.run(lambda tx: render_card(tx, case, content, self._it.plan))
        sent = await self._send(
            case.team,
            card.text,
            thread,
            reply_markup=keyboards.inline(self._it.store.sealer, STAFF, card.buttons),
        )

        def remember(tx: Tx) -> None:
            cases.set_card(tx, case.id, sent.message_id)
            case_messages.remember(tx, sent.message_id, case.id)

        await self._it.store.run(remember)

    async def _case(self, row: OutboxRow) -> Case:
        case = await self._it.store.run(lambda tx: cases.get(tx, row.case_id or 0))
        if case is None:
            raise LookupError("the case is gone")
        return case


def _is_plain(row: OutboxRow) -> bool:
    return not row.body.keys() & {"buttons", "mentions", "reply_to"}
