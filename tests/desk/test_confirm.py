import pytest

from bot.desk import confirm, relay
from bot.desk.claim import claim
from bot.errors import CaseConflict
from bot.store import cases, held, outbox
from bot.store.engine import Store, Tx
from tests.kit.factories import ANA, BETO, alerts, child, content, open_case, plan


def asked(tx: Tx) -> tuple[cases.Case, str]:
    """Let Ana write something that is asked about; return her case and the held row's number."""
    one = child(tx)
    case = claim(tx, open_case(tx, one).id, ANA, content(), plan())
    purpose, body = relay.parcel(5, "ven a la terminal")
    confirm.ask(tx, case, ANA, purpose, body, ["meeting"], content())
    return case, str(held.of(tx, one)[0].id)


def to_child(tx: Tx, case: cases.Case) -> list[str]:
    rows = outbox.waiting_for(tx, case.conversation_id)
    return [row.body["text"] for row in rows if row.purpose == relay.RELAY]


def test_nothing_goes_and_no_word_counts_before_it_is_confirmed(store: Store):
    with store.begin() as tx:
        case, number = asked(tx)
        assert to_child(tx, case) == []
        assert cases.get(tx, case.id).first_word_at is None
        question = alerts(tx, case)[-1]
        assert question.body["reply_to"] == 5
        assert [payload for _, payload in question.body["buttons"]] == [
            f"send:{case.id}:{number}",
            f"drop:{case.id}:{number}",
        ]
        confirm.send(tx, case.id, number, ANA, content())
        assert to_child(tx, case) == ["ven a la terminal"]
        assert cases.get(tx, case.id).first_word_at is not None


@pytest.mark.parametrize("decide", [confirm.send, confirm.drop])
def test_it_is_decided_once_and_by_its_author(store: Store, decide):
    with store.begin() as tx:
        case, number = asked(tx)
        with pytest.raises(CaseConflict):
            decide(tx, case.id, number, BETO, content())
        with pytest.raises(CaseConflict):
            decide(tx, case.id + 1, number, ANA, content())
        decide(tx, case.id, number, ANA, content())
        for again in (confirm.send, confirm.drop):
            with pytest.raises(CaseConflict):
                again(tx, case.id, number, ANA, content())
        assert len(to_child(tx, case)) == (decide == confirm.send)


def test_who_has_passed_the_case_on_sends_nothing_more_and_nor_does_the_next(store: Store):
    with store.begin() as tx:
        case, number = asked(tx)
        cases.transfer(tx, case.id, ANA.key, BETO.key, BETO.name)
        for worker in (ANA, BETO):
            with pytest.raises(CaseConflict):
                confirm.send(tx, case.id, number, worker, content())
        assert to_child(tx, case) == []
