import re
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.content.contact_block import MESSAGE_LIMIT
from bot.content.message import Message
from bot.content.payloads import TALK_TO_HUMAN
from bot.content.phrases import render_phrase
from bot.content.shelter_messages import location_messages, official_way, shelter_messages
from bot.content.shelters import may_say_address
from bot.content.towns import MEXICAN_STATES, Point, Where, towns_named
from tests.kit.factories import content

TODAY = date(2026, 11, 24)
_PHONE = re.compile(r"(?:\d[ ().-]*){7,}")


def written(messages: list[Message]) -> str:
    return "\n\n".join(message.text for message in messages)


def told(town: str, state: str | None = None) -> str:
    where = Where("MX", towns=towns_named(town, state))
    return written(shelter_messages(where, content(), TODAY))


def first_line(phrase: str) -> str:
    return render_phrase(phrase, content()).split("\n")[0]


def test_what_is_said_of_a_place() -> None:
    text = told("Tapachula")
    for part in (
        "Cerca de Tapachula, Chiapas",
        "pregunta antes de ir",
        "Albergue Diocesano Belén, en Tapachula.",
        "Quién lo lleva: Diócesis de Tapachula.",
        "Ha recibido a menores que van solos.",
        "Visto abierto en enero de 2026, según El Orbe.",
        "No sé si recibe a menores que van solos.",
    ):
        assert part in text


def test_the_official_way_comes_last_with_what_it_may_do() -> None:
    text = told("Tapachula")
    assert text.index("Belén") < text.index(first_line("shelters_official_mx"))
    assert "El DIF le informa a Migración" in text
    assert "Puede llegar policía, Guardia Nacional o Migración" in text


@pytest.mark.parametrize("town", ["Puebla", "Acapulco"])
def test_where_nothing_is_known_the_official_way_stays(town: str) -> None:
    text = told(town)
    assert "No sé de un lugar confirmado a menos de 100 km" in text
    assert "🛏️" not in text
    assert first_line("shelters_official_mx") in text


def test_the_town_on_the_routes_is_meant_and_the_other_offered() -> None:
    text = told("Ciudad Hidalgo")
    assert "Cerca de Ciudad Hidalgo, Chiapas" in text
    assert "en Tapachula, a unos 30 km" in text
    assert "Escribe también el estado" in text
    assert "Puebla, Baja California" not in told("Puebla")  # a village there is called so too
    assert "Escribe también el estado" not in told("Puebla")


def test_personal_names_and_doubts_of_the_researchers_are_not_said() -> None:
    assert "P. Francisco" not in told("Ciudad Juárez")
    text = told("Monterrey")
    assert "CasaNicolás" in text
    assert "no verificado" not in text


def test_a_source_older_than_the_news_is_not_named_for_it() -> None:
    text = told("San Luis Potosí")
    assert "Visto abierto entre 2023 y 2026." in text


def test_an_address_is_said_once_somebody_has_called() -> None:
    assert "Constantino" not in told("Ciudad de México")
    called = replace(content().shelters["cdmx_cafemin"], verified_by_call=date(2026, 11, 20))
    now = replace(content(), shelters={called.id: called})
    where = Where("MX", towns=towns_named("cdmx"))
    text = written(shelter_messages(where, now, TODAY))
    assert "Constantino 251" in text
    assert "Pregunta antes de ir." in text


def test_a_state() -> None:
    text = written(shelter_messages(Where("MX", "Chiapas"), content(), TODAY))
    assert "En Chiapas sé de esto" in text
    assert "Si me escribes tu ciudad" in text
    text = written(shelter_messages(Where("MX", "Puebla"), content(), TODAY))
    assert "No sé de un lugar confirmado en Puebla" in text


def test_in_the_united_states_no_place_is_named() -> None:
    text = written(shelter_messages(Where("US"), content(), TODAY))
    assert "No se entra tocando la puerta" in text
    assert "1-800-786-2929" in text
    assert "44357" in text
    assert "🛏️" not in text
    assert "México" not in text


def test_elsewhere_the_lines_of_home_are_named() -> None:
    text = written(shelter_messages(Where("other"), content(), TODAY))
    assert "solo de México" in text
    assert "1546" in text
    assert "🛏️" not in text


def test_without_contacts_only_the_words() -> None:
    assert len(official_way("MX", content(), with_contacts=False)) == 1
    assert len(official_way("MX", content())) > 1
    assert len(official_way(None, content(), with_contacts=False)) == 2


def test_a_location_gets_places_and_a_human() -> None:
    messages = location_messages(Point(15.2, -92.5), content(), TODAY)
    text = written(messages)
    assert "Cerca de donde estás" in text
    assert "en Tapachula, a unos 40 km" in text
    assert [button.payload for button in messages[-1].buttons] == [TALK_TO_HUMAN]
    assert all(not message.buttons for message in messages[:-1])


def test_at_the_border_both_countries_are_answered() -> None:
    text = written(location_messages(Point(31.75, -106.48), content(), TODAY))
    assert "en Ciudad Juárez" in text
    assert first_line("shelters_official_mx") in text
    assert first_line("shelters_official_us") in text


wheres = st.one_of(
    st.builds(
        lambda shelter: Where("MX", towns=towns_named(shelter.city, shelter.state)),
        st.sampled_from(list(content().shelters.values())),
    ),
    st.builds(lambda state: Where("MX", state), st.sampled_from(sorted(MEXICAN_STATES.values()))),
    st.builds(
        lambda latitude, longitude: Where("MX", point=Point(latitude, longitude)),
        st.floats(14, 33),
        st.floats(-118, -86),
    ),
)


@settings(max_examples=300)
@given(wheres, st.dates(date(2024, 1, 1), date(2028, 1, 1)))
def test_no_phone_and_no_address_that_may_not_be_said(where: Where, today: date) -> None:
    messages = shelter_messages(where, content(), today, with_contacts=False)
    text = written(messages)
    assert not _PHONE.search(text)
    for shelter in content().shelters.values():
        if shelter.address and not may_say_address(shelter):
            assert shelter.address not in text
    assert messages[-1].text == render_phrase("shelters_official_mx", content())
    assert all(len(message.text) <= MESSAGE_LIMIT for message in messages)
