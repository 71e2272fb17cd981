import pytest

from bot.desk.claim import claim
from bot.desk.close import close
from bot.errors import CaseConflict
from bot.store import cases, outbox
from bot.store.engine import Store
from tests.kit.factories import ANA, BETO, child, content, open_case, plan


def test_whoever_taps_second_is_told_who_holds_it(store: Store):
    with store.begin() as tx:
        case = open_case(tx, child(tx))
        claim(tx, case.id, ANA, content(), plan())
        with pytest.raises(CaseConflict, match="Ana"):
            claim(tx, case.id, BETO, content(), plan())
        assert cases.get(tx, case.id).holder == ANA.key


def test_the_child_hears_who_writes_and_that_the_robot_is_silent(store: Store):
    with store.begin() as tx:
        one = child(tx)
        claim(tx, open_case(tx, one).id, ANA, content(), plan())
        assert "Ana" in outbox.latest(tx, one, 1)[0].body["text"]


@pytest.mark.parametrize("worker", [BETO, None])
def test_only_the_holder_closes(store: Store, worker):
    with store.begin() as tx:
        case = open_case(tx, child(tx))
        if worker:
            claim(tx, case.id, ANA, content(), plan())
        with pytest.raises(CaseConflict):
            close(tx, case.id, worker or ANA, "answered", content(), plan())
        assert cases.get(tx, case.id).state != cases.CLOSED


def test_closing_gives_the_child_back_to_the_bot_and_says_so(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        claim(tx, case.id, ANA, content(), plan())
        close(tx, case.id, ANA, "answered", content(), plan())
        assert cases.current(tx, one) is None
        assert "robot" in outbox.latest(tx, one, 1)[0].body["text"]
        with pytest.raises(CaseConflict):
            close(tx, case.id, ANA, "answered", content(), plan())
