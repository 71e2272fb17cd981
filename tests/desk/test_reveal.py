import pytest

from bot.desk.access import Worker
from bot.desk.reveal import reveal
from bot.errors import CaseConflict, NotAllowed
from bot.store import cases, outbox, staff, trail
from bot.store.engine import Store, Tx
from tests.kit.factories import ANA, child, content, open_case

BOSS = Worker("boss", "Berta", cases.MAIN_TEAM, is_supervisor=True)
WHY = "la niña deja de contestar y está en peligro"


def a_case(tx: Tx, priority: str = "P1", *, has_chat: bool = True) -> cases.Case:
    staff.note(tx, BOSS.key, BOSS.team, 42, BOSS.name, is_supervisor=True)
    staff.set_private_chat(tx, BOSS.key, has_private_chat=has_chat)
    return open_case(tx, child(tx, 1001), priority)


def test_a_supervisor_sees_the_account_in_private_and_the_team_that_she_did(store: Store):
    with store.begin() as tx:
        case = a_case(tx)
        reveal(tx, case, BOSS, WHY, content())
        rows = outbox.heads(tx)
        private = next(row for row in rows if row.target == BOSS.key)
        assert "1001" in private.body["text"]
        assert private.body["is_secret"]
        last = trail.events_of(tx, case.id)[-1]
        assert (last.kind, last.actor, last.detail) == ("revealed", BOSS.key, {"reason": WHY})
        assert all("1001" not in str(row.body) for row in rows if row.target == outbox.GROUP)


@pytest.mark.parametrize(
    ("worker", "priority", "why", "has_chat", "error"),
    [
        (ANA, "P1", WHY, True, NotAllowed),
        (BOSS, "P2", WHY, True, CaseConflict),
        (BOSS, "P1", "porque sí", True, CaseConflict),
        (BOSS, "P1", WHY, False, CaseConflict),
    ],
)
def test_without_rank_danger_reason_or_a_private_chat_nothing_is_shown(
    store: Store, worker: Worker, priority: str, why: str, has_chat: bool, error: type
):
    with store.begin() as tx:
        case = a_case(tx, priority, has_chat=has_chat)
        with pytest.raises(error):
            reveal(tx, case, worker, why, content())
        assert all(event.kind != "revealed" for event in trail.events_of(tx, case.id))
