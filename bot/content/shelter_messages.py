"""What a child is told of places to sleep: a few, how sure they are, and the official way."""

import re
from datetime import date

from bot.content.contact_block import MESSAGE_LIMIT, contact_messages
from bot.content.message import Message, with_buttons
from bot.content.model import Content, Shelter
from bot.content.phrases import render_phrase
from bot.content.placeholders import names_in
from bot.content.render import MONTHS, topic_buttons
from bot.content.shelters import (
    SAME_PLACE_KM,
    WITHIN_KM,
    in_state,
    last_seen,
    may_say_address,
    near,
    years_seen,
)
from bot.content.towns import HasPoint, Point, Town, Where, country_at, distance_km, key_of

_NOT_KNOWN = "no verificado"  # what the researchers wrote where they could not find out
_ROUGHLY_KM = 10
_TIMES_SMALLER = 5  # a town this much smaller than its namesake is not what is meant
_OFFICIAL = {
    "MX": ("shelters_official_mx",),
    "US": ("shelters_official_us",),
    "other": ("shelters_official_other",),
    None: ("shelters_official_mx", "shelters_official_us"),
}


def shelter_messages(
    where: Where, content: Content, today: date, *, with_contacts: bool = True
) -> list[Message]:
    """Write the places near a child, and after them the official way, which is always there.

    Args:
        where: the place that the child named or sent.
        content: the content.
        today: the date against which news of a place is held.
        with_contacts: whether the lines of the official way follow with their numbers.

    Returns:
        Messages without buttons.
    """
    texts = _places(where, content, today) if where.country in {"MX", None} else []
    return [*_pack(texts), *official_way(where.country, content, with_contacts=with_contacts)]


def location_messages(point: Point, content: Content, today: date) -> list[Message]:
    """Write the same for a location that the child shared.

    Args:
        point: where the child is, roughly.
        content: the content.
        today: the date against which news of a place is held.

    Returns:
        Messages, the last with a button for a human.
    """
    where = Where(country_at(point), point=point)
    return with_buttons(shelter_messages(where, content, today), topic_buttons([], content))


def official_way(
    country: str | None, content: Content, *, with_contacts: bool = True
) -> list[Message]:
    """Write whom to go to in a country: ``MX``, ``US``, ``other``, or None if it is not known."""
    phrases = _OFFICIAL.get(country, _OFFICIAL[None])
    messages = [Message(render_phrase(phrase, content)) for phrase in phrases]
    if with_contacts:
        named = [name for phrase in phrases for name in names_in(content.phrases.get(phrase, ""))]
        messages += contact_messages(named, country, content)
    return messages


def _places(where: Where, content: Content, today: date) -> list[str]:
    if where.point or where.towns:
        towns = _of_like_size(where.towns)
        spot: HasPoint = where.point or _likeliest(towns, content, today)
        name = _name_of(spot, content)
        found = near(spot, content, today)
        texts = _list(found, spot, "shelters_near", name, content) if found else []
        if not found:
            texts.append(
                render_phrase("shelters_none", content, place=name, distance=str(WITHIN_KM))
            )
        if len(towns) > 1:
            texts.append(render_phrase("shelters_which_town", content))
        return texts
    if where.state:
        found = in_state(where.state, content, today)
        if found:
            return _list(found, None, "shelters_in_state", where.state, content)
        return [render_phrase("shelters_none_in_state", content, place=where.state)]
    return []


def _of_like_size(towns: tuple[Town, ...]) -> tuple[Town, ...]:
    return tuple(town for town in towns if town.population * _TIMES_SMALLER >= towns[0].population)


def _likeliest(towns: tuple[Town, ...], content: Content, today: date) -> Town:
    """Of towns with one name, take the first on the routes: where shelters are."""
    return next((town for town in towns if near(town, content, today)), towns[0])


def _name_of(spot: HasPoint, content: Content) -> str:
    if not isinstance(spot, Town):
        return render_phrase("shelters_here", content)
    same = key_of(spot.name) == key_of(spot.state)
    return spot.name if same or not spot.state else f"{spot.name}, {spot.state}"


def _list(
    found: list[Shelter], spot: HasPoint | None, phrase: str, place: str, content: Content
) -> list[str]:
    head = render_phrase(phrase, content, place=place)
    return [head, *("\n".join(_lines(shelter, spot, content)) for shelter in found)]


def _lines(shelter: Shelter, spot: HasPoint | None, content: Content) -> list[str]:
    away = distance_km(spot, shelter) if spot else 0
    if away > SAME_PLACE_KM:
        roughly = str(round(away / _ROUGHLY_KM) * _ROUGHLY_KM)
        lines = [
            render_phrase(
                "shelter_place_far",
                content,
                name=shelter.name,
                city=shelter.city,
                distance=roughly,
            )
        ]
    else:
        lines = [render_phrase("shelter_place", content, name=shelter.name, city=shelter.city)]
    if _NOT_KNOWN not in shelter.run_by:
        who = re.sub(r"\s*\(.*?\)", "", shelter.run_by)
        lines.append(render_phrase("shelter_run_by", content, who=who))
    lines.append(render_phrase(f"shelter_takes_{shelter.takes_unaccompanied}", content))
    if shelter.says:
        lines.append(shelter.says)
    lines.append(_seen(shelter, content))
    if may_say_address(shelter):
        lines.append(render_phrase("shelter_address", content, address=str(shelter.address)))
    return lines


def _seen(shelter: Shelter, content: Content) -> str:
    """Say how old the knowledge is, and whose; a source older than it is not named for it."""
    seen = last_seen(shelter.as_of) or date.min
    if years := years_seen(shelter.as_of):
        first, last = map(str, years)
        when = render_phrase("shelter_seen_between", content, first=first, last=last)
    elif "-" in shelter.as_of:
        month = MONTHS[seen.month - 1]
        when = render_phrase("shelter_seen_month", content, month=month, year=str(seen.year))
    else:
        when = render_phrase("shelter_seen_year", content, year=str(seen.year))
    published = re.match(r"\d{4}", shelter.source.date or "")
    if published and int(published[0]) < seen.year:
        return render_phrase("shelter_seen_only", content, when=when)
    publisher = re.sub(r"\s*\(.*?\)", "", shelter.source.publisher)
    return render_phrase("shelter_seen", content, when=when, publisher=publisher)


def _pack(texts: list[str]) -> list[Message]:
    packed: list[str] = []
    for text in texts:
        if packed and len(packed[-1]) + 2 + len(text) <= MESSAGE_LIMIT:
            packed[-1] += "\n\n" + text
        else:
            packed.append(text)
    return [Message(text) for text in packed]
