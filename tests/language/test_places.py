import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.normalise import normalise
from bot.language.places import find_places


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("y en mexico?", "MX"),
        ("¿Y en México?", "MX"),
        ("estoy en texas", "US"),
        ("estoy en el otro lado", "US"),
        ("toy del otro lado ya", "US"),
        ("mejico", "MX"),
        ("usa", "US"),
        ("EE.UU.", "US"),
        ("en eeuu", "US"),
        ("llegue a reinoza ayer", "MX"),
        ("me regresaron a mexico", "MX"),
        ("ando en cd. juarez", "MX"),
        ("toy en la hielera", "US"),
        ("me tienen en la siglo xxi", "MX"),
        ("estoy en nuevo laredo", "MX"),
        ("nuevo mexico", "US"),
        ("estamos en el monte cerca de reynosa", "MX"),
        ("hay albergues en Saltillo", "MX"),
        ("estuve en tijuana y ahora estoy en san diego", "US"),
        # where the child is and what it asks about
        ("estoy en tijuana y quiero ir a texas", "MX"),
        ("estoy en tijuana como pido asilo en estados unidos", "US"),
        ("y si estoy en usa?", "US"),
        ("estoy en juares y mi tia esta en el paso", "MX"),
        # not where the child is
        ("soy de mexico", None),
        ("soy de Honduras", None),
        ("quiero ir a texas", None),
        ("voy pal norte", None),
        ("mi mama vive en houston", None),
        ("me van a regresar a honduras", None),
        ("en el salvador me pegaban", None),
        ("sigo en honduras", None),
        ("cual es el paso siguiente", None),
        ("que es una hielera", None),
        ("mi papa usa drogas", None),
        ("hola", None),
        ("", None),
    ],
)
def test_country(text: str, country: str | None) -> None:
    assert find_places(text).country == country


@pytest.mark.parametrize(
    ("text", "places"),
    [
        ("soy de honduras y estoy en tapachula",
         [("Honduras", "origin"), ("Tapachula", "here")]),
        ("vengo de guatemala voy a monterrey",
         [("Guatemala", "origin"), ("Monterrey", "destination")]),
        ("tapahula", [("Tapachula", "bare")]),
        ("ciudad de mexico", [("Ciudad de México", "bare")]),
        ("en el paso", [("El Paso", "in")]),
        ("estoy en la hielera", []),
    ],
)  # fmt: skip
def test_places_and_what_they_are_to_the_child(text: str, places: list[tuple[str, str]]) -> None:
    assert [(place.value, place.role) for place in find_places(text).places] == places


@pytest.mark.parametrize(
    ("text", "ages"),
    [
        ("tengo 15", [15]),
        ("tengo 15 años soy de honduras", [15]),
        ("tengo 15 y vengo solo", [15]),
        ("16 años", [16]),
        ("tengo catorce", [14]),
        ("tengo diez y seis", [16]),
        ("voy a cumplir 18", [18]),
        ("soy menor de 17", [17]),
        ("mi hermanito de 6 años y yo tengo 14", [14, 6]),
        ("hace 2 años", []),
        ("tengo 2 hermanos", []),
        ("tengo 15 dolares", []),
        ("llevo 3 años en houston", []),
        ("mi abuela de 80 años", []),
    ],
)
def test_ages(text: str, ages: list[int]) -> None:
    assert find_places(text).ages == ages


def test_spans_count_the_characters_of_the_normalised_text() -> None:
    text = "Soy de HONDURAS, y toy en Cd. Juarez!!"
    normalised = normalise(text)
    spans = find_places(text).places
    assert [normalised[place.start : place.end] for place in spans] == ["honduras", "cd. juarez"]


@given(st.text(max_size=150))
@settings(max_examples=100, deadline=None)
def test_it_never_raises_and_agrees_with_itself(text: str) -> None:
    assert find_places(text) == find_places(text) == find_places(normalise(text))


def test_a_spot_of_a_town_is_where_the_child_is() -> None:
    found = find_places("estoy en la central de tapachula")
    assert (found.country, found.places[0].role) == ("MX", "here")
    assert find_places("soy de tapachula").places[0].role == "origin"
