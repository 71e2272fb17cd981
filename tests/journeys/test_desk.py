"""From a cry for help to a caseworker and back, with the bridge alone: Rasa is down here."""

import threading

import pytest

from bot.content.render import render_phrase
from bot.store import cases, trail
from tests.kit.factories import content
from tests.kit.system import System

DANGER = "me esta pegando ahorita el señor de la casa"
TAKE, CLOSE, SEE = "✋ Tomar", "✔️ Cerrar", "Ver conversación"

OUTCOME = "Se le contestó"


def close_with(system: System, outcome: str, thread: int | None) -> None:
    """Answer how the case has ended, once the desk asks."""
    system.sandbox.wait_for(
        lambda: any(outcome in str(m.get("reply_markup")) for m in system.sandbox.group_messages())
    )
    system.sandbox.staff_presses("ana", outcome, thread)


pytestmark = pytest.mark.model


def phrase(name: str, **values: str) -> str:
    return render_phrase(name, content(), **values)


def cry_for_help(system: System, child: int, text: str = DANGER) -> tuple[int, str]:
    """Let a child cry for help; return the case's thread and the child's alias."""
    known = {thread["id"] for thread in system.sandbox.threads()}
    system.sandbox.start(child)
    system.sandbox.child_says(child, text)
    thread = system.sandbox.wait_for(
        lambda: [item for item in system.sandbox.threads() if item["id"] not in known], 15
    )[0]
    system.sandbox.wait_for(
        lambda: any(TAKE in str(m.get("reply_markup")) for m in in_thread(system, thread["id"])),
        15,
    )
    return thread["id"], thread["name"].split(" · ")[-1]


def in_thread(system: System, thread: int) -> list[dict]:
    return system.sandbox.thread_messages(thread)


def thread_texts(system: System, thread: int) -> str:
    return "\n".join(str(message.get("text")) for message in in_thread(system, thread))


def test_an_urgent_message_reaches_the_team_and_the_child_is_told_what_to_do(without_rasa, child):
    thread, alias = cry_for_help(without_rasa, child)
    without_rasa.sandbox.wait_for_child(child, "911")
    without_rasa.sandbox.wait_for_child(child, "una persona")
    card = thread_texts(without_rasa, thread)
    assert "P1" in card
    assert alias in card
    assert DANGER in card


def test_the_childs_name_number_and_id_never_reach_the_group(without_rasa, child):
    cry_for_help(without_rasa, child)
    state = without_rasa.sandbox.state()
    phone = next(chat for chat in state["chats"] if chat["key"] == f"child:{child}")
    who = phone["messages"][0]["from"]
    group = next(chat for chat in state["chats"] if chat["key"] == "group")
    assert str(who["id"]) not in str(group["messages"])
    assert who["username"] not in str(group["messages"])
    assert who["first_name"] not in str([m.get("text") for m in group["messages"]])


def test_two_caseworkers_tap_at_once_and_one_holds_the_case(without_rasa, child):
    thread, alias = cry_for_help(without_rasa, child)
    taps = [
        threading.Thread(target=without_rasa.sandbox.staff_presses, args=(who, TAKE, thread))
        for who in ("ana", "beto")
    ]
    for tap in taps:
        tap.start()
    for tap in taps:
        tap.join()
    without_rasa.sandbox.wait_for(lambda: "tomó el caso" in thread_texts(without_rasa, thread))
    assert thread_texts(without_rasa, thread).count("tomó el caso") == 1
    with without_rasa.store.begin() as tx:
        case = cases.by_thread(tx, cases.MAIN_TEAM, thread)
        claims = [event for event in trail.events_of(tx, case.id) if event.kind == "claimed"]
    assert len(claims) == 1


def test_words_pass_both_ways_notes_stay_inside_and_closing_says_so(without_rasa, child):
    box = without_rasa.sandbox
    thread, alias = cry_for_help(without_rasa, child)
    box.staff_presses("ana", TAKE, thread)
    box.wait_for_child(child, "Ana")

    sent = box.staff_says("ana", "¿Puedes salir de ahí?", thread)
    box.wait_for_child(child, "¿Puedes salir de ahí?")
    box.wait_for(lambda: box.reactions("group", sent["message_id"]) == ["👍"])

    box.staff_says("ana", "// ojo: parece muy chica", thread)
    box.staff_says("beto", "yo conozco esa casa", thread)
    box.child_says(child, "si, ya sali")
    box.wait_for(lambda: f"{alias}: si, ya sali" in thread_texts(without_rasa, thread))
    box.child_sends(child, "voice")
    box.wait_for(lambda: any("voice" in message for message in in_thread(without_rasa, thread)))
    box.staff_sends("ana", "photo", thread)
    box.wait_for(lambda: any("photo" in message for message in box.child_messages(child)))

    box.staff_presses("ana", CLOSE, thread)
    close_with(without_rasa, OUTCOME, thread)
    box.wait_for_child(child, "Vuelvo yo, el robot")
    # Closing a thread gives way to what cannot wait, for a minute of the group's limit at most.
    box.wait_for(lambda: next(t for t in box.threads() if t["id"] == thread)["closed"], 80)
    said = "\n".join(str(message.get("text")) for message in box.child_messages(child))
    assert "parece muy chica" not in said
    assert "conozco esa casa" not in said


def test_the_bot_is_silent_while_a_human_writes_also_after_a_crash(without_rasa, child):
    box = without_rasa.sandbox
    thread, alias = cry_for_help(without_rasa, child)
    box.staff_presses("ana", TAKE, thread)
    box.wait_for_child(child, "Ana")
    without_rasa.kill("bridge")
    without_rasa.start("bridge")
    before = len(box.child_messages(child))
    box.child_says(child, "cuanto cuesta el asilo?")
    box.wait_for(lambda: f"{alias}: cuanto cuesta el asilo?" in thread_texts(without_rasa, thread))
    assert len(box.child_messages(child)) == before + 1


def test_a_stranger_who_presses_a_button_is_refused_and_recorded(without_rasa, child):
    thread, _ = cry_for_help(without_rasa, child)
    without_rasa.sandbox.staff_presses("stranger", TAKE, thread)

    def refused():
        with without_rasa.store.begin() as tx:
            return [event for event in trail.events_of(tx, None) if event.kind == "refused"]

    without_rasa.sandbox.wait_for(refused)
    with without_rasa.store.begin() as tx:
        assert cases.by_thread(tx, cases.MAIN_TEAM, thread).state == cases.OPEN


def test_help_topics_and_a_human_work_without_rasa(without_rasa, child):
    box = without_rasa.sandbox
    box.start(child)
    box.wait_for_child(child, "No soy de migración")
    box.child_presses(child, phrase("button_topics"))
    box.wait_for_child(child, phrase("menu"))
    box.child_presses(child, phrase("group_asylum"))
    box.wait_for_child(child, phrase("menu_group", group=phrase("group_asylum")))
    box.child_presses(child, "¿Qué es el asilo?")
    box.wait_for_child(child, "Revisado en")
    box.child_presses(child, phrase("button_human"))
    box.wait_for_child(child, "Ya avisé al equipo")
    box.child_presses(child, phrase("button_help"))
    box.wait_for_child(child, "911")


def test_an_ordinary_question_gets_the_fixed_sentence_while_rasa_is_down(without_rasa, child):
    without_rasa.sandbox.start(child)
    without_rasa.sandbox.child_says(child, "que es el asilo?")
    without_rasa.sandbox.wait_for_child(child, "Ahora mismo no puedo contestar bien", 15)


@pytest.mark.parametrize("kind", ["voice", "photo", "sticker", "contact", "document"])
def test_what_is_no_text_is_answered_too(without_rasa, child, kind):
    without_rasa.sandbox.start(child)
    without_rasa.sandbox.child_sends(child, kind)
    without_rasa.sandbox.wait_for_child(child, phrase(f"got_{kind}"))


def test_a_location_is_answered_with_places_nearby_or_the_official_way(without_rasa, child):
    without_rasa.sandbox.start(child)
    without_rasa.sandbox.child_sends(child, "location")
    without_rasa.sandbox.wait_for_child(child, "En cualquier ciudad de México", 15)


def test_nothing_is_lost_when_the_bridge_is_killed_before_it_answers(without_rasa, child):
    box = without_rasa.sandbox
    box.start(child)
    box.wait_for_child(child, phrase("menu"))
    box.faults("server_error", method="sendMessage", count=1)
    box.child_says(child, DANGER)
    without_rasa.kill("bridge")
    box.clear_faults()
    without_rasa.start("bridge")
    box.wait_for_child(child, "911", 20)
    texts = [message.get("text") for message in box.child_messages(child)]
    assert texts.count(texts[-1]) == 1


def test_in_a_group_without_threads_staff_reply_to_the_cases_messages(plain_group, child):
    box = plain_group.sandbox
    box.start(child)
    box.child_says(child, DANGER)
    card = box.wait_for_group("P1", 15)
    box.staff_presses("ana", TAKE)
    box.wait_for_child(child, "Ana")
    box.staff_says("ana", "Estoy contigo", reply_to=card["message_id"])
    box.wait_for_child(child, "Estoy contigo")
    box.child_says(child, "gracias")
    line = box.wait_for_group("gracias")
    box.staff_says("ana", "¿Dónde estás?", reply_to=line["message_id"])
    box.wait_for_child(child, "¿Dónde estás?")
    box.staff_says("ana", "esto no es para nadie")
    box.staff_presses("ana", CLOSE)
    close_with(plain_group, OUTCOME, None)
    box.wait_for_child(child, "Vuelvo yo, el robot")
    assert "esto no es" not in str([m.get("text") for m in box.child_messages(child)])


def test_no_log_holds_what_a_child_wrote_or_who_it_is(without_rasa, child):
    cry_for_help(without_rasa, child, "me quieren matar ahorita, soy Xiomarazul")
    assert "Xiomarazul" not in without_rasa.logs()
    assert "matar" not in without_rasa.logs()


def test_a_case_is_passed_to_a_colleague_and_the_child_hears_who_writes(without_rasa, child):
    box = without_rasa.sandbox
    box.staff_says("carla", "/guardia")
    box.wait_for_group("para que el bot te pueda avisar en privado")
    thread, _ = cry_for_help(without_rasa, child)
    box.staff_presses("beto", TAKE, thread)
    box.wait_for_child(child, "Beto")
    box.staff_presses("beto", phrase("desk_button_pass"), thread)
    box.wait_for_group("¿A quién le pasas")
    box.staff_presses("beto", "Carla", thread)
    box.wait_for_child(child, "Ahora te escribe Carla")
    box.staff_says("carla", "Hola, soy Carla", thread)
    box.wait_for_child(child, "Hola, soy Carla")


def test_the_staff_ask_what_waits_and_no_command_reaches_the_child(without_rasa, child):
    box = without_rasa.sandbox
    thread, alias = cry_for_help(without_rasa, child)
    box.staff_presses("ana", TAKE, thread)
    box.wait_for_child(child, "Ana")
    before = len(box.child_messages(child))
    box.staff_says("ana", "/mio", thread)
    box.wait_for_group("Tienes")
    box.staff_says("ana", "/inventada", thread)
    box.wait_for_group("No conozco la orden /inventada")
    assert len(box.child_messages(child)) == before


def test_a_child_ends_the_talk_and_comes_back_to_the_same_thread(without_rasa, child):
    box = without_rasa.sandbox
    thread, _ = cry_for_help(without_rasa, child)
    box.staff_presses("ana", TAKE, thread)
    box.wait_for_child(child, "Ana")
    box.child_presses(child, phrase("button_end"))
    box.wait_for_child(child, "aquí terminamos")

    def is_closed() -> bool:
        return next(item["closed"] for item in box.threads() if item["id"] == thread)

    box.wait_for(is_closed, 80)
    known = len(box.threads())
    box.child_says(child, DANGER)
    box.wait_for(lambda: not is_closed(), 15)
    box.wait_for(lambda: "volvió" in thread_texts(without_rasa, thread), 15)
    assert len(box.threads()) == known
