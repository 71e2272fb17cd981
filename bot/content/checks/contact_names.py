"""Contacts that texts and lists name: they must exist, be for children, and work there."""

import re
from collections.abc import Iterator
from typing import Any

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.checks.texts import content_texts, language_sentences
from bot.content.contact_block import PER_COUNTRY
from bot.content.placeholders import NOTICE, ORGANIZATION
from bot.content.yaml_file import Place

_NAME = re.compile(r"\{([^{}\n]*)\}")
_PLACES = {"MX": "México", "US": "Estados Unidos"}


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find contacts that are unknown, hidden, or of another country than the text."""
    for file in files.of("topic", "urgent"):
        listed = list(file.texts("contacts"))
        for place, name in listed:
            yield from _exists(file, place, name, files)
        for country, label in _PLACES.items():
            working = [name for _, name in listed if _works(files.contacts.get(name), country)]
            if len(working) > PER_COUNTRY:
                yield file.finding(
                    ("contacts",),
                    f"hay {len(working)} contactos para {label} y solo se mandan {PER_COUNTRY}",
                    f"deja los {PER_COUNTRY} que más sirven",
                    "warning",
                )
            if file.kind == "urgent" and file.document and not working:
                yield file.finding(
                    ("contacts",),
                    f"no hay a quién llamar en {label}",
                    f"añade un contacto que conteste en {label}",
                )
    for text in [*content_texts(files), *language_sentences(files)]:
        for match in _NAME.finditer(text.text):
            name = match[1]
            if name == ORGANIZATION or (name == NOTICE and text.file.kind == "urgent"):
                continue
            yield from _exists(text.file, text.place, name, files, match.start())
            contact = files.contacts.get(name)
            if contact and text.country in _PLACES and not _works(contact, text.country):
                yield text.file.finding(
                    text.place,
                    f"{{{name}}} no funciona en {_PLACES[text.country]}",
                    f"usa un contacto de {_PLACES[text.country]}",
                    offset=match.start(),
                )
        for match in re.finditer(r"[{}]", _NAME.sub(lambda found: " " * len(found[0]), text.text)):
            yield text.file.finding(
                text.place,
                f"hay una llave «{match[0]}» suelta",
                "escribe el contacto así: {comar}",
                offset=match.start(),
            )


def _exists(
    file: CheckedFile, place: Place, name: str, files: ContentFiles, offset: int | None = None
) -> Iterator[Finding]:
    contact = files.contacts.get(name)
    if contact is None:
        yield file.finding(
            place,
            f"el contacto «{name}» no existe",
            nearest(name, files.contacts) or "usa un id de data/contacts.yml",
            offset=offset,
        )
    elif contact.get("show_to_children") is not True:
        yield file.finding(
            place,
            f"el contacto «{name}» está oculto para las niñas y los niños",
            "quítalo o usa otro; mostrarlo se decide en data/contacts.yml",
            offset=offset,
        )


def _works(contact: dict[str, Any] | None, country: str) -> bool:
    countries = str((contact or {}).get("country", "")).split("/")
    return country in countries or "ANY" in countries
