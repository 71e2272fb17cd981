import pytest

from bot.clock import today
from bot.desk import canned
from bot.desk.claim import claim
from bot.errors import CaseConflict
from bot.store import conversations, outbox
from bot.store.engine import Store
from tests.kit.factories import ANA, BETO, child, content, open_case, plan, told


def some_topic() -> str:
    """Return a topic that is answered by country, so that tests need not name one."""
    return next(name for name, topic in content().topics.items() if "MX" in topic.answers)


def test_a_topic_is_found_by_its_id_and_by_its_title():
    for name, topic in content().topics.items():
        assert canned.find_topics(name, content()) == [name]
        assert name in canned.find_topics(topic.title, content())


def test_what_is_not_clear_is_offered_as_a_few():
    found = canned.find_topics("qwertz", content())
    assert len(found) == canned.NEAREST
    assert set(found) <= set(content().topics)


def test_the_answer_is_that_of_the_childs_country(store: Store):
    name = some_topic()
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        texts = set()
        for country in ("MX", "US"):
            conversations.set_country(tx, one, country)
            texts.add(canned.answer_text(tx, case, name, content(), today()))
        assert len(texts) == 2


def test_only_the_holder_sends_and_a_preview_is_sent_once(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = claim(tx, open_case(tx, one).id, ANA, content(), plan())
        with pytest.raises(CaseConflict):
            canned.send(tx, case, BETO, "hola", "a", content())
        canned.send(tx, case, ANA, "hola", "a", content())
        with pytest.raises(CaseConflict):
            canned.send(tx, case, ANA, "hola", "a", content())
        canned.send(tx, case, ANA, "hola", "b", content())
        assert told(tx, one).count("hola") == 2
        assert outbox.latest(tx, one, 1)[0].purpose == "relay"


def test_every_ready_reply_can_be_said():
    assert len({one.id for one in plan().canned}) == len(plan().canned)
    for one in plan().canned:
        assert canned.canned_text(one.id, content(), plan())
    assert canned.canned_text("no hay", content(), plan()) is None
