"""Fields of a YAML file, asked for by name and kind; faults name file, field and remedy."""

import re
from collections.abc import Callable
from datetime import date, time
from typing import Any, TypeGuard, TypeVar
from zoneinfo import ZoneInfo

from bot.errors import ContentError

Built = TypeVar("Built")
_TIME = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


def find_zone(name: str) -> ZoneInfo | None:
    """Return a time zone by its name, or None if there is none of that name."""
    try:
        return ZoneInfo(name)
    except (OSError, ValueError, KeyError):
        return None


class Fields:
    """The fields of one mapping in a file.

    Every method that asks for a field raises ContentError if it is missing or of another kind.
    """

    def __init__(self, data: Any, file: str, place: str = "") -> None:
        """Wrap a mapping.

        Args:
            data: what the YAML says.
            file: the file, for people.
            place: where the mapping stands in it; empty for the whole file.

        Raises:
            ContentError: it is no mapping.
        """
        self._file = file
        self._place = place
        if not isinstance(data, dict):
            where = f"{place}: " if place else ""
            raise ContentError(
                f"{file}: {where}faltan los campos; compáralo con el ejemplo que trae el proyecto."
            )
        self._data: dict[str, Any] = data

    def wrong(self, field: str, what: str) -> ContentError:
        """Make the error about a field; ``what`` is what is wrong and the remedy."""
        return ContentError(f"{self._file}: {self._name(field)}: {what}.")

    def has(self, field: str) -> bool:
        """Tell whether a field is there and not empty."""
        return self._data.get(field) is not None

    def names(self) -> tuple[str, ...]:
        """Return the names of the fields."""
        return tuple(map(str, self._data))

    def inner(self, field: str) -> "Fields":
        """Return the fields within a field."""
        return Fields(self._data.get(field), self._file, self._name(field))

    def items(self, field: str, build: "Callable[[Fields], Built]") -> tuple[Built, ...]:
        """Return a list of mappings, each made into something."""
        values = self._data.get(field)
        if not isinstance(values, list):
            raise self.wrong(field, "debe ser una lista; si está vacía, escribe []")
        return tuple(
            build(Fields(value, self._file, f"{self._name(field)}[{number}]"))
            for number, value in enumerate(values, start=1)
        )

    def text(self, field: str) -> str:
        """Return a text."""
        value = self._data.get(field)
        if not isinstance(value, str) or not value.strip():
            raise self.wrong(field, "falta el texto; escríbelo en una línea, entre comillas")
        return value.strip()

    def texts(self, field: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._data.get(field)
        if not isinstance(values, list) or not all(isinstance(item, str) for item in values):
            raise self.wrong(field, "debe ser una lista de textos, cada uno con un guion")
        return tuple(values)

    def number(self, field: str) -> int:
        """Return a whole number, zero or more."""
        value = self._data.get(field)
        if not _is_number(value):
            raise self.wrong(field, "escribe un número entero, sin comillas")
        return value

    def numbers(self, field: str) -> tuple[int, ...]:
        """Return a list of whole numbers, zero or more."""
        values = self._data.get(field)
        if not isinstance(values, list) or not all(map(_is_number, values)):
            raise self.wrong(field, "debe ser una lista de números enteros, como [10, 20]")
        return tuple(values)

    def flag(self, field: str) -> bool:
        """Return true or false."""
        value = self._data.get(field)
        if not isinstance(value, bool):
            raise self.wrong(field, "escribe true o false")
        return value

    def day(self, field: str) -> date | None:
        """Return a date, or None if it is empty."""
        value = self._data.get(field)
        if isinstance(value, str):  # between quotes
            try:
                value = date.fromisoformat(value)
            except ValueError as error:
                raise self.wrong(field, "la fecha no existe; escribe año-mes-día") from error
        if value is not None and not isinstance(value, date):
            raise self.wrong(field, "escribe una fecha, año-mes-día, o null si nadie lo ha hecho")
        return value

    def days(self, field: str) -> tuple[date, ...]:
        """Return a list of dates."""
        values = self._data.get(field)
        if not isinstance(values, list) or not all(type(value) is date for value in values):
            raise self.wrong(field, "debe ser una lista de fechas año-mes-día; si no hay, []")
        return tuple(values)

    def hour(self, field: str) -> time:
        """Return a time of day."""
        match = _TIME.fullmatch(str(self._data.get(field)))
        if not match:
            raise self.wrong(field, "escribe la hora entre comillas, como '07:00'")
        return time(int(match[1]), int(match[2]))

    def zone(self, field: str) -> ZoneInfo:
        """Return a time zone."""
        name = self.text(field)
        zone = find_zone(name)
        if zone is None:
            raise self.wrong(
                field, f"no conozco la zona «{name}»; usa una como America/Mexico_City"
            )
        return zone

    def _name(self, field: str) -> str:
        return f"{self._place}.{field}" if self._place else field


def _is_number(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0
