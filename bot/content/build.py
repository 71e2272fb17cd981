"""From the plain data of a file to the model, refusing what the bot could not speak from.

This is no check for editors (bot/content/checks names everything that is wrong): it stops at the
first thing that would break an answer.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, TypeVar

from bot.content.model import (
    Answer,
    Catalogue,
    CatalogueTopic,
    Contact,
    Jargon,
    LookAlike,
    Question,
    Shelter,
    SmallTalk,
    Source,
    Topic,
    UrgentClass,
)
from bot.errors import ContentError

Built = TypeVar("Built")


def build_topic(data: Any, name: str, group: str) -> Topic:
    """Make a topic from the data of its file.

    Args:
        data: what the YAML says.
        name: the topic's id.
        group: the folder it stands in.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    fields = _mapping(data, "el archivo")
    answers = _mapping(fields.get("answers"), "answers")
    if not answers:
        raise ContentError("answers está vacío")
    return Topic(
        id=name,
        group=group,
        title=_text(fields, "title"),
        examples=_texts(fields, "examples"),
        answers={
            country: _answer(answer, f"answers.{country}") for country, answer in answers.items()
        },
        contacts=_texts(fields, "contacts"),
        follow_ups=_texts(fields, "follow_ups"),
        sources=_sources(fields),
        reviewed=_date(fields, "reviewed"),
        review_after=_date(fields, "review_after"),
    )


def build_urgent(data: Any, name: str) -> UrgentClass:
    """Make an urgent class from the data of its file.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    fields = _mapping(data, "el archivo")
    first_reply = _mapping(fields.get("first_reply"), "first_reply")
    question = _mapping(fields.get("question"), "question")
    return UrgentClass(
        id=name,
        title=_text(fields, "title"),
        priority=_text(fields, "priority"),
        patterns=_texts(fields, "patterns"),
        doubtful=_texts(fields, "doubtful"),
        alone=_texts(fields, "alone"),
        raise_to_p1=_texts(fields, "raise_to_p1"),
        raise_to_p2=_texts(fields, "raise_to_p2"),
        examples=_texts(fields, "examples"),
        lookalikes=_list(fields, "lookalikes", _look_alike),
        first_reply={country: _text(first_reply, country) for country in ("MX", "US", "unknown")},
        question=Question(
            _text(question, "text"), _texts(question, "answers"), str(question.get("counts") or "")
        ),
        contacts=_texts(fields, "contacts"),
        checklist=_texts(fields, "checklist"),
        never_say=_texts(fields, "never_say"),
        sources=_sources(fields),
        reviewed=_date(fields, "reviewed"),
        review_after=_date(fields, "review_after"),
    )


def build_small_talk(data: Any, name: str) -> SmallTalk:
    """Make small talk from the data of its file.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    fields = _mapping(data, "el archivo")
    replies = _texts(fields, "replies")
    if not replies:
        raise ContentError("replies está vacío")
    return SmallTalk(
        id=name,
        title=_text(fields, "title"),
        examples=_texts(fields, "examples"),
        replies=replies,
        follow_ups=_texts(fields, "follow_ups"),
        reviewed=_date(fields, "reviewed") if fields.get("reviewed") is not None else None,
    )


def build_contacts(data: Any) -> dict[str, Contact]:
    """Make the contacts from the data of contacts.yml.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    contacts = _list(_mapping(data, "el archivo"), "contacts", _contact)
    return {contact.id: contact for contact in contacts}


def build_shelters(data: Any) -> dict[str, Shelter]:
    """Make the shelters from the data of shelters.yml.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    shelters = _list(_mapping(data, "el archivo"), "shelters", _shelter)
    return {shelter.id: shelter for shelter in shelters}


def build_phrases(data: Any) -> dict[str, str]:
    """Make the phrases from the data of phrases.yml.

    Raises:
        ContentError: a phrase is no text.
    """
    fields = _mapping(data, "el archivo")
    return {name: _text(fields, name) for name in fields}


def build_catalogue(data: Any) -> Catalogue:
    """Make the catalogue from the data of catalogue.yml.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    fields = _mapping(data, "el archivo")
    groups = _mapping(fields.get("groups"), "groups")
    topics = [
        _catalogue_topic(topic, group)
        for group in groups
        for topic in _list(groups, group, lambda value: value)
    ]
    return Catalogue({topic.id: topic for topic in topics}, _texts(fields, "small_talk"))


def build_jargon(data: Any) -> tuple[Jargon, ...]:
    """Make the words that are explained from the data of words.yml.

    Raises:
        ContentError: a part is missing or of the wrong kind.
    """
    return _list(
        _mapping(data, "el archivo"),
        "jargon",
        lambda item: Jargon(_text(_mapping(item, "jargon"), "word"), _text(item, "say")),
    )


def _catalogue_topic(data: Any, group: str) -> CatalogueTopic:
    fields = _mapping(data, group)
    return CatalogueTopic(
        id=_text(fields, "id"),
        group=group,
        title=_text(fields, "title"),
        need=_text(fields, "need"),
        by_country=fields.get("by_country") is True,
    )


def _contact(data: Any) -> Contact:
    fields = _mapping(data, "contacts")
    name = _text(fields, "name")
    verified = fields.get("verified_by_call")
    return Contact(
        id=_text(fields, "id"),
        name=name,
        short=_optional(fields, "short") or name,
        countries=tuple(part.strip() for part in _text(fields, "country").split("/")),
        phone=_optional(fields, "phone"),
        dial=_optional(fields, "dial"),
        text=_optional(fields, "text"),
        text_word=_optional(fields, "text_word"),
        whatsapp=_optional(fields, "whatsapp"),
        whatsapp_word=_optional(fields, "whatsapp_word"),
        url=_optional(fields, "url"),
        what_short=_optional(fields, "what_short"),
        hours_short=_optional(fields, "hours_short"),
        free_short=_optional(fields, "free_short"),
        languages=_optional(fields, "languages"),
        says=_optional(fields, "says"),
        tells_migration=_optional(fields, "tells_migration"),
        show_to_children=fields.get("show_to_children") is True,
        sure=_optional(fields, "sure") or "low",
        sources=_sources(fields),
        verified_by_call=verified if isinstance(verified, date) else None,
    )


def _shelter(data: Any) -> Shelter:
    fields = _mapping(data, "shelters")
    verified = fields.get("verified_by_call")
    return Shelter(
        id=_text(fields, "id"),
        city=_text(fields, "city"),
        state=_text(fields, "state"),
        latitude=_number(fields, "latitude"),
        longitude=_number(fields, "longitude"),
        name=_text(fields, "name"),
        run_by=_text(fields, "run_by"),
        says=_optional(fields, "says"),
        kind=_text(fields, "kind"),
        takes_unaccompanied=_text(fields, "takes_unaccompanied"),
        address=_optional(fields, "address"),
        publish_address=fields.get("publish_address") is True,
        verified_by_call=verified if isinstance(verified, date) else None,
        as_of=_text(fields, "as_of"),
        source=_source(fields.get("source")),
        sure=_optional(fields, "sure") or "low",
    )


def _answer(data: Any, where: str) -> Answer:
    fields = _mapping(data, where)
    return Answer(_text(fields, "text"), _optional(fields, "more"))


def _look_alike(data: Any) -> LookAlike:
    if isinstance(data, dict):
        return LookAlike(_text(data, "text"), _optional(data, "topic"))
    return LookAlike(_as_text(data, "lookalikes"))


def _sources(fields: Mapping[str, Any]) -> tuple[Source, ...]:
    return _list(fields, "sources", _source)


def _source(data: Any) -> Source:
    fields = _mapping(data, "sources")
    return Source(
        publisher=_optional(fields, "publisher") or _optional(fields, "own_knowledge") or "",
        title=_optional(fields, "title") or "",
        url=_optional(fields, "url"),
        date=_optional(fields, "date"),
    )


def _mapping(data: Any, where: str) -> dict[str, Any]:
    if not isinstance(data, dict):
        raise ContentError(f"{where}: faltan los campos")
    return data


def _list(
    fields: Mapping[str, Any], name: str, build: Callable[[Any], Built]
) -> tuple[Built, ...]:
    values = fields.get(name)
    if values is None:
        return ()
    if not isinstance(values, list):
        raise ContentError(f"{name}: debe ser una lista")
    return tuple(build(value) for value in values)


def _texts(fields: Mapping[str, Any], name: str) -> tuple[str, ...]:
    return _list(fields, name, lambda value: _as_text(value, name))


def _text(fields: Mapping[str, Any], name: str) -> str:
    return _as_text(fields.get(name), name)


def _optional(fields: Mapping[str, Any], name: str) -> str | None:
    return None if fields.get(name) is None else _as_text(fields[name], name)


def _as_text(value: Any, name: str) -> str:
    if isinstance(value, (dict, list)) or value is None or not str(value).strip():
        raise ContentError(f"{name}: falta el texto")
    return str(value).strip()


def _number(fields: Mapping[str, Any], name: str) -> float:
    value = fields.get(name)
    if not isinstance(value, (int, float)) or isinstance(value, bool):
        raise ContentError(f"{name}: falta el número")
    return float(value)


def _date(fields: Mapping[str, Any], name: str) -> date:
    value = fields.get(name)
    if isinstance(value, str):  # a quoted date
        try:
            value = date.fromisoformat(value)
        except ValueError as error:
            raise ContentError(f"{name}: la fecha no existe") from error
    if not isinstance(value, date):
        raise ContentError(f"{name}: falta la fecha")
    return value


def build_organization_name(data: Any) -> str:
    """Return the name of who runs the bot; empty while data/organization.yml is the sample.

    Args:
        data: the document.

    Raises:
        ContentError: it has no name.
    """
    if not isinstance(data, dict) or not isinstance(data.get("name"), str):
        raise ContentError("name: falta el nombre de la organización")
    return "" if data.get("is_sample") is not False else str(data["name"])
