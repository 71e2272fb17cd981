from bot.desk.claim import claim
from bot.desk.hand_off import Reason, hand_off
from bot.store import cases, outbox, trail
from bot.store.engine import Store
from tests.kit.factories import ANA, child, content, open_case, plan, urgent_class


def told(tx, conversation):
    return [row.body["text"] for row in outbox.latest(tx, conversation, 50)]


def to_group(tx, case):
    return [row for row in outbox.heads(tx) if row.case_id == case.id and row.target == "group"]


def test_a_case_its_first_reply_and_its_card_come_together(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        assert case.state == cases.OPEN
        assert len(told(tx, one)) >= 2
        assert [row.purpose for row in to_group(tx, case)] == ["card"]


def test_nothing_is_kept_when_the_transaction_fails(store: Store):
    with store.begin() as tx:
        one = child(tx)
    try:
        with store.begin() as tx:
            open_case(tx, one)
            raise RuntimeError
    except RuntimeError:
        pass
    with store.begin() as tx:
        assert cases.current(tx, one) is None
        assert told(tx, one) == []


def test_the_same_danger_twice_is_one_case_and_one_first_reply(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        before = told(tx, one)
        reason = Reason(case.reason, case.priority, "otra vez")
        assert not hand_off(tx, one, reason, content(), plan())
        assert told(tx, one) == before
        assert cases.current(tx, one).id == case.id


def test_a_graver_danger_raises_the_case_and_tells_the_child_what_to_do(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P3", plan().human_topic)
        grave = urgent_class("P1")
        assert hand_off(tx, one, Reason(grave, "P1", "patrón"), content(), plan())
        raised = cases.current(tx, one)
        assert (raised.id, raised.priority, raised.reason) == (case.id, "P1", grave)


def test_a_lesser_danger_never_lowers_the_case(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P1")
        hand_off(tx, one, Reason(plan().human_topic, "P3", "pidió"), content(), plan())
        assert cases.current(tx, one).priority == case.priority


def test_the_bot_is_silent_while_a_human_holds_the_case(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one, "P3", plan().human_topic)
        claim(tx, case.id, ANA, content(), plan())
        before = told(tx, one)
        assert not hand_off(tx, one, Reason(urgent_class("P1"), "P1", "patrón"), content(), plan())
        assert told(tx, one) == before
        assert cases.current(tx, one).priority == "P1"


def test_every_urgent_class_has_a_first_reply_in_every_country(store: Store):
    with store.begin() as tx:
        for number, name in enumerate(content().urgent):
            for country in ("MX", "US", None):
                one = child(tx, hash((number, country)) % 10**9)
                from bot.store import conversations

                conversations.set_country(tx, one, country)
                open_case(tx, one, content().urgent[name].priority, name)
                said = "\n".join(told(tx, one))
                assert "{" not in said


def test_the_same_message_after_a_crash_changes_nothing(store: Store):
    with store.begin() as tx:
        one = child(tx)
        reason = Reason(urgent_class("P1"), "P1", "patrón")
        assert hand_off(tx, one, reason, content(), plan(), cause=7)
        case = cases.current(tx, one)
        before = len(trail.events_of(tx, case.id))
        assert hand_off(tx, one, reason, content(), plan(), cause=7)
        assert len(trail.events_of(tx, case.id)) == before
        assert not hand_off(tx, one, reason, content(), plan(), cause=8)
