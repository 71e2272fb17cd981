"""What people still must do before children may write to the bot."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from fnmatch import fnmatchcase
from pathlib import Path

from bot.content.cache import ContentCache
from bot.content.checks.run import find_all
from bot.content.coverage import uncovered
from bot.content.model import Content
from bot.content.organization import (
    DAYS,
    NAME,
    PRIORITIES,
    Organization,
    Shift,
    load_organization,
)
from bot.errors import ContentError

CALL_IS_GOOD_FOR = timedelta(days=30)
LEGAL_REVIEW_IS_GOOD_FOR = timedelta(days=7)


@dataclass(frozen=True)
class Gap:
    """Something that is left to do.

    Attributes:
        what: what is lacking, in Spanish, without a full stop.
        remedy: who does what about it, in Spanish.
        names: the ids that it is about, those that matter most first.
        is_group: it is about the bot's rights in the staff group, which Telegram can tell.
    """

    what: str
    remedy: str
    names: tuple[str, ...] = ()
    is_group: bool = False


def find_gaps(root: Path, today: date) -> list[Gap]:
    """List what is left to do, without using the network.

    Args:
        root: the project's folder, which has data/ and tests/.
        today: the date against which calls and reviews are held.

    Returns:
        What is left, the most important first; nothing if the bot may open.
    """
    content = ContentCache(root / "data").current()  # without the files that are broken
    gaps = [*_broken(root, today)]
    try:
        organization = load_organization(root / "data")
    except ContentError as error:
        gaps.append(Gap(str(error).rstrip("."), "corrígelo y repite esta orden"))
    else:
        gaps += _of_organization(organization, content, today)
    return [
        *gaps,
        *_not_dialled(content, today),
        *_overdue(content, today),
        *_not_read_by_speaker(content, today),
    ]


def _broken(root: Path, today: date) -> Iterator[Gap]:
    errors = [finding for finding in find_all(root, today) if finding.level == "error"]
    if errors:
        count = f"{len(errors)} {'error' if len(errors) == 1 else 'errores'}"
        yield Gap(
            f"el contenido tiene {count}",
            "míralos con «python -m bot content check --errors» y corrígelos",
        )


def _of_organization(organization: Organization, content: Content, today: date) -> Iterator[Gap]:
    if organization.is_sample:
        yield Gap(
            f"{NAME} es todavía el ejemplo",
            "llénalo con los datos de tu organización y pon is_sample: false",
        )
    for priority in PRIORITIES:
        yield from _not_covered(priority, organization.rota[priority], today)
    yield from _not_read_by_lawyer(organization, content, today)
    yield from _privacy(organization, content, today)
    if not _is_past(organization.group_checked, today):
        yield Gap(
            "nadie ha mirado los derechos del bot en el grupo del equipo",
            "en el grupo: Administradores, el bot, «Gestionar temas»; en @BotFather: /setprivacy, "
            f"Disable; después pon la fecha en group_checked ({NAME}). O deja que lo pregunte: "
            "python -m bot ready --ask-telegram",
            is_group=True,
        )


def _not_covered(priority: str, shifts: tuple[Shift, ...], today: date) -> Iterator[Gap]:
    remedy = f"reparte los turnos de rota.{priority} en {NAME}: de día y de noche, los siete días"
    if not shifts:
        yield Gap(f"nadie está de turno para {priority}", remedy)
        return
    times = uncovered(shifts, today)
    if times:
        zone = shifts[0].zone.key
        others = f", y {len(times) - 1} ratos más de la semana" if len(times) > 1 else ""
        first = f"del {_moment(times[0].start)} al {_moment(times[0].end)}"
        yield Gap(f"nadie está de turno para {priority} {first} ({zone}){others}", remedy)


def _moment(moment: datetime) -> str:
    return f"{DAYS[moment.weekday()]} a las {moment:%H:%M}"


def _not_read_by_lawyer(
    organization: Organization, content: Content, today: date
) -> Iterator[Gap]:
    read = {
        review.topic: review.day
        for review in sorted(organization.legal_review, key=lambda review: review.day)
        if review.day <= today
    }
    lacking = tuple(
        name
        for name in _topics(organization.legal_review_needed, content)
        if name not in read
        or today - read[name] > LEGAL_REVIEW_IS_GOOD_FOR
        or (name in content.topics and read[name] < content.topics[name].reviewed)
    )
    if lacking:
        yield Gap(
            f"{_count(lacking, 'tema', 'temas')} sin que un abogado o una abogada los haya leído "
            "esta semana, como están hoy",
            f"pídeselo, y anota quién y cuándo en legal_review ({NAME})",
            lacking,
        )


def _privacy(organization: Organization, content: Content, today: date) -> Iterator[Gap]:
    names = _topics(organization.privacy_review_needed, content)
    day = organization.privacy_reviewed
    changed = [
        name
        for name in names
        if day and name in content.topics and content.topics[name].reviewed > day
    ]
    if not _is_past(day, today) or changed:
        yield Gap(
            "lo que el bot promete sobre la privacidad no se ha comparado con lo que se hace",
            "quien responde por la organización lee estos temas y las frases welcome, erased y "
            f"erase_with_case, y pone la fecha en privacy_reviewed ({NAME})",
            tuple(changed or names),
        )


def _not_dialled(content: Content, today: date) -> Iterator[Gap]:
    in_danger = {name for urgent in content.urgent.values() for name in urgent.contacts}
    shown = sorted(
        (
            contact
            for contact in content.contacts.values()
            if contact.show_to_children
            and (contact.phone or contact.dial or contact.text or contact.whatsapp)
        ),
        key=lambda contact: contact.id not in in_danger,  # those of urgent classes go first
    )
    calls = {contact.id: contact.verified_by_call for contact in shown}
    never = tuple(name for name, day in calls.items() if not _is_past(day, today))
    long_ago = tuple(
        name
        for name, day in calls.items()
        if name not in never and day and today - day > CALL_IS_GOOD_FOR
    )
    remedy = "llama o escribe a cada uno y pon el día en verified_by_call (data/contacts.yml)"
    if never:
        what = f"{_count(never, 'contacto', 'contactos')} de {len(shown)} sin marcar nunca"
        yield Gap(what, remedy, never)
    if long_ago:
        what = f"{_count(long_ago, 'contacto', 'contactos')} de {len(shown)} sin marcar hace más "
        yield Gap(f"{what}de {CALL_IS_GOOD_FOR.days} días", remedy, long_ago)


def _overdue(content: Content, today: date) -> Iterator[Gap]:
    due = {
        name: part.review_after
        for part_of in (content.urgent, content.topics)
        for name, part in part_of.items()
        if part.review_after < today
    }
    names = tuple(sorted(due, key=lambda name: due[name]))
    if names:
        yield Gap(
            f"{_count(names, 'respuesta', 'respuestas')} con la revisión vencida",
            "compara cada una con sus fuentes y pon reviewed y review_after nuevos",
            names,
        )


def _not_read_by_speaker(content: Content, today: date) -> Iterator[Gap]:
    written = content.languages.written.values()
    names = tuple(item.name for item in written if not _is_past(item.read_by_speaker, today))
    if names:
        yield Gap(
            f"{_count(names, 'idioma', 'idiomas')} con frases que no ha leído nadie que lo tenga "
            "como lengua materna",
            "pídeselo a alguien, y pon el día en read_by_speaker (data/languages.yml)",
            names,
        )


def _topics(patterns: tuple[str, ...], content: Content) -> list[str]:
    known = content.catalogue.topics
    return [name for name in known if any(fnmatchcase(name, pattern) for pattern in patterns)]


def _is_past(day: date | None, today: date) -> bool:
    return day is not None and day <= today


def _count(names: tuple[str, ...], one: str, many: str) -> str:
    return f"{len(names)} {one if len(names) == 1 else many}"
