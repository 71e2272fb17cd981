"""The records of data/contacts.yml: numbers, links, what is said of them."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

import phonenumbers

from bot.content.build import build_contacts
from bot.content.checks.files import CheckedFile, ContentFiles
from bot.content.checks.finding import Finding
from bot.content.checks.links import bad_link
from bot.content.contact_block import MESSAGE_LIMIT, contact_block
from bot.errors import ContentError

_WAYS = ("phone", "dial", "text", "whatsapp", "url")
_SHOWN = (
    "name", "short", "what_short", "phone", "dial", "text", "whatsapp", "hours_short",
    "free_short", "says",
)  # fmt: skip
_PLAIN_NO = re.compile(r"no\.?|no aplica\.?", re.IGNORECASE)


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find records that would give a child a wrong number, a dead link or half the truth."""
    codes = {
        (code.get("country"), str(code.get("code")))
        for code in files.words.get("short_codes") or ()
        if isinstance(code, dict)
    }
    for file in files.of("contacts"):
        seen: set[str] = set()
        records = file.get("contacts")
        for index, record in enumerate(records if isinstance(records, list) else ()):
            if not isinstance(record, dict):
                continue
            if (name := str(record.get("id"))) in seen:
                yield file.finding(
                    ("contacts", index, "id"),
                    f"el contacto «{name}» está dos veces",
                    "junta los dos",
                )
            seen.add(name)
            yield from _numbers(file, index, record, codes)
            yield from _links(file, index, record, files)
            yield from _wrong_numbers(file, index, record, files)
            if record.get("show_to_children") is True:
                yield from _shown(file, index, record)


def _numbers(
    file: CheckedFile, index: int, record: Mapping[str, Any], codes: set[tuple[Any, str]]
) -> Iterator[Finding]:
    countries = str(record.get("country", "")).split("/")
    numbers = [((name,), record.get(name), countries) for name in ("phone", "text", "whatsapp")]
    others = record.get("other_phones")
    for at, other in enumerate(others if isinstance(others, list) else ()):
        if isinstance(other, dict):
            where = [str(other["country"])] if other.get("country") else countries
            numbers.append((("other_phones", at, "phone"), other.get("phone"), where))  # type: ignore[arg-type]
    for place, number, where in numbers:
        if number is None:
            continue
        full = ("contacts", index, *place)
        digits = str(number)
        if digits.startswith("+"):
            if not _is_valid(digits):
                yield file.finding(
                    full,
                    f"«{digits}» no es un número que exista",
                    "cópialo de la fuente con + y código de país, sin espacios: +528009112000",
                )
        elif place[-1] == "whatsapp" or not any((place_, digits) in codes for place_ in where):
            yield file.finding(
                full,
                f"«{digits}» no es un número corto conocido de {'/'.join(where)}",
                "si es largo, escríbelo con + y código de país; si es corto, añádelo con su "
                "fuente a short_codes en data/words.yml",
            )


def _is_valid(number: str) -> bool:
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return False
    written = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)
    return phonenumbers.is_valid_number(parsed) and written == number


def _links(
    file: CheckedFile, index: int, record: Mapping[str, Any], files: ContentFiles
) -> Iterator[Finding]:
    if isinstance(url := record.get("url"), str) and (told := bad_link(url, files)):
        yield file.finding(("contacts", index, "url"), *told)


def _wrong_numbers(
    file: CheckedFile, index: int, record: Mapping[str, Any], files: ContentFiles
) -> Iterator[Finding]:
    wrong = {
        str(item.get("digits")): str(item.get("why"))
        for item in files.words.get("wrong_numbers") or ()
        if isinstance(item, dict)
    }
    unverified = re.sub(r"\D", "", str(record.get("unverified_phone") or ""))
    for name in _SHOWN:
        digits = re.sub(r"\D", "", str(record.get(name) or ""))
        place = ("contacts", index, name)
        for number, why in wrong.items():
            if number in digits and (len(number) > 6 or number == digits):
                yield file.finding(
                    place, f"lleva un número que no sirve ({why})", "busca el número de hoy"
                )
        if len(unverified) >= 7 and unverified[-10:] in digits:
            yield file.finding(
                place,
                "lleva el número de unverified_phone, que nadie ha comprobado",
                "quítalo hasta que alguien llame y haya una fuente",
            )


def _shown(file: CheckedFile, index: int, record: Mapping[str, Any]) -> Iterator[Finding]:
    if not any(record.get(name) for name in _WAYS):
        yield file.finding(
            ("contacts", index, "show_to_children"),
            "se muestra y no hay cómo llegar: ni número, ni mensaje, ni página",
            "pon uno con su fuente, o show_to_children: false",
        )
    tells = str(record.get("tells_migration") or "").strip()
    if not record.get("says") and tells and not _PLAIN_NO.fullmatch(tells):
        yield file.finding(
            ("contacts", index, "says"),
            "falta la línea que dice si avisa a Migración o a la policía",
            "escríbela en says, corta y clara, según tells_migration",
        )
    if str(record.get("sure")) == "low":
        yield file.finding(
            ("contacts", index, "sure"),
            "es poco seguro (low) y se muestra",
            "busca otra fuente, o show_to_children: false",
        )
    if not record.get("verified_by_call") and any(
        record.get(name) for name in ("phone", "text", "whatsapp")
    ):
        yield file.finding(
            ("contacts", index, "verified_by_call"),
            "nadie ha marcado este número todavía",
            "que una persona llame o escriba, y pon la fecha",
            "warning",
        )
    try:
        built = build_contacts({"contacts": [dict(record)]})
    except ContentError:
        return  # the schema says why
    length = max(len(contact_block(contact)) for contact in built.values())
    if length > MESSAGE_LIMIT - 40:  # with a heading above
        yield file.finding(
            ("contacts", index, "says"),
            f"el bloque que se manda tiene {length} caracteres y caben {MESSAGE_LIMIT - 40}",
            "acorta says, hours_short o name",
        )
