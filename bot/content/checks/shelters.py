"""The records of data/shelters.yml: what could send a child to a closed or a dangerous door."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.checks.links import bad_link
from bot.content.shelters import OLDEST, RECENT, is_of_the_dif, last_seen
from bot.content.towns import MEXICAN_STATES, Point, distance_km, key_of, towns_named

_SHOWN = ("name", "city", "run_by", "says")
_NUMBER = re.compile(r"(?:\d[\s().-]*){7,}")
_TOWN_KM = 10  # GeoNames puts a town in its centre


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find records that would mislead a child, and those that need a call or fresh news."""
    for file in files.of("shelters"):
        closed = {
            key_of(str(item.get("name")))
            for item in file.get("closed_or_ended") or ()
            if isinstance(item, dict)
        }
        seen: set[str] = set()
        records = file.get("shelters")
        for index, record in enumerate(records if isinstance(records, list) else ()):
            if not isinstance(record, dict):
                continue
            one = _Record(file, index, record)
            name = str(record.get("id"))
            if name in seen:
                yield one.finding("id", f"el albergue «{name}» está dos veces", "junta los dos")
            seen.add(name)
            if key_of(str(record.get("name"))) in closed:
                yield one.finding(
                    "name",
                    "está también en la lista de lo que cerró",
                    "quítalo de una de las dos listas",
                )
            yield from _place(one)
            yield from _address(one)
            yield from _shown(one)
            yield from _news(one, files.today)
            yield from _link(one, files)


class _Record:
    """One shelter as it is written."""

    def __init__(self, file: CheckedFile, index: int, fields: Mapping[str, Any]) -> None:
        self.file = file
        self.index = index
        self.fields = fields

    def text(self, name: str) -> str:
        return str(self.fields.get(name) or "").strip()

    def day(self, name: str) -> date | None:
        value = self.fields.get(name)
        return value if isinstance(value, date) else None

    def finding(self, name: str, what: str, remedy: str) -> Finding:
        return self.file.finding(("shelters", self.index, name), what, remedy)

    def warning(self, name: str, what: str, remedy: str) -> Finding:
        return self.file.finding(("shelters", self.index, name), what, remedy, "warning")


def _place(one: _Record) -> Iterator[Finding]:
    city, state = one.text("city"), one.text("state")
    if not city or not state:
        return  # the schema says so
    if state not in MEXICAN_STATES.values():
        yield one.finding(
            "state",
            f"«{state}» no es un estado de México",
            nearest(state, MEXICAN_STATES.values()) or "escribe el nombre completo del estado",
        )
        return
    towns = towns_named(city, state)
    if not towns:
        yield one.finding(
            "city",
            f"no hay una ciudad «{city}» en {state} en el mapa",
            "revisa cómo se escribe, o pon la ciudad más cercana y esta entre paréntesis",
        )
        return
    degrees = one.fields.get("latitude"), one.fields.get("longitude")
    if not all(isinstance(degree, (int, float)) for degree in degrees):
        return  # the schema says so
    point = Point(*map(float, degrees))  # type: ignore[arg-type]
    if all(distance_km(point, town) > _TOWN_KM for town in towns):
        yield one.finding(
            "latitude",
            f"ese punto no está en {city}",
            f"pon latitude: {towns[0].latitude} y longitude: {towns[0].longitude}",
        )


def _address(one: _Record) -> Iterator[Finding]:
    if one.fields.get("publish_address") is not True:
        return
    source = one.fields.get("source")
    if not one.text("address"):
        yield one.finding(
            "publish_address", "se publica una dirección que no está", "escríbela o pon false"
        )
    if not (isinstance(source, dict) and source.get("publisher") and source.get("url")):
        yield one.finding(
            "publish_address",
            "la dirección se publica y no hay de dónde comprobarla",
            "pon en source quién la publica y su url, o publish_address: false",
        )
    if is_of_the_dif(*map(one.text, ("takes_unaccompanied", "run_by", "name"))):
        yield one.finding(
            "publish_address",
            "es un centro del DIF: su dirección no se publica",
            "pon publish_address: false",
        )
    if not one.fields.get("verified_by_call"):
        yield one.warning(
            "verified_by_call",
            "nadie ha llamado: la dirección no se muestra todavía",
            "que una persona llame, pregunte si recibe a menores solos, y pon la fecha",
        )


def _shown(one: _Record) -> Iterator[Finding]:
    address = key_of(one.text("address"))
    for name in _SHOWN:
        text = one.text(name)
        if _NUMBER.search(text):
            yield one.finding(
                name, "lleva un teléfono, que no se muestra", "pásalo a phone, para el equipo"
            )
        if address and address in key_of(text):
            yield one.finding(
                name,
                "lleva la dirección",
                "quítala de aquí: address y publish_address deciden si se da",
            )


def _news(one: _Record, today: date) -> Iterator[Finding]:
    if (called := one.day("verified_by_call")) and called > today:
        yield one.finding(
            "verified_by_call", "la llamada está en el futuro", "pon el día en que alguien llamó"
        )
    written = one.text("as_of")
    if not written:
        return  # the schema says so
    seen = last_seen(written)
    remedy = "busca una noticia más nueva o que alguien llame, y pon la fecha en as_of"
    if seen is None:
        yield one.warning(
            "as_of", f"«{written}» no dice de cuándo es: el albergue no se muestra", remedy
        )
    elif seen > today:
        yield one.finding("as_of", "la fecha todavía no llega", "pon cuándo se vio funcionar")
    elif today - seen > OLDEST:
        yield one.warning(
            "as_of", f"nadie lo ha visto abierto desde {written}: ya no se muestra", remedy
        )
    elif today - seen > RECENT:
        yield one.warning("as_of", f"nadie lo ha visto abierto desde {written}", remedy)


def _link(one: _Record, files: ContentFiles) -> Iterator[Finding]:
    url = one.file.get("shelters", one.index, "source", "url")
    if isinstance(url, str) and url and (told := bad_link(url, files)):
        place = ("shelters", one.index, "source", "url")
        # A child never sees it: an old page without https is only noted.
        is_plain = not bad_link(re.sub("^http://", "https://", url), files)
        yield one.file.finding(place, *told, "warning" if is_plain else "error")
