from bot.desk import relay
from bot.desk.claim import claim
from bot.store import cases, conversations, inbox, outbox
from bot.store.engine import Store
from tests.kit.factories import ANA, BETO, child, content, open_case, plan, wrote


def claimed(tx, chat=1001):
    one = child(tx, chat)
    case = open_case(tx, one)
    return one, claim(tx, case.id, ANA, content(), plan())


def relayed(tx, one):
    rows = outbox.latest(tx, one, 50)
    return [row for row in rows if row.purpose in {relay.RELAY, relay.RELAY_COPY}]


def test_what_the_holder_writes_goes_to_the_child(store: Store):
    with store.begin() as tx:
        one, case = claimed(tx)
        assert relay.to_child(tx, case, ANA, 5, "¿Estás bien?")
        assert relayed(tx, one)[0].body == {"staff_message_id": 5, "text": "¿Estás bien?"}


def test_notes_and_what_others_write_stay_inside(store: Store):
    with store.begin() as tx:
        one, case = claimed(tx)
        assert not relay.to_child(tx, case, ANA, 5, "// ojo, es de Honduras")
        assert not relay.to_child(tx, case, ANA, 6, "  //nota")
        assert not relay.to_child(tx, case, BETO, 7, "yo lo conozco")
        assert relayed(tx, one) == []


def test_before_anybody_took_the_case_nothing_goes_out(store: Store):
    with store.begin() as tx:
        one = child(tx)
        case = open_case(tx, one)
        assert not relay.to_child(tx, case, ANA, 5, "hola")
        assert relayed(tx, one) == []


def test_the_staff_see_the_child_by_alias_and_no_contact_card(store: Store):
    with store.begin() as tx:
        one, case = claimed(tx)
        alias = conversations.get(tx, one).alias
        relay.to_staff(tx, case, wrote(tx, one, "ya estoy mejor"), content(), plan())
        inbox.add(tx, 2, one, "contact", {"message_id": 9})
        relay.to_staff(tx, case, inbox.waiting(tx, one)[-1], content(), plan())
        rows = [row for row in _group(tx, case) if row.purpose in {"line", "copy"}]
        texts = [row.body.get("text", "") for row in rows]
        assert f"{alias}: ya estoy mejor" in texts
        assert all(row.purpose != "copy" for row in rows)


def test_a_voice_note_is_copied_to_the_staff(store: Store):
    with store.begin() as tx:
        one, case = claimed(tx)
        inbox.add(tx, 2, one, "voice", {"message_id": 9})
        relay.to_staff(tx, case, inbox.waiting(tx, one)[-1], content(), plan())
        assert [r.body["message_id"] for r in _group(tx, case) if r.purpose == "copy"] == [9]


def test_braces_in_a_childs_text_are_only_text(store: Store):
    with store.begin() as tx:
        one, case = claimed(tx)
        relay.to_staff(tx, case, wrote(tx, one, "{mx_911} {alias} {"), content(), plan())
        assert any("{mx_911} {alias} {" in r.body.get("text", "") for r in _group(tx, case))


def _group(tx, case: cases.Case):
    found = []
    for head in [row for row in outbox.heads(tx) if row.lane == f"case:{case.id}"]:
        while head is not None:
            found.append(head)
            outbox.mark_sent(tx, head)
            head = next((r for r in outbox.heads(tx) if r.lane == f"case:{case.id}"), None)
    return found
