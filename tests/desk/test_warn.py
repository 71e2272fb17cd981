import pytest

from bot.desk.warn import PHONE, warnings
from tests.kit.factories import content, plan


def found(text: str) -> list[str]:
    return warnings(text, plan().warnings, content().contacts.values())


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("llámame al 55 1234 5678", PHONE),
        ("+502 5555 1234", PHONE),
        ("(962) 625-0099", PHONE),
        ("5 5 1 2 3 4 5 6 7 8", PHONE),
        ("wa.me/529621234567", PHONE),
        ("vivo en Av. Juárez 123", "address"),
        ("calle 5 de mayo #23, junto al parque", "address"),
        ("Está en la colonia Centro", "address"),
        ("manzana 4 lote 12", "address"),
        ("MÁNDAME algo de dinero", "money"),
        ("te voy a depositar", "money"),
        ("hazme una transferencia", "money"),
        ("nos vemos en la terminal", "meeting"),
        ("Ven a la oficina mañana", "meeting"),
        ("te espero en el parque", "meeting"),
    ],
)
def test_what_is_worth_a_second_look_is_found(text: str, kind: str):
    assert kind in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "¿Dónde estás? ¿En qué calle o colonia?",
        "¿Duermes en la calle? ¿Cuántos días, 3 o 4?",
        "Tienes 15 años y te creo.",
        "Llama al 911: sirve sin saldo.",
        "El 24-11-2026 a las 10:30.",
        "¿Tienes dinero para comer?",
        "¿Puedes salir de ahí?",
        "Estoy aquí contigo.",
        "",
    ],
)
def test_what_caseworkers_say_all_day_goes_without_a_question(text: str):
    assert found(text) == []


def test_every_number_of_the_contacts_may_be_sent():
    for contact in content().contacts.values():
        for number in filter(None, (contact.phone, contact.dial, contact.text, contact.whatsapp)):
            assert found(f"Llama a {contact.name}: {number}") in ([], ["address"]), contact.id


def test_no_ready_reply_is_asked_about():
    for one in plan().canned:
        assert found(one.text) == [], one.id


def test_a_wording_matches_whole_words_with_its_signs():
    phrases = {"x": ["ven a", "mand* ... dinero", "casa #"]}
    assert warnings("quieren agua", phrases, ()) == []
    assert warnings("ven ahora", phrases, ()) == []
    assert warnings("mandale a ella mucho dinero", phrases, ()) == ["x"]
    assert warnings("manda. Dinero no hay", phrases, ()) == []
    assert warnings("casa 12b", phrases, ()) == ["x"]
