"""What staff write in a case's thread, from their phone to the child's and back to the mark."""

import pytest

from bot.store import case_messages, sent_messages
from tests.kit.desk import TAKE, Desk

DELIVERED, WRITING, FAILED = ["👍"], ["✍"], ["👎"]
SEND_AS_IS, DO_NOT_SEND, SEND = "📤 Enviar así", "✖️ No enviar", "📤 Enviar"


async def reaction(desk: Desk, message: dict, expected: list[str]) -> None:
    await desk.until(lambda: desk.sandbox.reactions("group", message["message_id"]) == expected)


async def test_each_message_of_the_holder_is_marked_when_it_arrived(desk: Desk):
    case, thread = await desk.claimed_thread(1)
    said = await desk.run(desk.sandbox.staff_says, "ana", "¿Puedes salir de ahí?", thread)
    await reaction(desk, said, DELIVERED)
    assert "¿Puedes salir de ahí?" in desk.child_texts(1)
    now = desk.now(case)
    assert now.first_word_at is not None
    assert now.waits_since is None


@pytest.mark.parametrize("kind", ["photo", "voice", "sticker", "location", "video", "document"])
async def test_media_of_the_holder_pass(desk: Desk, kind: str):
    _, thread = await desk.claimed_thread(1)
    sent = await desk.run(desk.sandbox.staff_sends, "ana", kind, thread)
    await reaction(desk, sent, DELIVERED)
    assert any(kind in message for message in desk.sandbox.child_messages(1))


@pytest.mark.parametrize(
    ("fault", "said"), [("forbidden", "bloqueó"), ("not_found", "ya no existe")]
)
async def test_what_does_not_arrive_is_marked_and_the_reason_said(desk: Desk, fault, said):
    _, thread = await desk.claimed_thread(1)
    await desk.until(lambda: "Ana" in desk.child_texts(1))
    desk.sandbox.faults(fault, "sendMessage", chat_id=700000001)
    wrote = await desk.run(desk.sandbox.staff_says, "ana", "¿Sigues ahí?", thread)
    await reaction(desk, wrote, FAILED)
    await desk.until(lambda: said in desk.texts(thread))
    told = desk.sandbox.wait_for_group(said)
    assert told["reply_to_message"]["message_id"] == wrote["message_id"]


async def test_what_waits_is_marked_as_waiting(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    await desk.until(lambda: "Ana" in desk.child_texts(1))
    desk.sandbox.faults("too_many", "sendMessage", seconds=2, chat_id=700000001)
    wrote = await desk.run(desk.sandbox.staff_says, "ana", "¿Sigues ahí?", thread)
    await reaction(desk, wrote, WRITING)
    await reaction(desk, wrote, DELIVERED)


async def test_an_edit_of_the_holder_changes_the_message_of_the_child(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    wrote = await desk.run(desk.sandbox.staff_says, "ana", "Estoy contigi", thread)
    await reaction(desk, wrote, DELIVERED)
    await desk.run(desk.sandbox.staff_edits, wrote["message_id"], "Estoy contigo")
    await desk.until(lambda: "Estoy contigo" in desk.child_texts(1))
    assert "contigi" not in desk.child_texts(1)


async def test_an_edit_before_it_has_arrived_is_not_lost(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    await desk.until(lambda: "Ana" in desk.child_texts(1))
    desk.sandbox.faults("too_many", "sendMessage", seconds=2, chat_id=700000001)
    wrote = await desk.run(desk.sandbox.staff_says, "ana", "Estoy contigi", thread)
    await reaction(desk, wrote, WRITING)
    await desk.run(desk.sandbox.staff_edits, wrote["message_id"], "Estoy contigo")
    await desk.until(lambda: "Estoy contigo" in desk.child_texts(1))
    assert "contigi" not in desk.child_texts(1)


async def test_what_can_not_be_edited_any_more_is_said(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    wrote = await desk.run(desk.sandbox.staff_says, "ana", "Estoy contigi", thread)
    await reaction(desk, wrote, DELIVERED)
    last = desk.sandbox.child_messages(1)[-1]["message_id"]
    desk.sandbox.bot("deleteMessage", chat_id=700000001, message_id=last)
    await desk.run(desk.sandbox.staff_edits, wrote["message_id"], "Estoy contigo")
    await reaction(desk, wrote, FAILED)
    await desk.until(lambda: "ya no se puede cambiar" in desk.texts(thread))


async def test_a_note_stays_inside_whatever_it_is_edited_into(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    note = await desk.run(desk.sandbox.staff_says, "ana", "// parece muy chica", thread)
    await desk.run(desk.sandbox.staff_edits, note["message_id"], "parece muy chica")
    await desk.until(lambda: "sigue sin llegarle" in desk.texts(thread))
    said = await desk.run(desk.sandbox.staff_says, "ana", "hola", thread)
    await reaction(desk, said, DELIVERED)
    await desk.run(desk.sandbox.staff_edits, said["message_id"], "// hola, parece muy chica")
    await desk.until(lambda: "se queda como estaba" in desk.texts(thread))
    await desk.run(desk.sandbox.staff_edits, said["message_id"], "/cola")
    await desk.settle()
    assert "chica" not in desk.child_texts(1)
    assert "/cola" not in desk.child_texts(1)


async def test_an_album_passes_and_one_that_is_a_note_stays_inside_whole(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    for caption in ("dos fotos", ""):
        await desk.run(
            desk.sandbox.staff_sends, "ana", "photo", thread, caption=caption, album="1"
        )
    await desk.until(lambda: _photos(desk) == 2)
    for caption in ("", "// solo para el equipo", ""):
        await desk.run(
            desk.sandbox.staff_sends, "ana", "photo", thread, caption=caption, album="2"
        )
    said = await desk.run(desk.sandbox.staff_says, "ana", "ya", thread)
    await reaction(desk, said, DELIVERED)
    await desk.settle()
    assert _photos(desk) == 2


def _photos(desk: Desk) -> int:
    return sum("photo" in message for message in desk.sandbox.child_messages(1))


async def test_who_does_not_hold_the_case_and_who_hides_are_not_passed_on(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    await desk.run(desk.sandbox.staff_says, "beto", "yo conozco esa casa", thread)
    hidden = await desk.run(desk.sandbox.staff_says, "anonymous", "soy la jefa", thread)
    await desk.until(lambda: "anónimo" in desk.texts(thread))
    told = desk.sandbox.wait_for_group("anónimo")
    assert told["reply_to_message"]["message_id"] == hidden["message_id"]
    said = await desk.run(desk.sandbox.staff_says, "ana", "ya", thread)
    await reaction(desk, said, DELIVERED)
    assert "casa" not in desk.child_texts(1)
    assert "jefa" not in desk.child_texts(1)


@pytest.mark.parametrize(
    "text",
    [
        "llámame al 55 1234 5678",
        "ven a la terminal",
        "mándame dinero",
        "estamos en calle Hidalgo 5",
    ],
)
async def test_what_a_child_should_rather_not_get_waits_for_one_more_tap(desk: Desk, text: str):
    case, thread = await desk.claimed_thread(1)
    await desk.run(desk.sandbox.staff_says, "ana", text, thread)
    await desk.until(lambda: "todavía no le llega" in desk.texts(thread))
    assert text not in desk.child_texts(1)
    assert desk.now(case).first_word_at is None
    await desk.run(desk.sandbox.staff_presses, "ana", SEND_AS_IS, thread)
    await desk.until(lambda: text in desk.child_texts(1))
    await desk.run(desk.sandbox.staff_presses, "ana", SEND_AS_IS, thread)
    await desk.settle()
    assert desk.child_texts(1).count(text) == 1
    assert desk.now(case).first_word_at is not None


async def test_a_held_message_can_be_dropped_or_put_right_and_only_its_holder_sends_it(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    await desk.run(desk.sandbox.staff_says, "ana", "mi cel es 55 1234 5678", thread)
    await desk.until(lambda: "todavía no le llega" in desk.texts(thread))
    await desk.run(desk.sandbox.staff_presses, "beto", SEND_AS_IS, thread)
    await desk.run(desk.sandbox.staff_presses, "ana", DO_NOT_SEND, thread)
    await desk.run(desk.sandbox.staff_presses, "ana", SEND_AS_IS, thread)
    wrong = await desk.run(desk.sandbox.staff_says, "ana", "te espero allá", thread)
    await desk.until(lambda: desk.texts(thread).count("todavía no le llega") == 2)
    await desk.run(desk.sandbox.staff_edits, wrong["message_id"], "aquí sigo")
    await desk.until(lambda: "aquí sigo" in desk.child_texts(1))
    assert "5678" not in desk.child_texts(1)
    assert "te espero" not in desk.child_texts(1)


async def test_numbers_of_the_contacts_go_without_a_question(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    said = await desk.run(desk.sandbox.staff_says, "ana", "Llama al 911, sirve sin saldo", thread)
    await reaction(desk, said, DELIVERED)


async def test_a_contact_card_is_asked_about(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    await desk.run(desk.sandbox.staff_sends, "ana", "contact", thread)
    await desk.until(lambda: "todavía no le llega" in desk.texts(thread))


async def test_canned_replies_are_seen_before_they_are_sent(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    first = desk.bridge.plan.canned[0]
    await desk.run(desk.sandbox.staff_says, "ana", "/frases", thread)
    await desk.until(lambda: first.label in str(desk.sandbox.thread_messages(thread)))
    await desk.run(desk.sandbox.staff_presses, "ana", first.label, thread)
    await desk.until(lambda: first.text in desk.texts(thread))
    assert first.text not in desk.child_texts(1)
    await desk.run(desk.sandbox.staff_presses, "beto", SEND, thread)
    await desk.run(desk.sandbox.staff_presses, "ana", SEND, thread)
    await desk.run(desk.sandbox.staff_presses, "ana", SEND, thread)
    await desk.until(lambda: "Le llegó" in desk.texts(thread))
    await desk.settle()
    assert desk.child_texts(1).count(first.text) == 1


async def test_the_bots_answer_is_seen_before_it_is_sent(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    await desk.run(desk.sandbox.staff_says, "ana", "/r", thread)
    await desk.until(lambda: "Después de /r" in desk.texts(thread))
    await desk.run(desk.sandbox.staff_says, "ana", "/r cosas del asilo", thread)
    await desk.until(lambda: "¿Cuál tema?" in desk.texts(thread))
    await desk.run(desk.sandbox.staff_says, "ana", "/r pedir refugio", thread)
    await desk.until(lambda: "Así le llega" in desk.texts(thread))
    shown = desk.sandbox.wait_for_group("Así le llega")["text"].split("\n", 2)[2]
    assert shown not in desk.child_texts(1)
    await desk.run(desk.sandbox.staff_presses, "ana", SEND, thread)
    await desk.until(lambda: shown in desk.child_texts(1))
    await desk.run(desk.sandbox.staff_says, "ana", "/r asilo")
    await desk.until(lambda: "en el hilo de un caso" in desk.group_texts())


async def test_what_was_sent_to_a_child_is_known_by_its_ids(desk: Desk):
    case, thread = await desk.claimed_thread(1)
    said = await desk.run(desk.sandbox.staff_says, "ana", "hola", thread)
    await reaction(desk, said, DELIVERED)
    with desk.store.begin() as tx:
        known = [one.message_id for one in sent_messages.of(tx, case.conversation_id)]
        copy = case_messages.child_message(tx, "main", said["message_id"])
    there = [m["message_id"] for m in desk.sandbox.child_messages(1) if m["from"]["is_bot"]]
    assert known == there
    assert copy == there[-1]


async def test_a_childs_photo_with_a_caption_is_one_message_of_the_thread(desk: Desk):
    _, thread = await desk.claimed_thread(1)
    await desk.until(lambda: "tomó el caso" in desk.texts(thread))
    before = len(desk.sandbox.thread_messages(thread))
    await desk.run(desk.sandbox.child_sends, 1, "photo", "aqui estoy")
    await desk.until(lambda: "aqui estoy" in desk.texts(thread))
    await desk.settle()
    new = [m for m in desk.sandbox.thread_messages(thread)[before:] if not _is_service(m)]
    assert [("photo" in one, "mandó" in one.get("caption", "")) for one in new] == [(True, True)]


async def test_before_the_case_is_taken_its_author_is_told_that_nothing_went_out(desk: Desk):
    _, thread = await desk.open_thread(1)
    said = await desk.run(desk.sandbox.staff_says, "ana", "hola, soy Ana", thread)
    told = await desk.until(lambda: _newest(desk, thread, "primero toca"))
    assert told["reply_to_message"]["message_id"] == said["message_id"]
    await desk.run(desk.sandbox.staff_presses, "ana", TAKE, thread)
    await desk.until(lambda: "Ana" in desk.child_texts(1))
    assert "hola, soy Ana" not in desk.child_texts(1)


def _is_service(message: dict) -> bool:
    return "forum_topic_edited" in message


def _newest(desk: Desk, thread: int, words: str) -> dict | None:
    found = [m for m in desk.sandbox.thread_messages(thread) if words in m.get("text", "")]
    return found[-1] if found else None
