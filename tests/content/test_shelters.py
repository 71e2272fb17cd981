from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.model import Content, Shelter, Source
from bot.content.shelters import (
    MOST,
    OLDEST,
    WITHIN_KM,
    in_state,
    is_shown,
    last_seen,
    may_say_address,
    near,
    years_seen,
)
from bot.content.towns import MEXICAN_STATES, Point, distance_km, towns_named
from tests.kit.factories import content

TODAY = date(2026, 11, 24)
HOUSE = Shelter(
    id="casa", city="Saltillo", state="Coahuila", latitude=25.42, longitude=-101.0,
    name="Casa Buena", run_by="Hermanas", says=None, kind="shelter",
    takes_unaccompanied="unknown", address="Calle Tercera 12", publish_address=True,
    verified_by_call=date(2026, 11, 1), as_of="2026-01",
    source=Source("El Orbe", "Casa", "https://elorbe.com/a", "2026-01-19"), sure="high",
)  # fmt: skip


def of(*shelters: Shelter) -> Content:
    return Content(shelters={shelter.id: shelter for shelter in shelters})


def names(town: str) -> list[str]:
    return [shelter.id for shelter in near(towns_named(town)[0], content(), TODAY)]


@pytest.mark.parametrize(
    ("town", "expected"),
    [
        ("Tapachula", ["tap_belen", "tap_buen_pastor"]),
        ("Ciudad Juárez", ["jrz_naq", "jrz_casa_migrante"]),
        ("Saltillo", ["saltillo_dif", "saltillo_casa"]),
        ("Ciudad de México", ["cdmx_cafemin"]),  # Casa Tochan takes no children
        ("Tampico", ["tampico_camef"]),
        ("Puebla", []),
        ("Tucson", []),
    ],
)
def test_what_is_near_a_town(town: str, expected: list[str]) -> None:
    assert names(town) == expected


def test_a_village_is_told_of_the_next_city() -> None:
    village = Point(15.2, -92.5)  # in the hills behind Mapastepec
    found = near(village, content(), TODAY)
    assert {shelter.city for shelter in found} == {"Tapachula"}
    assert all(25 < distance_km(village, shelter) < WITHIN_KM for shelter in found)


def test_a_town_with_a_shelter_is_not_told_of_the_next() -> None:
    here = HOUSE
    away = replace(HOUSE, id="lejos", latitude=26.1, takes_unaccompanied="yes")
    assert near(here, of(here, away), TODAY) == [here]
    assert near(Point(25.9, -101.0), of(here, away), TODAY) == [away]


def test_who_takes_children_alone_comes_first_and_newer_before_older() -> None:
    older = replace(HOUSE, id="vieja", as_of="2025-01")
    stale = replace(HOUSE, id="rancia", takes_unaccompanied="yes", as_of="2024-02")
    takes = replace(HOUSE, id="recibe", takes_unaccompanied="yes", as_of="2024-12")
    found = near(HOUSE, of(stale, older, HOUSE, takes), TODAY)
    assert [shelter.id for shelter in found] == ["recibe", "casa"]
    assert [shelter.id for shelter in near(HOUSE, of(stale, older), TODAY)] == ["vieja", "rancia"]


def test_two_places_are_not_both_entered_through_the_dif() -> None:
    first = replace(HOUSE, id="dif_a", takes_unaccompanied="through_dif")
    second = replace(first, id="dif_b")
    found = near(HOUSE, of(first, second, HOUSE), TODAY)
    assert [shelter.id for shelter in found] == ["dif_a", "casa"]
    assert near(HOUSE, of(first, second), TODAY) == [first]


@pytest.mark.parametrize(
    "change",
    [
        {"takes_unaccompanied": "no"},
        {"takes_unaccompanied": "a veces"},
        {"sure": "low"},
        {"kind": "comedor"},
        {"as_of": "2023-10"},
        {"as_of": "2021-2022"},
        {"as_of": "página vieja"},
    ],
)
def test_what_a_child_is_not_told_of(change: dict[str, str]) -> None:
    assert is_shown(HOUSE, TODAY)
    assert not is_shown(replace(HOUSE, **change), TODAY)


@pytest.mark.parametrize(
    "change",
    [
        {"publish_address": False},
        {"address": None},
        {"verified_by_call": None},
        {"source": Source("", "Casa")},
        {"takes_unaccompanied": "through_dif"},
        {"run_by": "DIF Coahuila y PRONNIF"},
        {"name": "Albergue del DIF"},
    ],
)
def test_whose_address_is_not_said(change: dict[str, object]) -> None:
    assert may_say_address(HOUSE)
    assert not may_say_address(replace(HOUSE, **change))


def test_states() -> None:
    found = in_state("Chiapas", content(), TODAY)
    assert [shelter.id for shelter in found] == ["tap_belen", "berriozabal_dif"]
    assert in_state("Puebla", content(), TODAY) == []


@pytest.mark.parametrize(
    ("as_of", "seen", "years"),
    [
        ("2026-01", date(2026, 1, 1), None),
        ("2025", date(2025, 1, 1), None),
        ("2024-2025", date(2025, 1, 1), (2024, 2025)),
        ("2026-13", None, None),
        ("página vieja", None, None),
        ("", None, None),
    ],
)
def test_when_a_place_was_last_seen(
    as_of: str, seen: date | None, years: tuple[int, int] | None
) -> None:
    assert last_seen(as_of) == seen
    assert years_seen(as_of) == years


@given(st.floats(14, 33), st.floats(-118, -86))
def test_anywhere_there_are_few_near_and_known(latitude: float, longitude: float) -> None:
    spot = Point(latitude, longitude)
    found = near(spot, content(), TODAY)
    assert len(found) <= MOST
    for shelter in found:
        seen = last_seen(shelter.as_of)
        assert distance_km(spot, shelter) <= WITHIN_KM
        assert shelter.takes_unaccompanied != "no"
        assert seen is not None
        assert TODAY - seen <= OLDEST


@given(st.sampled_from(sorted(MEXICAN_STATES.values())))
def test_a_states_shelters_are_in_it(state: str) -> None:
    assert {shelter.state for shelter in in_state(state, content(), TODAY)} <= {state}
