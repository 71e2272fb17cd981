"""Where a turn goes: to the human who holds the chat, to the desk, to Rasa, or to neither."""

import asyncio
from collections.abc import Callable

from bot import metrics
from bot.clock import now, today
from bot.content.message import Message, shorten
from bot.content.payloads import END, ERASE, KEEP, MORE, NO_HUMAN, NOT_THAT, TALK_TO_HUMAN
from bot.content.questions import danger_question, erase_question
from bot.content.render import render_answer, render_phrase, topic_buttons
from bot.content.shelter_messages import location_messages
from bot.content.towns import Point
from bot.conversation import danger, erase, flood, menu, votes
from bot.conversation.come_back import come_back
from bot.conversation.context import Context
from bot.conversation.helped import ANSWERS, take_helped
from bot.conversation.leave import leave_quietly
from bot.conversation.pending import without_mark
from bot.conversation.typed_press import typed_press
from bot.desk import relay
from bot.desk.false_alarm import alarming_text, keep_false_alarm
from bot.desk.hand_off import Reason, hand_off
from bot.desk.refuse import end, refuse
from bot.errors import CaseConflict, RasaUnavailable
from bot.language.normalise import normalise
from bot.language.places import find_places
from bot.language.scrub import scrub
from bot.language.yes_no import read_answer
from bot.log import EventLog
from bot.store import cases, conversations, inbox, missed, outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.inbox import InboxRow
from bot.store.missed import Scrubbed

TYPED = {"text", "edit"}
_IS_THERE = {"here", "in", "bare"}  # roles of a place where the child is
LONGEST_KEPT = 300  # characters of a message that is kept for whoever writes the content
REPEAT_EVERY_SECONDS = 120  # «te leo, el equipo ya está avisado» is said at most this often
_log = EventLog(__name__)


class Route:
    """Answers the turns of all conversations; each call is one turn of one of them."""

    def __init__(self, context: Context) -> None:
        """Make a router over the bridge's parts."""
        self._it = context
        self._outcomes: dict[ConversationId, str] = {}  # of the turns that are being answered

    async def look_for_danger(self, row: InboxRow) -> bool:
        """Run the urgency check on one message, before its turn is complete.

        Args:
            row: a message as it came in.

        Returns:
            Whether it is urgent; then a case is open and the child knows what to do.
        """
        text = str(row.body.get("text") or "")
        if not text or self._button_of(text):
            return False
        conversation = ConversationId(row.lane)
        # Off the event loop: a flood of messages must not make the other children wait.
        found = await asyncio.to_thread(self._it.urgency.check, text)
        country = _whereabouts(text)

        def note(tx: Tx) -> None:
            if country:
                conversations.set_country(tx, conversation, country)
            if found.outcome == "urgent":
                name = found.urgent_class or self._it.plan.safe_word_class
                reason = Reason(name, found.priority or "P1", found.why)
                it = self._it
                if not hand_off(tx, conversation, reason, it.content, it.plan, cause=row.id):
                    self._still_with_you(tx, conversation)

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
        conversation = ConversationId(rows[0].lane)
        case = await self._it.store.read(lambda tx: cases.current(tx, conversation))
        row = rows[0]
        if case is not None and case.state == cases.CLAIMED and not self._is_for_the_bot(row):
            await self._finish(rows, self._pass_on(rows))
            return metrics.HUMAN
        self._outcomes[conversation] = metrics.URGENT if is_urgent else metrics.FIXED
        if row.kind == "button":
            work = await self._press(conversation, row, str(row.body["payload"]))
        elif row.kind == "command":
            work = self._command(conversation, str(row.body["command"]))
        elif row.kind in TYPED:
            work = await self._typed(conversation, rows, is_urgent=is_urgent)
        else:
            work = await self._media(conversation, row, is_urgent=is_urgent)
        await self._finish(rows, self._unless_held(rows, work))
        return self._outcomes.pop(conversation)

    async def give_up(self, rows: list[InboxRow]) -> None:
        """Let go of a turn that failed again and again: the child is told, a human is asked."""
        conversation = ConversationId(rows[0].lane)
        said = self._say(conversation, [self._message("failed")], keyboard=True)
        plan = self._it.plan
        why = render_phrase("desk_why_failed", self._it.content)
        called = self._hand_off(conversation, Reason(plan.human_topic, plan.human_priority, why))
        await self._finish(rows, said, called)

    # --- kinds of turns; each returns what is to be written in the turn's transaction ---

    async def _typed(
        self, conversation: ConversationId, rows: list[InboxRow], *, is_urgent: bool
    ) -> Callable[[Tx], None]:
        text = "\n".join(str(row.body["text"]) for row in rows)
        if button := self._button_of(text):
            return self._command(conversation, button)
        if not is_urgent and (work := await self._answer_to_question(conversation, rows, text)):
            return work
        if not is_urgent and (payload := await self._typed_press(conversation, text)):
            return await self._press(conversation, rows[-1], payload)
        text = flood.last_part(text)
        is_calm = not is_urgent and self._it.urgency.check(text).outcome == "none"
        if is_calm and (work := await self._unless_too_many(conversation)):
            return work
        return await self._ask_rasa(conversation, text, is_urgent=is_urgent)

    async def _media(
        self, conversation: ConversationId, row: InboxRow, *, is_urgent: bool
    ) -> Callable[[Tx], None]:
        if not is_urgent and (work := await self._unless_too_many(conversation)):
            return work
        if row.kind == "location" and "latitude" in row.body:
            point = Point(float(row.body["latitude"]), float(row.body["longitude"]))
            return self._say(conversation, location_messages(point, self._it.content, today()))
        name = f"got_{row.kind}" if f"got_{row.kind}" in self._it.content.phrases else "got_other"
        said = self._say(conversation, [self._message(name)])
        caption = str(row.body.get("text") or "")
        if not caption:
            return said
        answered = await self._ask_rasa(conversation, caption, is_urgent=is_urgent)
        return _both(said, answered)

    async def _press(
        self, conversation: ConversationId, row: InboxRow, payload: str
    ) -> Callable[[Tx], None]:
        content = self._it.content
        if menu.is_menu(payload):
            return self._say(conversation, [menu.group_message(payload, content)])
        if payload == TALK_TO_HUMAN:
            return self._command(conversation, "human")
        if payload in (ERASE, KEEP):
            return await self._erase(conversation, row, is_sure=payload == ERASE)
        if payload in ANSWERS:
            return lambda tx: take_helped(tx, conversation, payload, content)
        if payload == NO_HUMAN:
            return lambda tx: refuse(tx, conversation, content, self._it.plan)
        if payload == END:
            return self._command(conversation, "end")
        if danger.is_danger_answer(payload):
            answered = self._danger_answer(conversation, danger.read_payload(payload))
            if danger.read_payload(payload) != NOT_THAT:
                return answered
            return _both(await self._false_alarm(conversation), answered)
        if votes.is_vote(payload):
            return await self._vote(conversation, payload)
        if work := await self._unless_too_many(conversation):
            return work
        topic = payload.removeprefix(MORE).removesuffix('"}') if payload.startswith(MORE) else ""
        if topic in content.topics:
            country = await self._country(conversation)
            return self._say(
                conversation, render_answer(topic, country, content, today(), more=True)
            )
        return await self._ask_rasa(conversation, payload, is_payload=True)

    def _command(self, conversation: ConversationId, command: str) -> Callable[[Tx], None]:
        content, plan = self._it.content, self._it.plan
        if command == "help":
            why = render_phrase("desk_why_button", content)
            urgent = content.urgent[plan.safe_word_class]
            return self._hand_off(conversation, Reason(urgent.id, urgent.priority, why))
        if command == "human":
            why = render_phrase("desk_why_human", content)
            return self._hand_off(conversation, Reason(plan.human_topic, plan.human_priority, why))
        if command == "end":
            return lambda tx: end(tx, conversation, content, plan)
        if command == "exit":
            return lambda tx: leave_quietly(tx, conversation, content)
        if command == "erase":

            def ask(tx: Tx) -> None:
                conversations.set_pending(tx, conversation, erase.PENDING)
                outbox.put_messages(tx, conversation, [erase_question(content)])

            return ask
        if command == "start":
            return self._say(
                conversation, [self._message("welcome"), menu.menu_message(content)], keyboard=True
            )
        return self._say(conversation, [menu.menu_message(content)])

    # --- pieces ---

    async def _answer_to_question(
        self, conversation: ConversationId, rows: list[InboxRow], text: str
    ) -> Callable[[Tx], None] | None:
        """Return the work for a typed «sí» or «no» to the bot's own question, if it is one."""
        found = await self._it.store.read(lambda tx: conversations.find(tx, conversation))
        pending = found.pending if found else None
        if not pending:
            return None
        pending, answer = without_mark(pending), read_answer(text)
        if pending.startswith(danger.PENDING):
            numbered = {"1": "yes", "2": "unknown", "3": "no"}.get(text.strip())
            if answer or numbered:
                return self._danger_answer(conversation, str(answer or numbered))
        if pending == erase.PENDING and answer in {"yes", "no"}:
            return await self._erase(conversation, rows[-1], is_sure=answer == "yes")
        return None

    async def _unless_too_many(self, conversation: ConversationId) -> Callable[[Tx], None] | None:
        """Return what is done instead of answering a chat that sends too much, if it does."""
        moment = now()
        if not await self._it.store.run(lambda tx: flood.is_flood(tx, conversation, moment)):
            return None
        said = {"text": render_phrase("too_many", self._it.content), "buttons": []}
        name = flood.notice_name(conversation, moment)

        def tell(tx: Tx) -> None:
            outbox.put(tx, conversation, "text", said, dedupe=name)

        return tell

    async def _typed_press(self, conversation: ConversationId, text: str) -> str | None:
        """Return the payload of the button that a child means who types instead of pressing."""
        payload = await self._it.store.read(lambda tx: typed_press(tx, conversation, text))
        return payload if payload and self._it.urgency.check(text).outcome == "none" else None

    async def _ask_rasa(
        self,
        conversation: ConversationId,
        text: str,
        *,
        is_urgent: bool = False,
        is_payload: bool = False,
    ) -> Callable[[Tx], None]:
        ask = self._it.rasa.press if is_payload else self._it.rasa.say
        outcome = None if is_payload else self._it.urgency.check(text)
        found = await self._it.store.read(lambda tx: conversations.find(tx, conversation))
        known = {"handed_off": is_urgent, "country": found.country if found else None}
        try:
            reply = await ask(conversation, text, known)
        except RasaUnavailable:
            if is_urgent:
                return _nothing
            self._outcomes[conversation] = metrics.RASA_DOWN
            return await self._without_rasa(conversation, text, is_payload=is_payload)
        if not is_urgent:
            self._outcomes[conversation] = metrics.RASA
        messages, miss = reply.messages, reply.miss
        scrubbed = await _scrubbed(text) if miss else None
        before = found.pending if found else None
        pending, again = before, list[Message]()
        if outcome is not None and outcome.outcome == "unsure":
            pending = danger.PENDING + (outcome.urgent_class or self._it.plan.safe_word_class)
        elif any(button.payload == ERASE for message in messages for button in message.buttons):
            pending = erase.PENDING
        elif messages:  # if there is none, the desk has the word
            pending, again = come_back(before, self._it.content)
        if again:  # its buttons are the ones to press now
            messages = [*(Message(message.text) for message in messages), *again]

        def work(tx: Tx) -> None:
            if pending != before:
                conversations.set_pending(tx, conversation, pending)
            outbox.put_messages(tx, conversation, messages)
            if miss and scrubbed:
                missed.keep(tx, conversation, miss.kind, scrubbed, nearest=miss.nearest)

        return work

    async def _without_rasa(
        self, conversation: ConversationId, text: str, *, is_payload: bool
    ) -> Callable[[Tx], None]:
        content = self._it.content
        topic = text.removeprefix("/")
        if is_payload and topic in content.topics:
            country = await self._country(conversation)
            return self._say(conversation, render_answer(topic, country, content, today()))
        found = self._it.urgency.check(text)
        if not is_payload and found.outcome == "urgent":  # only together, as in a burst
            name = found.urgent_class or self._it.plan.safe_word_class
            return self._hand_off(conversation, Reason(name, found.priority or "P1", found.why))
        if not is_payload and found.outcome == "unsure":
            pending = danger.PENDING + (found.urgent_class or self._it.plan.safe_word_class)

            def ask(tx: Tx) -> None:
                conversations.set_pending(tx, conversation, pending)
                outbox.put_messages(
                    tx, conversation, [self._message("rasa_down"), danger_question(content)]
                )

            return ask
        down = Message(render_phrase("rasa_down", content), topic_buttons([], content))
        return self._say(conversation, [down], keyboard=True)

    def _danger_answer(self, conversation: ConversationId, answer: str) -> Callable[[Tx], None]:
        def work(tx: Tx) -> None:
            messages = danger.take_answer(
                tx, conversation, answer, self._it.content, self._it.plan
            )
            outbox.put_messages(tx, conversation, messages, priority=outbox.URGENT)

        return work

    async def _false_alarm(self, conversation: ConversationId) -> Callable[[Tx], None]:
        """Return the work that keeps what the child says was no danger."""

        def find(tx: Tx) -> tuple[str, str]:
            case = cases.current(tx, conversation)
            if case is not None and case.reason in self._it.content.urgent:
                return case.reason, alarming_text(tx, conversation, case)
            asked_about = conversations.get(tx, conversation).pending or ""
            name = without_mark(asked_about).removeprefix(danger.PENDING)
            return name, alarming_text(tx, conversation, None)

        name, text = await self._it.store.run(find)
        scrubbed = await _scrubbed(text)
        return lambda tx: keep_false_alarm(tx, conversation, scrubbed, name)

    async def _vote(self, conversation: ConversationId, payload: str) -> Callable[[Tx], None]:
        content = self._it.content
        vote = await self._it.store.run(
            lambda tx: votes.find_vote(tx, conversation, payload, content)
        )
        text = await _scrubbed(vote.text)
        return lambda tx: votes.take_vote(tx, conversation, vote, text, content)

    def _hand_off(self, conversation: ConversationId, reason: Reason) -> Callable[[Tx], None]:
        def work(tx: Tx) -> None:
            if not hand_off(tx, conversation, reason, self._it.content, self._it.plan):
                if reason.id == self._it.plan.human_topic:
                    again = self._message("human_requested_again")
                    outbox.put_messages(tx, conversation, [again])
                else:
                    self._still_with_you(tx, conversation)

        return work

    async def _erase(
        self, conversation: ConversationId, row: InboxRow, *, is_sure: bool
    ) -> Callable[[Tx], None]:
        it = self._it
        if is_sure:
            await asyncio.to_thread(erase.erase, it.store, row, it.content)
            return _nothing

        def keep(tx: Tx) -> None:
            conversations.set_pending(tx, conversation, None)
            outbox.put_messages(tx, conversation, [self._message("not_erased")])

        return keep

    def _unless_held(
        self, rows: list[InboxRow], work: Callable[[Tx], None]
    ) -> Callable[[Tx], None]:
        """Return ``work``, unless a human has taken the case meanwhile; the staff see the turn."""

        def checked(tx: Tx) -> None:
            case = cases.current(tx, ConversationId(rows[0].lane))
            if case is not None:
                self._pass_on(rows)(tx)
            if case is None or case.state == cases.OPEN or self._is_for_the_bot(rows[0]):
                work(tx)

        return checked

    def _pass_on(self, rows: list[InboxRow]) -> Callable[[Tx], None]:
        def work(tx: Tx) -> None:
            case = cases.current(tx, ConversationId(rows[0].lane))
            if case is None:
                raise CaseConflict("the case was closed meanwhile: the bot answers, next time")
            for row in rows:
                relay.to_staff(tx, case, row, self._it.content, self._it.plan)

        return work

    def _still_with_you(self, tx: Tx, conversation: ConversationId) -> None:
        """Say that the team knows, once in a while, unless a human is talking to the child."""
        case = cases.current(tx, conversation)
        if case is None or case.state == cases.CLAIMED:
            return
        slot = int(now().timestamp()) // REPEAT_EVERY_SECONDS
        outbox.put(
            tx,
            conversation,
            "text",
            {"text": render_phrase("still_with_you", self._it.content), "buttons": []},
            priority=outbox.URGENT,
            case_id=case.id,
            dedupe=f"still:{case.id}:{slot}",
        )

    def _say(
        self, conversation: ConversationId, messages: list[Message], *, keyboard: bool = False
    ) -> Callable[[Tx], None]:
        return lambda tx: outbox.put_messages(tx, conversation, messages, keyboard=keyboard)

    def _message(self, phrase: str) -> Message:
        return Message(render_phrase(phrase, self._it.content))

    def _is_for_the_bot(self, row: InboxRow) -> bool:
        """Return whether this works even while a human holds the chat: help, end, erasing."""
        if row.kind == "button":
            return row.body["payload"] in (ERASE, KEEP, NO_HUMAN, END)
        if row.kind == "command":
            return row.body["command"] in ("help", "erase", "end", "exit")
        return row.kind in TYPED and self._button_of(str(row.body["text"])) in {"help", "exit"}

    def _button_of(self, text: str) -> str | None:
        """Return what the lasting keyboard's button with this label does, if there is one."""
        written = normalise(text)
        for name in ("help", "topics", "human", "exit"):
            if normalise(render_phrase(f"button_{name}", self._it.content)) == written:
                return name
        return None

    async def _country(self, conversation: ConversationId) -> str | None:
        found = await self._it.store.read(lambda tx: conversations.find(tx, conversation))
        return found.country if found else None

    async def _finish(self, rows: list[InboxRow], *works: Callable[[Tx], None]) -> None:
        def work(tx: Tx) -> None:
            for part in works:
                part(tx)
            inbox.mark_done(tx, rows)

        await self._write(work)

    async def _write(self, work: Callable[[Tx], None]) -> None:
        """Do what may add to the outbox, and let it be sent at once."""
        await self._it.store.run(work)
        self._it.wake_sender()


def _whereabouts(text: str) -> str | None:
    """Return the country that the child says to be in, not one that it only asks about."""
    here = [place.country for place in find_places(text).places if place.role in _IS_THERE]
    return next((country for country in reversed(here) if country in {"MX", "US"}), None)


async def _scrubbed(text: str) -> Scrubbed:
    """Scrub a text off the event loop: the first time, the word lists are read."""
    return await asyncio.to_thread(scrub, shorten(text, LONGEST_KEPT))


def _both(first: Callable[[Tx], None], second: Callable[[Tx], None]) -> Callable[[Tx], None]:
    def work(tx: Tx) -> None:
        first(tx)
        second(tx)

    return work


def _nothing(_tx: Tx) -> None:
    """There is nothing to write but that the turn is done."""
