"""Buttons that a child presses, and typed words that mean one."""

import asyncio

from bot.clock import today
from bot.content.message import Message
from bot.content.payloads import END, ERASE, KEEP, MORE, NO_HUMAN, NOT_THAT, TALK_TO_HUMAN
from bot.content.render import render_answer, render_phrase
from bot.conversation import danger, erase, menu, votes
from bot.conversation.ask_rasa import ask_rasa
from bot.conversation.commands import command
from bot.conversation.context import Context
from bot.conversation.flood import unless_too_many
from bot.conversation.helped import ANSWERS, take_helped
from bot.conversation.pending import without_mark
from bot.conversation.scrubbed import scrubbed
from bot.conversation.seen import Seen
from bot.conversation.work import Work, nothing, say, together
from bot.desk.false_alarm import alarming_text, keep_false_alarm
from bot.desk.refuse import refuse
from bot.store import cases, conversations, outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Tx
from bot.store.inbox import InboxRow


async def press(
    it: Context, conversation: ConversationId, row: InboxRow, payload: str, seen: Seen
) -> Work:
    """Return the work for a button.

    Args:
        it: the parts.
        conversation: the child's.
        row: the press, or the words that mean it.
        payload: the button's.
        seen: what stood in the store before.
    """
    content = it.content
    if menu.is_menu(payload):
        return say(conversation, [menu.group_message(payload, content)])
    if payload == TALK_TO_HUMAN:
        return command(it, conversation, "human")
    if payload in (ERASE, KEEP):
        return await answer_to_erase(it, conversation, row, is_sure=payload == ERASE)
    if payload in ANSWERS:
        return lambda tx: take_helped(tx, conversation, payload, content)
    if payload == NO_HUMAN:
        return lambda tx: refuse(tx, conversation, content, it.plan)
    if payload == END:
        return command(it, conversation, "end")
    if danger.is_danger_answer(payload):
        answered = danger_answer(it, conversation, danger.read_payload(payload))
        if danger.read_payload(payload) != NOT_THAT:
            return answered
        return together(await _false_alarm(it, conversation), answered)
    if votes.is_vote(payload):
        return await _vote(it, conversation, payload)
    if work := unless_too_many(it, conversation):
        return work
    topic = payload.removeprefix(MORE).removesuffix('"}') if payload.startswith(MORE) else ""
    if topic in content.topics:
        answer = render_answer(topic, seen.country, content, today(), more=True)
        return say(conversation, answer)
    return await ask_rasa(it, conversation, payload, seen, is_payload=True)


def danger_answer(it: Context, conversation: ConversationId, answer: str) -> Work:
    """Return the work for an answer to the safety question; see danger.take_answer."""

    def work(tx: Tx) -> None:
        messages = danger.take_answer(tx, conversation, answer, it.content, it.plan)
        outbox.put_messages(tx, conversation, messages, priority=outbox.URGENT)

    return work


async def answer_to_erase(
    it: Context, conversation: ConversationId, row: InboxRow, *, is_sure: bool
) -> Work:
    """Erase at once, in a transaction of its own; or return the work of erasing nothing."""
    if is_sure:
        await asyncio.to_thread(erase.erase, it.store, row, it.content)
        return nothing
    return together(
        lambda tx: conversations.set_pending(tx, conversation, None),
        say(conversation, [Message(render_phrase("not_erased", it.content))]),
    )


async def _false_alarm(it: Context, conversation: ConversationId) -> Work:
    """Return the work that keeps what the child says was no danger."""

    def find(tx: Tx) -> tuple[str, str]:
        case = cases.current(tx, conversation)
        if case is not None and case.reason in it.content.urgent:
            return case.reason, alarming_text(tx, conversation, case)
        asked_about = conversations.get(tx, conversation).pending or ""
        name = without_mark(asked_about).removeprefix(danger.PENDING)
        return name, alarming_text(tx, conversation, None)

    name, text = await it.store.run(find)
    kept = await scrubbed(text)
    return lambda tx: keep_false_alarm(tx, conversation, kept, name)


async def _vote(it: Context, conversation: ConversationId, payload: str) -> Work:
    content = it.content
    vote = await it.store.read(lambda tx: votes.find_vote(tx, conversation, payload, content))
    text = await scrubbed(vote.text)
    return lambda tx: votes.take_vote(tx, conversation, vote, text, content)
