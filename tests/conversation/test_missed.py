"""What the bot gets wrong is kept, scrubbed, and goes when the child or the calendar says so."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast

import pytest
import time_machine

from bot import clock
from bot.config import ROOT
from bot.content.payloads import NOT_THAT, TALK_TO_HUMAN, danger_payload, vote_payloads
from bot.content.render import render_answer, render_phrase
from bot.conversation import erase, retention
from bot.conversation.context import Context
from bot.conversation.rasa_client import Miss, Reply
from bot.conversation.route import Route
from bot.conversation.scrubbed import LONGEST_KEPT
from bot.errors import RasaUnavailable
from bot.language.urgency.check import UrgencyCheck
from bot.store import cases, conversations, inbox, missed, outbox
from bot.store.conversations import ConversationId
from bot.store.engine import Store
from bot.store.missed import Missed, Scrubbed
from tests.kit.factories import child, content, plan

TOPIC = next(iter(content().topics))
USEFUL, NOT_USEFUL = vote_payloads(TOPIC)
WHO = "soy yuleisi de tapachula, cuanto cobran"
WHO_SCRUBBED = "soy [nombre] de [lugar], cuanto cobran"


@dataclass
class Rasa:
    """Answers what it was told to; without anything to say it is down."""

    replies: list[Reply] = field(default_factory=list)

    async def say(self, _conversation: str, _text: str, _metadata: object) -> Reply:
        if not self.replies:
            raise RasaUnavailable("down")
        return self.replies.pop(0)

    press = say


class Chat:
    """A child's conversation with the real route and store."""

    def __init__(self, store: Store) -> None:
        self.store, self.rasa = store, Rasa()
        self.route = Route(
            Context(
                store, ROOT / "data", plan(), UrgencyCheck(None, content()),
                cast(Any, self.rasa), lambda _lane: None,
            )
        )  # fmt: skip
        self.count = 0
        with store.begin() as tx:
            self.lane: ConversationId = child(tx)

    async def write(self, *texts: str, reply: Reply | None = None) -> None:
        """Send some messages as one turn."""
        self.rasa.replies = [reply] if reply else []
        await self._send([("text", {"text": text}) for text in texts])

    async def press(self, payload: str, reply: Reply | None = None) -> None:
        self.rasa.replies = [reply] if reply else []
        await self._send([("button", {"payload": payload, "label": ""})])

    async def _send(self, bodies: list[tuple[str, dict[str, Any]]]) -> None:
        with self.store.begin() as tx:
            for kind, body in bodies:
                self.count += 1
                inbox.add(tx, self.count, self.lane, kind, {"message_id": self.count, **body})
            rows = inbox.waiting(tx, self.lane)
        urgent = [await self.route.look_for_danger(row) for row in rows]
        await self.route.answer(rows, is_urgent=any(urgent))

    def kept(self) -> list[Missed]:
        with self.store.begin() as tx:
            return missed.all_kept(tx)

    def said(self) -> list[str]:
        with self.store.begin() as tx:
            return [str(row.body["text"]) for row in outbox.latest(tx, self.lane, 50)]


@pytest.fixture
def chat(store: Store) -> Chat:
    return Chat(store)


def answer() -> Reply:
    return Reply(render_answer(TOPIC, "MX", content(), clock.today()))


async def test_what_was_not_understood_is_kept_scrubbed(chat: Chat):
    miss = Miss(missed.NOT_UNDERSTOOD, ((TOPIC, 0.2), ("otro", 0.1)))
    await chat.write(WHO, reply=Reply([], miss))
    (one,) = chat.kept()
    assert (one.kind, one.text, one.nearest) == (miss.kind, WHO_SCRUBBED, miss.nearest)


async def test_what_was_understood_is_not_kept(chat: Chat):
    await chat.write("hola", reply=answer())
    assert chat.kept() == []


async def test_no_more_is_kept_than_can_be_read(chat: Chat):
    miss = Miss(missed.NOT_UNDERSTOOD, ())
    await chat.write("papeles " * 200, reply=Reply([], miss))
    assert len(chat.kept()[0].text) <= LONGEST_KEPT


async def test_a_thumb_down_keeps_the_whole_turn_and_offers_a_human(chat: Chat):
    await chat.write("oye", WHO, reply=answer())
    await chat.write("gracias", reply=Reply([]))
    await chat.press(NOT_USEFUL)  # Rasa is down now
    (one,) = chat.kept()
    assert (one.kind, one.answered) == (missed.THUMBS_DOWN, TOPIC)
    assert one.text == f"oye {WHO_SCRUBBED}"
    with chat.store.begin() as tx:
        last = outbox.latest(tx, chat.lane, 1)[0].body
    assert last["text"] == render_phrase("not_useful", content())
    assert TALK_TO_HUMAN in [payload for _, payload in last["buttons"]]


async def test_a_thumb_up_is_thanked_and_keeps_nothing(chat: Chat):
    await chat.write(WHO, reply=answer())
    await chat.press(USEFUL)
    assert chat.said()[-1] == render_phrase("useful", content())
    assert chat.kept() == []


@pytest.mark.parametrize(("first", "second"), [(NOT_USEFUL, USEFUL), (USEFUL, NOT_USEFUL)])
async def test_an_answer_is_voted_on_once(chat: Chat, first: str, second: str):
    await chat.write(WHO, reply=answer())
    for payload in (first, first, second):
        await chat.press(payload)
    said = chat.said()
    phrases = [render_phrase(name, content()) for name in ("useful", "not_useful")]
    assert sum(text in phrases for text in said) == 1
    assert len(chat.kept()) == (first == NOT_USEFUL)


async def test_the_same_answer_given_again_can_be_voted_on_again(chat: Chat):
    for _ in range(2):
        await chat.write(WHO, reply=answer())
        await chat.press(NOT_USEFUL)
    assert len(chat.kept()) == 2


async def test_after_the_country_was_asked_the_question_before_is_kept(chat: Chat):
    await chat.write(WHO, reply=Reply([]))
    await chat.press('/say_country{"country":"MX"}', reply=answer())
    await chat.press(NOT_USEFUL)
    assert [one.text for one in chat.kept()] == [WHO_SCRUBBED]


async def test_an_answer_that_was_reached_by_buttons_counts_without_a_text(chat: Chat):
    await chat.write("hola", reply=Reply([]))
    await chat.press(f"/{TOPIC}", reply=answer())
    await chat.press(NOT_USEFUL)
    assert [(one.text, one.answered) for one in chat.kept()] == [("", TOPIC)]


async def test_no_eso_keeps_what_opened_the_case(chat: Chat):
    await chat.write("me quieren matar en tapachula")
    await chat.write("jaja es broma", reply=Reply([]))
    with chat.store.begin() as tx:
        case = cases.current(tx, chat.lane)
        assert case is not None
    await chat.press(danger_payload(NOT_THAT))
    (one,) = chat.kept()
    assert (one.kind, one.answered) == (missed.WRONG_URGENT, case.reason)
    assert one.text == "me quieren matar en [lugar]"


async def test_no_eso_without_a_case_keeps_what_was_asked_about(chat: Chat):
    await chat.write("ya no aguanto a yuleisi", reply=Reply([]))
    await chat.press(danger_payload(NOT_THAT))
    assert [one.text for one in chat.kept()] == ["ya no aguanto a [nombre]"]


async def test_no_eso_after_the_button_for_help_keeps_nothing(chat: Chat):
    await chat.write(render_phrase("button_help", content()))
    await chat.press(danger_payload(NOT_THAT))
    assert chat.kept() == []


def keep(store: Store, chat: int) -> ConversationId:
    with store.begin() as tx:
        lane = child(tx, chat)
        missed.keep(tx, lane, missed.NOT_UNDERSTOOD, Scrubbed("papeles"))
    return lane


def test_erasing_takes_it_away_from_this_child_only(store: Store):
    one, _other = keep(store, 1), keep(store, 2)
    with store.begin() as tx:
        inbox.add(tx, 1, one, "text", {"text": "borra todo"})
        (wish,) = inbox.waiting(tx, one)
    erase.erase(store, wish, content())
    with store.begin() as tx:
        assert len(missed.all_kept(tx)) == 1


def test_it_goes_after_thirty_days_also_of_a_child_who_still_writes(store: Store):
    lane = keep(store, 1)
    with time_machine.travel(clock.now() + timedelta(days=29)):
        keep(store, 2)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        with store.begin() as tx:
            conversations.touch(tx, lane)
            assert len(missed.all_kept(tx)) == 1  # not shown any more, even before it goes
        retention.forget_old(store, clock.now())
        with store.begin() as tx:
            count = tx.conn.exec_driver_sql("SELECT count(*) FROM missed").scalar()
    assert count == 1


def test_it_is_not_readable_in_the_file(store: Store, tmp_path):
    keep(store, 1)
    store.engine.dispose()
    everything = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"papeles" not in everything
