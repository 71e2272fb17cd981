"""Who takes part: the bot, the staff, a stranger and any number of children."""

import re
from dataclasses import dataclass
from typing import Any

from bot.errors import BotError

JSON = dict[str, Any]

_CHILD_IDS = 700_000_000
_CHILDREN = 999
_NAMES = ("Yeimi", "Wilmer", "Dulce", "Elmer", "Nahomi", "Selvin", "Ixchel", "Josué", "Kenia")


class UnknownPerson(BotError):
    """The page or a test named somebody who does not exist here."""


@dataclass(frozen=True)
class Person:
    """Somebody with a Telegram account.

    Attributes:
        key: short name in this program: ``child1``, ``ana``.
        id: Telegram id.
        first_name: name shown in Telegram.
        username: Telegram username.
        is_bot: whether it is a bot.
    """

    key: str
    id: int
    first_name: str
    username: str
    is_bot: bool = False

    def as_user(self) -> JSON:
        """Return Telegram's User object."""
        user: JSON = {
            "id": self.id,
            "is_bot": self.is_bot,
            "first_name": self.first_name,
            "username": self.username,
        }
        return user if self.is_bot else {**user, "language_code": "es"}


BOT = Person("bot", 424242, "Colibrí (prueba)", "colibri_prueba_bot", is_bot=True)
# Telegram puts this account in `from` when an administrator writes as the group itself.
ANONYMOUS = Person("anonymous", 1087968824, "Group", "GroupAnonymousBot", is_bot=True)

STAFF = {
    person.key: person
    for person in (
        Person("ana", 600_000_001, "Ana", "ana_equipo"),
        Person("beto", 600_000_002, "Beto", "beto_equipo"),
        Person("carla", 600_000_003, "Carla", "carla_equipo"),
        Person("stranger", 600_000_009, "Extraña", "alguien_de_fuera"),
    )
}


def child(number: int) -> Person:
    """Return a child; the same number always gives the same account.

    Args:
        number: 1 to 999.

    Raises:
        UnknownPerson: the number is out of range.
    """
    if not 1 <= number <= _CHILDREN:
        raise UnknownPerson(f"Hay niñas y niños del 1 al {_CHILDREN}; {number} no.")
    name = _NAMES[(number - 1) % len(_NAMES)]
    return Person(f"child{number}", _CHILD_IDS + number, name, f"{name.lower()}_usuario_{number}")


def number_of(key: str) -> int:
    """Return the number in ``child7`` or ``child:7``.

    Raises:
        UnknownPerson: ``key`` does not name a child.
    """
    match = re.fullmatch(r"child:?(\d{1,3})", key)
    if match is None:
        raise UnknownPerson(f"No conozco a «{key}»: usa child1 a child{_CHILDREN}.")
    return int(match[1])


def person(key: str) -> Person:
    """Return anybody who can write or press: a child or somebody of the group.

    Raises:
        UnknownPerson: there is nobody of that name.
    """
    if key in STAFF:
        return STAFF[key]
    return ANONYMOUS if key == ANONYMOUS.key else child(number_of(key))


def by_id(user_id: int) -> Person | None:
    """Return the person with a Telegram id, or None."""
    for someone in (BOT, ANONYMOUS, *STAFF.values()):
        if someone.id == user_id:
            return someone
    number = user_id - _CHILD_IDS
    return child(number) if 1 <= number <= _CHILDREN else None
