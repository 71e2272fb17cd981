import pytest

from bot.content.payloads import CANNOT_TALK, NOT_THAT, danger_payload
from bot.conversation import danger
from bot.store import cases, conversations, outbox, trail
from bot.store.engine import Store
from tests.kit.factories import child, content, open_case, plan


def answer(tx, one, said):
    return danger.take_answer(tx, one, said, content(), plan())


def alerts(tx, case):
    rows = [row for row in outbox.heads(tx) if row.lane == f"case:{case.id}"]
    return [row.purpose for row in rows]


@pytest.mark.parametrize("said", ["yes", "no", "unknown", CANNOT_TALK, NOT_THAT, "1"])
def test_a_button_says_what_it_means(said):
    payload = danger_payload(said)
    assert danger.is_danger_answer(payload)
    assert danger.read_payload(payload) == said


@pytest.mark.parametrize("said", ["yes", CANNOT_TALK])
def test_yes_to_an_unsure_check_opens_a_case_of_the_first_priority(store: Store, said):
    with store.begin() as tx:
        one = child(tx)
        name = next(iter(content().urgent))
        conversations.set_pending(tx, one, f"danger:{name}")
        answer(tx, one, said)
        case = cases.current(tx, one)
        assert (case.reason, case.priority) == (name, "P1")
        assert outbox.latest(tx, one, 9)


def test_yes_without_a_known_danger_is_a_call_for_help(store: Store):
    with store.begin() as tx:
        one = child(tx)
        answer(tx, one, "yes")
        assert cases.current(tx, one).reason == plan().safe_word_class


@pytest.mark.parametrize("said", ["no", "unknown", NOT_THAT])
def test_no_answer_lowers_or_closes_a_case(store: Store, said):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P1")
        assert answer(tx, one, said)
        now = cases.current(tx, one)
        assert (now.state, now.priority) == (case.state, case.priority)
        kinds = [event.kind for event in trail.events_of(tx, case.id)]
        assert "danger_answer" in kinds


@pytest.mark.parametrize("said", ["no", "unknown", NOT_THAT])
def test_without_a_case_nobody_is_called(store: Store, said):
    with store.begin() as tx:
        one = child(tx)
        conversations.set_pending(tx, one, f"danger:{plan().safe_word_class}")
        assert answer(tx, one, said)
        assert cases.current(tx, one) is None


def test_who_cannot_talk_may_answer_with_a_number(store: Store):
    with store.begin() as tx:
        one = child(tx)
        open_case(tx, one)
        said = answer(tx, one, CANNOT_TALK)
        assert "1" in said[0].text
        assert conversations.get(tx, one).pending.startswith(danger.PENDING)
