import re
from dataclasses import replace

import pytest

from bot.content.contact_block import MESSAGE_LIMIT, contact_block, contact_messages
from bot.content.model import Contact, Content


def contact(name: str, *countries: str, **fields: str | None) -> Contact:
    return Contact(
        name,
        f"Nombre {name}",
        name,
        countries,
        show_to_children=True,
        **fields,  # type: ignore[arg-type]
    )


LINE = contact(
    "line", "MX", phone="+528009112000", dial="800 911 2000", hours_short="24 horas",
    free_short="gratis", what_short="tristeza", says="No avisa.", url="https://x.mx",
)  # fmt: skip


def content(*contacts: Contact) -> Content:
    return Content(contacts={item.id: item for item in contacts})


def texts(ids: str, country: str | None, *contacts: Contact, home: bool = True) -> list[str]:
    found = contact_messages(ids.split(), country, content(*contacts), home_countries=home)
    return [message.text for message in found]


def test_a_block_says_how_when_at_what_cost_and_what_it_tells() -> None:
    assert contact_block(LINE) == (
        "📞 Nombre line: 800 911 2000 · 24 horas · gratis\nTristeza.\nNo avisa."
    )


def test_a_page_is_only_shown_where_there_is_no_other_way() -> None:
    page = contact("page", "MX", url="https://x.mx", free_short="gratis")
    assert contact_block(page) == "Nombre page · gratis\n🔗 https://x.mx"
    assert "https" not in contact_block(LINE)
    assert "https" not in contact_block(replace(page, whatsapp="+525533"))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({"text": "741741", "text_word": "AYUDA"}, "💬 Mensaje de texto al 741741: escribe AYUDA"),
        ({"text": "66008"}, "💬 Mensaje de texto al 66008"),
        ({"whatsapp": "+525592253337", "whatsapp_word": "Comenzar"},
         "💬 WhatsApp +52 55 9225 3337: escribe Comenzar"),
        ({"whatsapp": "+528005533000"}, "💬 WhatsApp +52 800 553 3000"),
        ({"whatsapp": "+14422983263"}, "💬 WhatsApp +1 442 298 3263"),
        ({"whatsapp": "+50488338635"}, "💬 WhatsApp +504 8833 8635"),
    ],
)  # fmt: skip
def test_a_message_says_number_and_word(fields: dict[str, str], line: str) -> None:
    assert contact_block(contact("m", "US", **fields)).splitlines()[1] == line


def test_only_contacts_that_work_where_the_child_is() -> None:
    mexico = contact("mexico", "MX", dial="911")
    states = contact("states", "US", dial="988")
    both = contact("both", "MX", "US", dial="1")
    anywhere = contact("anywhere", "ANY", url="https://x.org")
    for country, shown in (("MX", "mexico both anywhere"), ("US", "states both anywhere")):
        (text,) = texts("mexico states both anywhere", country, mexico, states, both, anywhere)
        assert re.findall(r"Nombre (\w+)", text) == shown.split()
        assert "En " not in text


def test_without_a_country_each_is_headed_by_its_own() -> None:
    (text,) = texts(
        "states mexico both", None, contact("states", "US", dial="988"),
        contact("mexico", "MX", dial="911"), contact("both", "US", "MX", dial="1"),
    )  # fmt: skip
    assert text.split("\n") == [
        "En México:", "📞 Nombre mexico: 911", "",
        "En Estados Unidos:", "📞 Nombre states: 988", "",
        "Desde cualquier país:", "📞 Nombre both: 1",
    ]  # fmt: skip


def test_home_countries_are_always_headed() -> None:
    home = contact("home", "HN", dial="110")
    several = contact("several", "HN", "SV", "GT", dial="varios")
    (text,) = texts("several home", "MX", home, several)
    assert text.split("\n") == [
        "En Honduras:", "📞 Nombre home: 110", "",
        "En Centroamérica:", "📞 Nombre several: varios",
    ]  # fmt: skip
    assert texts("several home", "MX", home, several, home=False) == []


def test_three_for_each_country_and_no_more() -> None:
    contacts = [contact(f"c{number}", "MX", dial="1") for number in range(5)]
    (text,) = texts("c4 c3 c2 c1", "MX", *contacts)
    assert [name for name in ("c4", "c3", "c2", "c1") if name in text] == ["c4", "c3", "c2"]


def test_hidden_and_unknown_contacts_are_never_shown() -> None:
    hidden = replace(LINE, show_to_children=False)
    assert texts("line nobody", "MX", hidden) == []
    assert texts("line line", "MX", LINE)[0].count("Nombre line") == 1


def test_messages_stay_under_the_limit() -> None:
    contacts = [
        contact(f"c{number}", place, dial="1", says="Esto es largo. " * 25)
        for number, place in enumerate(["MX", "MX", "US", "US", "HN"])
    ]
    found = texts("c0 c1 c2 c3 c4", None, *contacts)
    assert len(found) == 3
    assert all(len(text) <= MESSAGE_LIMIT for text in found)
    assert [text.split("\n")[0] for text in found] == [
        "En México:", "En Estados Unidos:", "En Honduras:",
    ]  # fmt: skip


def test_a_block_that_is_too_long_is_cut_between_lines() -> None:
    long = contact("long", "MX", dial="1", what_short="a" * 500, says="b" * 500)
    found = texts("long", "MX", long)
    assert len(found) == 2
    assert found[1] == "b" * 500
