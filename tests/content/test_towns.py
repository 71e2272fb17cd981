import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.towns import (
    MEXICAN_STATES,
    Point,
    country_at,
    distance_km,
    key_of,
    town_names,
    towns_named,
)
from tests.kit.factories import content

CAPITALS = {
    "Aguascalientes": "Aguascalientes", "Mexicali": "Baja California",
    "La Paz": "Baja California Sur", "Campeche": "Campeche", "Tuxtla Gutiérrez": "Chiapas",
    "Chihuahua": "Chihuahua", "Saltillo": "Coahuila", "Colima": "Colima",
    "Ciudad de México": "Ciudad de México", "Durango": "Durango", "Guanajuato": "Guanajuato",
    "Chilpancingo": "Guerrero", "Pachuca": "Hidalgo", "Guadalajara": "Jalisco",
    "Toluca": "Estado de México", "Morelia": "Michoacán", "Cuernavaca": "Morelos",
    "Tepic": "Nayarit", "Monterrey": "Nuevo León", "Oaxaca": "Oaxaca", "Puebla": "Puebla",
    "Querétaro": "Querétaro", "Chetumal": "Quintana Roo", "San Luis Potosí": "San Luis Potosí",
    "Culiacán": "Sinaloa", "Hermosillo": "Sonora", "Villahermosa": "Tabasco",
    "Ciudad Victoria": "Tamaulipas", "Tlaxcala": "Tlaxcala", "Xalapa": "Veracruz",
    "Mérida": "Yucatán", "Zacatecas": "Zacatecas",
}  # fmt: skip


@pytest.mark.parametrize(("city", "state"), CAPITALS.items())
def test_each_capital_is_in_its_state(city: str, state: str) -> None:
    assert towns_named(city, state)


def test_every_state_has_its_capital_above() -> None:
    assert set(CAPITALS.values()) == set(MEXICAN_STATES.values())


def test_every_shelter_stands_in_its_town() -> None:
    for shelter in content().shelters.values():
        towns = towns_named(shelter.city, shelter.state)
        assert min(distance_km(shelter, town) for town in towns) < 1, shelter.id


def test_the_likeliest_town_of_a_name_comes_first() -> None:
    assert towns_named("juarez")[0].name == "Ciudad Juárez"
    assert towns_named("Guadalupe")[0].state == "Nuevo León"  # the capital has a part called so


def test_what_stands_in_brackets_is_left_out() -> None:
    assert towns_named("Guadalupe (Monterrey)", "Nuevo León")
    assert key_of("Ciudad Acuña (Coahuila)") == "ciudad acuna"


def test_names_are_spanish_and_short() -> None:
    assert towns_named("cdmx")[0].name == "Ciudad de México"
    assert towns_named("matamoros")[0].name == "Matamoros"
    assert "mex" not in town_names()  # an airport's code


@pytest.mark.parametrize(
    ("latitude", "longitude", "country"),
    [
        (14.91, -92.26, "MX"),  # Tapachula
        (31.70, -106.42, "MX"),  # the south of Ciudad Juárez
        (31.75, -106.48, None),  # the bridge between it and El Paso
        (31.80, -106.35, "US"),  # El Paso, away from the river
        (32.22, -110.93, "US"),  # Tucson
        (25.76, -80.19, "US"),  # Miami, nearer to Cancún than to Texas
        (14.63, -90.51, "other"),  # Guatemala City
        (9.00, -79.50, "other"),  # Panama
        (40.40, -3.70, "other"),  # Madrid
    ],
)
def test_the_country_of_a_point(latitude: float, longitude: float, country: str | None) -> None:
    assert country_at(Point(latitude, longitude)) == country


points = st.builds(Point, st.floats(-90, 90), st.floats(-180, 180))


@given(points, points)
def test_distance_is_a_distance(one: Point, other: Point) -> None:
    away = distance_km(one, other)
    assert 0 <= away <= 20_040
    assert away == pytest.approx(distance_km(other, one), abs=0.01)
    assert distance_km(one, one) == 0
