"""What a child hears while Rasa is down, in its own language where the bot knows a sentence."""

from typing import Any, cast

import pytest

from bot.config import ROOT
from bot.content.language_messages import only_spanish, told
from bot.content.payloads import TALK_TO_HUMAN, danger_payload
from bot.content.render import render_phrase
from bot.conversation.context import Context
from bot.conversation.route import Route
from bot.errors import RasaUnavailable
from bot.language.urgency.check import UrgencyCheck
from bot.language.urgency.why import readable
from bot.store import cases, conversations, inbox, outbox
from bot.store.engine import Store
from tests.kit.factories import child, content, plan

HELLO = {
    "en": "hello, where can I find a place to sleep with my brother",
    "pt": "olá, onde eu posso dormir com o meu irmão esta noite",
    "fr": "bonjour, où est-ce que je peux dormir avec mon frère",
}
CRY = {"en": "they want to kill me please help", "fr": "au secours ils veulent me tuer"}


class Down:
    """Rasa, which does not answer."""

    async def say(self, *_: object) -> None:
        raise RasaUnavailable("down")

    press = say


def a_doubt() -> str:
    """Return an English message with a few Spanish words that may be danger."""
    check = UrgencyCheck(None, content())
    texts = (
        f"{HELLO['en']}, please my friend, {readable(pattern)}"
        for urgent in content().urgent.values()
        for pattern in urgent.doubtful
    )
    return next(
        text
        for text in texts
        if check.check(text).outcome == "unsure" and check.language_of(text) == "en"
    )


@pytest.fixture
def route(store: Store) -> Route:
    check = UrgencyCheck(None, content())
    return Route(
        Context(
            store,
            ROOT / "data",
            plan(),
            check,
            cast(Any, Down()),
            lambda _lane: None,
            lambda: None,
        )
    )


async def say(store: Store, route: Route, text: str) -> list[outbox.OutboxRow]:
    with store.begin() as tx:
        lane = child(tx)
        inbox.add(tx, 1, lane, "text", {"text": text, "message_id": 1})
        rows = inbox.waiting(tx, lane)
    is_urgent = await route.look_for_danger(rows[0])
    await route.answer(rows, is_urgent=is_urgent)
    with store.begin() as tx:
        return outbox.latest(tx, lane, 10)


@pytest.mark.parametrize("language", sorted(HELLO))
async def test_another_language_gets_its_own_sentence_and_a_way_to_a_human(
    store: Store, route: Route, language: str
):
    (said,) = await say(store, route, HELLO[language])
    expected = only_spanish(content().languages.written[language], content())
    assert said.body["text"] == expected.text
    payloads = [payload for _, payload in said.body["buttons"]]
    assert {danger_payload("yes"), TALK_TO_HUMAN} <= set(payloads)


async def test_spanish_is_told_that_it_does_not_work_now(store: Store, route: Route):
    (said,) = await say(store, route, "hola, donde puedo dormir con mi hermano")
    assert said.body["text"] == render_phrase("rasa_down", content())


@pytest.mark.parametrize("language", sorted(CRY))
async def test_a_cry_in_another_language_opens_a_case_and_is_answered_in_it(
    store: Store, route: Route, language: str
):
    said = await say(store, route, CRY[language])
    written = content().languages.written[language]
    assert told(written, content()).text in [row.body["text"] for row in said]
    with store.begin() as tx:
        assert cases.current(tx, child(tx)) is not None


async def test_a_doubt_in_another_language_stays_an_open_question(store: Store, route: Route):
    (said,) = await say(store, route, a_doubt())
    assert danger_payload("yes") in [payload for _, payload in said.body["buttons"]]
    with store.begin() as tx:
        found = conversations.find(tx, child(tx))
    assert found is not None
    assert str(found.pending).startswith("danger:")
