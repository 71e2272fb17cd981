"""How a child is told whom to call: name, number, hours, cost, and what it may tell migration."""

import re
from collections.abc import Iterable, Sequence

from bot.content.message import Message
from bot.content.model import Contact, Content
from bot.content.phrases import render_phrase

MESSAGE_LIMIT = 900
PER_COUNTRY = 3
HOME_COUNTRIES = ("HN", "GT", "SV")
_HEADINGS = {
    "ANY": "anywhere",
    "HOME": "in_central_america",
    "MX": "in_mexico",
    "US": "in_united_states",
    "HN": "in_honduras",
    "GT": "in_guatemala",
    "SV": "in_el_salvador",
}


def contact_messages(
    ids: Iterable[str], country: str | None, content: Content, home_countries: bool = True
) -> list[Message]:
    """Write the contacts that work where the child is.

    Numbers are only valid in their own country, so what is shown for two countries is headed by
    the country's name. Contacts that must not be shown to children, or do not exist, are left out.

    Args:
        ids: contact ids, the most useful first.
        country: ``MX``, ``US``, or None if not known: then both are shown.
        content: the content.
        home_countries: whether contacts in Honduras, Guatemala and El Salvador are shown too.

    Returns:
        Messages of at most 900 characters, at most three contacts for each country.
    """
    contacts = [
        content.contacts[name]
        for name in dict.fromkeys(ids)
        if name in content.contacts and content.contacts[name].show_to_children
    ]
    asked = (country,) if country in {"MX", "US"} else ("MX", "US")
    sections: dict[str, list[Contact]] = {place: [] for place in (*asked, *HOME_COUNTRIES)}
    sections |= {"HOME": [], "ANY": []}
    for contact in contacts:
        section = _section(contact, asked)
        if section and (home_countries or section not in {"HOME", *HOME_COUNTRIES}):
            sections[section].append(contact)
    plain = len(asked) == 1 and all(not sections[place] for place in sections if place != country)
    blocks = [
        ("" if plain else render_phrase(_HEADINGS[place], content), contact_block(contact))
        for place, found in sections.items()
        for contact in found[:PER_COUNTRY]
    ]
    return [Message(text) for text in _pack(blocks)]


def _section(contact: Contact, asked: Sequence[str | None]) -> str | None:
    """Return the heading that a contact belongs under; None if it does not work here."""
    here = [place for place in asked if place in contact.countries or "ANY" in contact.countries]
    if here:
        return here[0] if len(asked) == 1 or len(here) < len(asked) else "ANY"
    home = [place for place in HOME_COUNTRIES if place in contact.countries]
    return None if not home else home[0] if len(home) == 1 else "HOME"


def _pack(blocks: Iterable[tuple[str, str]]) -> list[str]:
    """Put blocks under their headings into as few messages as hold them."""
    texts: list[str] = []
    last = ""
    for heading, block in blocks:
        headed = f"{heading}\n{block}" if heading else block
        joined = block if heading == last else headed
        if texts and len(texts[-1]) + 2 + len(joined) <= MESSAGE_LIMIT:
            texts[-1] += "\n\n" + joined
        else:
            texts += _cut(headed)
        last = heading
    return texts


def _cut(text: str) -> list[str]:
    """Cut a text that is too long between its lines; the check warns of it before."""
    parts = [""]
    for line in text.split("\n"):
        if parts[-1] and len(parts[-1]) + 1 + len(line) > MESSAGE_LIMIT:
            parts.append("")
        parts[-1] += ("\n" if parts[-1] else "") + line[:MESSAGE_LIMIT]
    return parts


def contact_block(contact: Contact) -> str:
    """Write one contact.

    Args:
        contact: one with show_to_children.

    Returns:
        A few short lines: how to reach it, when, at what cost, and what it may tell.
    """
    way = f": {contact.dial or contact.phone}" if contact.dial or contact.phone else ""
    name = f"📞 {contact.name}{way}" if way else contact.name
    lines = [" · ".join(filter(None, (name, contact.hours_short, contact.free_short)))]
    if contact.what_short:
        lines.append(contact.what_short[:1].upper() + contact.what_short[1:] + ".")
    for label, number, word in (
        ("Mensaje de texto al", contact.text, contact.text_word),
        ("WhatsApp", contact.whatsapp, contact.whatsapp_word),
    ):
        if number:
            lines.append(f"💬 {label} {_readable(number)}" + (f": escribe {word}" if word else ""))
    if contact.url and not (way or contact.text or contact.whatsapp):
        lines.append(f"🔗 {contact.url}")
    if contact.says:
        lines.append(contact.says)
    return "\n".join(lines)


def _readable(number: str) -> str:
    """Group an E.164 number for reading; a short code stays as it is."""
    for pattern in (
        r"(\+52)(800)(\d{3})(\d{4})",
        r"(\+52)(\d{2})(\d{4})(\d{4})",
        r"(\+1)(\d{3})(\d{3})(\d{4})",
        r"(\+50[234])(\d{4})(\d{4})",
    ):
        if match := re.fullmatch(pattern, number):
            return " ".join(match.groups())
    return number
