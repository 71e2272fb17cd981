"""Where a turn goes: to the human who holds the chat, to the desk, to Rasa, or to neither."""

import asyncio
import time

from bot import metrics
from bot.content.message import Message
from bot.content.payloads import END, ERASE, KEEP, NO_HUMAN
from bot.content.render import render_phrase
from bot.conversation.call_human import call_human, reason_of, still_with_you
from bot.conversation.commands import button_of, command
from bot.conversation.context import Context
from bot.conversation.media import media
from bot.conversation.press import press
from bot.conversation.seen import look
from bot.conversation.typed import typed
from bot.conversation.work import Work, say
from bot.desk import relay
from bot.desk.hand_off import Reason, hand_off
from bot.errors import CaseConflict
from bot.language.places import find_places
from bot.store import cases, conversations, inbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.inbox import InboxRow

TYPED = {"text", "edit"}
_IS_THERE = {"here", "in", "bare"}  # roles of a place where the child is


class Route:
    """Answers the turns of all conversations; each call is one turn of one of them."""

    def __init__(self, context: Context) -> None:
        """Make a router over the bridge's parts."""
        self._it = context

    async def look_for_danger(self, row: InboxRow) -> bool:
        """Run the urgency check on one message, before its turn is complete.

        Args:
            row: a message as it came in.

        Returns:
            Whether it is urgent; then a case is open and the child knows what to do.
        """
        text = str(row.body.get("text") or "")
        if not text or button_of(text, self._it.content):
            return False
        it, conversation = self._it, ConversationId(row.lane)
        # Off the event loop: a flood of messages must not make the other children wait.
        found = await asyncio.to_thread(it.urgency.check, text)
        country = _whereabouts(text)

        def note(tx: Tx) -> None:
            if country:
                conversations.set_country(tx, conversation, country)
            if found.outcome == "urgent":
                reason = reason_of(found, it)
                if not hand_off(tx, conversation, reason, it.content, it.plan, cause=row.id):
                    still_with_you(tx, it, conversation)

        if country or found.outcome == "urgent":
            await self._write(note)
        return found.outcome == "urgent"

    async def answer(self, rows: list[InboxRow], *, is_urgent: bool) -> str:
        """Answer a turn and mark its rows done, in one transaction.

        Args:
            rows: the turn; several only if all are typed text.
            is_urgent: the check found danger in one of them, and the child was told already.

        Returns:
            What became of it, one of metrics.OUTCOMES.
        """
        it, row, conversation = self._it, rows[0], ConversationId(rows[0].lane)
        seen = await it.store.read(lambda tx: look(tx, conversation))
        case = seen.case
        if case is not None and case.state == cases.CLAIMED and not self._is_for_the_bot(row):
            await self._finish(rows, self._pass_on(rows))
            return metrics.HUMAN
        it.turns.note(conversation, time.monotonic())
        it.outcomes[conversation] = metrics.URGENT if is_urgent else metrics.FIXED
        if row.kind == "button":
            work = await press(it, conversation, row, str(row.body["payload"]), seen)
        elif row.kind == "command":
            work = command(it, conversation, str(row.body["command"]))
        elif row.kind in TYPED:
            work = await typed(it, conversation, rows, seen, is_urgent=is_urgent)
        else:
            work = await media(it, conversation, row, seen, is_urgent=is_urgent)
        await self._finish(rows, self._unless_held(rows, work))
        return it.outcomes.pop(conversation)

    async def give_up(self, rows: list[InboxRow]) -> None:
        """Let go of a turn that failed again and again: the child is told, a human is asked."""
        conversation, content, plan = ConversationId(rows[0].lane), self._it.content, self._it.plan
        failed = Message(render_phrase("failed", content))
        why = render_phrase("desk_why_failed", content)
        reason = Reason(plan.human_topic, plan.human_priority, why)
        called = call_human(self._it, conversation, reason)
        await self._finish(rows, say(conversation, [failed], keyboard=True), called)

    def _unless_held(self, rows: list[InboxRow], work: Work) -> Work:
        """Return ``work``, unless a human has taken the case meanwhile; the staff see the turn."""

        def checked(tx: Tx) -> None:
            case = cases.current(tx, ConversationId(rows[0].lane))
            if case is not None:
                self._pass_on(rows)(tx)
            if case is None or case.state == cases.OPEN or self._is_for_the_bot(rows[0]):
                work(tx)

        return checked

    def _pass_on(self, rows: list[InboxRow]) -> Work:
        def work(tx: Tx) -> None:
            case = cases.current(tx, ConversationId(rows[0].lane))
            if case is None:
                raise CaseConflict("the case was closed meanwhile: the bot answers, next time")
            for row in rows:
                relay.to_staff(tx, case, row, self._it.content, self._it.plan)

        return work

    def _is_for_the_bot(self, row: InboxRow) -> bool:
        """Return whether this works even while a human holds the chat: help, end, erasing."""
        if row.kind == "button":
            return row.body["payload"] in (ERASE, KEEP, NO_HUMAN, END)
        if row.kind == "command":
            return row.body["command"] in ("help", "erase", "end", "exit")
        text = str(row.body["text"]) if row.kind in TYPED else ""
        return button_of(text, self._it.content) in {"help", "exit"}

    async def _finish(self, rows: list[InboxRow], *works: Work) -> None:
        def work(tx: Tx) -> None:
            for part in works:
                part(tx)
            inbox.mark_done(tx, rows)

        await self._write(work)

    async def _write(self, work: Work) -> None:
        """Do what may add to the outbox, and let it be sent at once."""
        await self._it.store.run(work)
        self._it.wake_sender()


def _whereabouts(text: str) -> str | None:
    """Return the country that the child says to be in, not one that it only asks about."""
    here = [place.country for place in find_places(text).places if place.role in _IS_THERE]
    return next((country for country in reversed(here) if country in {"MX", "US"}), None)
