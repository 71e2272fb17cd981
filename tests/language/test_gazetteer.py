import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.content.towns import MEXICAN_STATES
from bot.language.gazetteer import find_where


@pytest.mark.parametrize(
    ("text", "town", "state"),
    [
        ("estoy en tapachula", "Tapachula", "Chiapas"),
        ("cerca de reynosa", "Reynosa", "Tamaulipas"),
        ("estamos en el monte cerca de reynosa", "Reynosa", "Tamaulipas"),
        ("toy en juares", "Ciudad Juárez", "Chihuahua"),
        ("saltiyo", "Saltillo", "Coahuila"),
        ("albergues en saltillo", "Saltillo", "Coahuila"),
        ("ayer llegue a tenocique", "Tenosique", "Tabasco"),
        ("direccion casa migrante reynosa", "Reynosa", "Tamaulipas"),
        ("vengo de tapachula", "Tapachula", "Chiapas"),
        ("voy a tijuana hay albergue?", "Tijuana", "Baja California"),
        ("soy de honduras y estoy en tapachula", "Tapachula", "Chiapas"),
        ("estoy en mexico, en tapachula", "Tapachula", "Chiapas"),
        ("tapachula chiapas mexico", "Tapachula", "Chiapas"),
        # known to the map only
        ("toy en monclova", "Monclova", "Coahuila"),
        ("estoy en mexico cerca de monclova", "Monclova", "Coahuila"),
        ("villa comaltitlan", "Villa Comaltitlán", "Chiapas"),
        ("en cacaguatan", "Cacahoatán", "Chiapas"),
        # a word of the lists that stands for a wider place
        ("matehuala", "Matehuala", "San Luis Potosí"),
        ("gomez palacio", "Gómez Palacio", "Durango"),
        # the state tells which
        ("ciudad hidalgo michoacan", "Ciudad Hidalgo", "Michoacán"),
        ("ciudad hidalgo chiapas", "Ciudad Hidalgo", "Chiapas"),
        ("juarez chiapas", "Juárez", "Chiapas"),
        ("nogales sonora", "Nogales", "Sonora"),
        # both a town and a state
        ("en puebla", "Puebla", "Puebla"),
        ("oaxaca", "Oaxaca", "Oaxaca"),
        ("cdmx", "Ciudad de México", "Ciudad de México"),
    ],
)
def test_a_town_is_found(text: str, town: str, state: str) -> None:
    where = find_where(text)
    assert where is not None
    assert where.country == "MX"
    assert (where.towns[0].name, where.towns[0].state) == (town, state)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("chiapas", "Chiapas"),
        ("recien entre a chiapas", "Chiapas"),
        ("casas del migrante en coahuila", "Coahuila"),
        ("en nuevo leon", "Nuevo León"),
        ("en michoacan", "Michoacán"),
        ("estado de mexico", "Estado de México"),
        ("estoy en chiapas y voy a tijuana", "Chiapas"),
    ],
)
def test_a_state_is_found(text: str, state: str) -> None:
    where = find_where(text)
    assert where is not None
    assert (where.country, where.state, where.towns) == ("MX", state, ())


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("y en mexico?", "MX"),
        ("estoy en mexico", "MX"),
        ("soy de guatemala estoy en mexico", "MX"),
        ("yo estoy del lado de mexico", "MX"),
        ("houston", "US"),
        ("refugio juvenil en houston", "US"),
        ("nogales arizona", "US"),
        ("en el paso texas", "US"),
        ("ya no estoy en mexico, estoy en dallas", "US"),
        ("ciudad de guatemala", "other"),
        ("guatemala", "other"),
        ("sigo en guatemala todavia", "other"),
        ("estoy en guatemala y quiero ir a tapachula", "other"),
        ("en san pedro sula", "other"),
    ],
)
def test_a_country_is_found(text: str, country: str) -> None:
    where = find_where(text)
    assert where is not None
    assert (where.country, where.state, where.towns) == (country, None, ())


@pytest.mark.parametrize(
    "text",
    [
        "busco albergue",
        "donde duermo en la calle",
        "hay refugio en el centro",
        "albergue en la frontera",
        "dormir cerca del rio",
        "gracias",
        "soy de honduras busco albergue",
        "quiero ir a houston, busco albergue",
        "mi mama vive en dallas y no tengo donde dormir",
        "estoy en un pueblo que se llama zzyzyxpulco",
        "",
    ],
)
def test_where_no_place_is_named_none_is_found(text: str) -> None:
    assert find_where(text) is None


def test_towns_of_one_name_are_all_there() -> None:
    where = find_where("en ciudad hidalgo")
    assert where is not None
    assert {town.state for town in where.towns} == {"Michoacán", "Chiapas"}


@given(st.text(max_size=80))
def test_anything_may_be_written(text: str) -> None:
    where = find_where(text)
    assert where is None or where.country in {"MX", "US", "other"}
    if where and where.state:
        assert where.state in MEXICAN_STATES.values()
