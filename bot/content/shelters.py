"""Which places of data/shelters.yml a child may be told of, the nearest and newest first.

Nobody takes a bed for granted here: what was last seen working too long ago, what no good source
says, what does not take children and where nobody sleeps is left out.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta

from bot.content.model import Content, Shelter
from bot.content.towns import HasPoint, distance_km, key_of

WITHIN_KM = 100
SAME_PLACE_KM = 25  # a town with its outskirts; what lies there is not a journey
MOST = 2
RECENT = timedelta(days=730)
OLDEST = timedelta(days=1096)
THROUGH_DIF = "through_dif"
_TAKES = ("yes", THROUGH_DIF, "unknown")  # the surest for a child alone first
_AS_OF = re.compile(r"(?:(\d{4})-)??(\d{4})(?:-(\d{2}))?")


def near(place: HasPoint, content: Content, today: date) -> list[Shelter]:
    """Return the nearest places for a child alone.

    Args:
        place: a town or a point on the map.
        content: the content.
        today: the date against which news of a place is held.

    Returns:
        At most two, within 100 km; those farther than the town itself only where it has none.
    """
    away = {
        shelter.id: distance_km(place, shelter)
        for shelter in content.shelters.values()
        if is_shown(shelter, today)
    }
    there = [name for name, km in away.items() if km <= SAME_PLACE_KM]
    found = there or [name for name, km in away.items() if km <= WITHIN_KM]
    return _best(
        [content.shelters[name] for name in found],
        today,
        lambda shelter: 0 if there else away[shelter.id] // SAME_PLACE_KM,
    )


def in_state(state: str, content: Content, today: date) -> list[Shelter]:
    """Return the best known places for a child alone in a state of Mexico, at most two.

    Args:
        state: its name as data/shelters.yml writes it.
        content: the content.
        today: the date against which news of a place is held.
    """
    found = [
        shelter
        for shelter in content.shelters.values()
        if key_of(shelter.state) == key_of(state) and is_shown(shelter, today)
    ]
    return _best(found, today, lambda _shelter: 0)


def is_shown(shelter: Shelter, today: date) -> bool:
    """Tell whether a child may be told of a place at all."""
    seen = last_seen(shelter.as_of)
    return (
        shelter.kind == "shelter"
        and shelter.takes_unaccompanied in _TAKES
        and shelter.sure != "low"
        and seen is not None
        and today - seen <= OLDEST
    )


def may_say_address(shelter: Shelter) -> bool:
    """Tell whether a child may be given the address: never a DIF centre's, never one uncalled."""
    return bool(
        shelter.publish_address
        and shelter.address
        and shelter.source.publisher
        and shelter.verified_by_call
        and not is_of_the_dif(shelter.takes_unaccompanied, shelter.run_by, shelter.name)
    )


def is_of_the_dif(takes_unaccompanied: str, run_by: str, name: str) -> bool:
    """Tell whether children enter a place through the DIF, so that it has no public door."""
    return takes_unaccompanied == THROUGH_DIF or "dif" in key_of(f"{run_by} {name}").split()


def last_seen(as_of: str) -> date | None:
    """Return the first day of the newest month or year of ``as_of``; None if it tells none."""
    if not (parts := _AS_OF.fullmatch(as_of.strip())):
        return None
    try:
        return date(int(parts[2]), int(parts[3] or 1), 1)
    except ValueError:
        return None


def years_seen(as_of: str) -> tuple[int, int] | None:
    """Return the first and last year of a span such as ``2024-2025``; None if it is none."""
    parts = _AS_OF.fullmatch(as_of.strip())
    return (int(parts[1]), int(parts[2])) if parts and parts[1] else None


def _best(found: list[Shelter], today: date, how_far: Callable[[Shelter], float]) -> list[Shelter]:
    def rank(shelter: Shelter) -> tuple[float, bool, int, int]:
        seen = last_seen(shelter.as_of) or date.min
        # An old word of a DIF centre does no harm: nobody stands before its door.
        is_old = today - seen > RECENT and shelter.takes_unaccompanied != THROUGH_DIF
        takes = _TAKES.index(shelter.takes_unaccompanied)
        return how_far(shelter), is_old, takes, -seen.toordinal()

    chosen: list[Shelter] = []
    for shelter in sorted(found, key=rank):
        is_second_door = shelter.takes_unaccompanied == THROUGH_DIF and any(
            other.takes_unaccompanied == THROUGH_DIF for other in chosen
        )
        if not is_second_door:  # all DIF centres are entered by the same way
            chosen.append(shelter)
    return chosen[:MOST]
