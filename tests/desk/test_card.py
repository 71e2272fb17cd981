from dataclasses import replace
from datetime import datetime, timedelta, timezone

import pytest
import time_machine

from bot.desk.card import CARD_LENGTH, render_card, thread_name
from bot.desk.claim import claim
from bot.desk.waiting import STEPS, next_step, waiting_since
from bot.store import cases, conversations, inbox, outbox
from bot.store.cases import Case
from bot.store.engine import Store, Tx
from tests.kit.factories import ANA, child, content, open_case, plan, wrote

NOON = datetime(2026, 11, 24, 18, 0, tzinfo=timezone.utc)  # twelve in Mexico City


def name(tx: Tx, case: Case) -> str:
    return thread_name(case, conversations.get(tx, case.conversation_id).alias, content(), plan())


def card(tx: Tx, case: Case) -> str:
    return render_card(tx, case, content(), plan()).text


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, ""), (3, " · 3 min"), (59, " · 59 min"), (125, " · 2 h 5 min")]
)
def test_a_threads_name_shows_priority_alias_and_wait(store: Store, minutes: int, shown: str):
    with time_machine.travel(NOON, tick=False) as moment, store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        moment.shift(timedelta(minutes=minutes))
        assert name(tx, case) == f"🔴 P1 · {conversations.get(tx, one).alias}{shown}"


def test_a_card_quotes_what_a_child_said_but_no_bare_command(store: Store):
    with store.begin() as tx:
        one = child(tx)
        for number, text in enumerate(("/start", "/ayuda me pegan", "hola"), 1):
            kind = "command" if text.startswith("/") else "text"
            inbox.add(tx, number, one, kind, {"text": text, "message_id": number})
        shown = card(tx, open_case(tx, one))
    assert "/start" not in shown
    assert "/ayuda me pegan" in shown
    assert "hola" in shown


def test_a_threads_name_shows_whose_turn_it_is(store: Store):
    with store.begin() as tx:
        case = claim(tx, open_case(tx, child(tx)).id, ANA, content(), plan())
        assert name(tx, case).startswith("✋ P1 · ")
        assert name(tx, case).endswith(" · Ana")
        cases.close(tx, case.id)
        assert name(tx, cases.get(tx, case.id)).startswith("⚪")


def test_however_long_a_name_is_telegram_takes_it(store: Store):
    with store.begin() as tx:
        case = claim(
            tx, open_case(tx, child(tx)).id, replace(ANA, name="A" * 300), content(), plan()
        )
        assert 1 <= len(name(tx, case)) <= 128


def test_the_card_says_in_the_teams_own_time_who_waits_and_who_holds(store: Store):
    with time_machine.travel(NOON, tick=False) as moment, store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        moment.shift(timedelta(minutes=3))
        assert "desde las 12:00 (3 min)" in card(tx, case)
        case = claim(tx, case.id, ANA, content(), plan())
        assert "Ana lo tiene desde las 12:03" in card(tx, case)
        assert "Espera respuesta desde las 12:00" in card(tx, case)
        cases.note_word(tx, case.id)
        assert "Espera respuesta" not in card(tx, cases.get(tx, case.id))
        moment.shift(timedelta(minutes=1))
        assert cases.note_wait(tx, case.id)
        assert not cases.note_wait(tx, case.id)
        assert "Espera respuesta desde las 12:04" in card(tx, cases.get(tx, case.id))


def test_the_card_shows_where_why_in_what_language_and_what_was_said(store: Store):
    with store.begin() as tx:
        one = child(tx)
        conversations.set_country(tx, one, "MX")
        conversations.set_language(tx, one, "en")
        wrote(tx, one, "ayudenme porfa")
        case = open_case(tx, one)
        shown = card(tx, case)
        for part in ("México", "teléfono en inglés", case.why, "ayudenme porfa", "bot:", "el 911"):
            assert part in shown
        assert content().urgent[case.reason].checklist[0] in shown
        conversations.set_language(tx, one, "xx")
        assert "otro idioma (xx)" in card(tx, case)


def test_long_messages_never_push_the_checklist_off_the_card(store: Store):
    with store.begin() as tx:
        one = child(tx)
        for number in range(5):
            wrote(tx, one, "😭" * 290, number + 1)
        case = open_case(tx, one)
        outbox.put(tx, one, "relay", {"text": "x" * 4000}, case_id=case.id)
        shown = card(tx, case)
        assert len(shown) <= CARD_LENGTH
        assert content().urgent[case.reason].checklist[-1][:20] in shown or (
            len(content().urgent[case.reason].checklist) > 6
        )


def test_the_wait_is_shown_anew_in_steps_and_then_no_more(store: Store):
    with time_machine.travel(NOON, tick=False) as moment, store.begin() as tx:
        case = open_case(tx, child(tx))
        seen = []
        while (wait := next_step(case)) is not None:
            moment.shift(wait)
            seen.append(moment_of(case))
        assert seen == list(STEPS)
        claimed = claim(tx, case.id, ANA, content(), plan())
        assert next_step(claimed) is None


def moment_of(case: Case) -> timedelta:
    from bot import clock

    since = waiting_since(case)
    assert since is not None
    return clock.now() - since
