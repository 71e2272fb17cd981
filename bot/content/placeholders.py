"""Names in braces within the texts: contacts, and the values that the bot fills in."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from bot.content.languages import Languages
from bot.content.model import Contact, SmallTalk, Topic, UrgentClass
from bot.errors import ContentError

_NAME = re.compile(r"\{(\w+)\}")
_ARTICLES = {"el", "la", "los", "las"}
ORGANIZATION = "organization"
"""Who runs the bot, from data/organization.yml."""
NOTICE = "notice"
"""What a first reply says about when a person writes; true at the time it is sent."""


def names_in(text: str) -> list[str]:
    """Return the names in braces, in order."""
    return _NAME.findall(text)


def fill(text: str, contacts: Mapping[str, Contact], values: Mapping[str, str]) -> str:
    """Put values and contacts' short names in the place of their names.

    A contact's article joins the sentence: «a {mx_911}» becomes «al 911», and a name that begins
    a sentence begins with a capital.

    Args:
        text: a text with names in braces.
        contacts: by id; each is written as its short name.
        values: by name; these go before contacts.

    Raises:
        ContentError: a name is neither a value nor a contact.
    """
    written = ""
    end = 0
    for match in _NAME.finditer(text):
        written += text[end : match.start()]
        end = match.end()
        name = match[1]
        if name in values:
            written += values[name]
        elif name in contacts:
            written = _join(written, contacts[name].short)
        else:
            raise ContentError(f"«{{{name}}}» no es un contacto ni un dato que el bot tenga")
    return written + text[end:]


def _join(before: str, short: str) -> str:
    """Add a contact's short name to the text before it."""
    article, _, rest = short.partition(" ")
    if article == "el" and re.search(r"\b(a|de) $", before, re.IGNORECASE):
        return f"{before.rstrip()}l {rest}"
    if re.search(rf"\b{article} $", before, re.IGNORECASE) and article in _ARTICLES:
        return before + rest
    if re.search(r"(^|[.!?…\n¿¡]\s*[«¿¡(]?)$", before):
        short = short[:1].upper() + short[1:]
    return before + short


def texts_of(part: Any) -> Iterator[str]:
    """Yield what a child may be shown of a topic, an urgent class, small talk or languages."""
    if isinstance(part, Topic):
        for answer in part.answers.values():
            yield answer.text
            if answer.more:
                yield answer.more
    elif isinstance(part, UrgentClass):
        yield from part.first_reply.values()
        yield part.question.text
    elif isinstance(part, SmallTalk):
        yield from part.replies
    elif isinstance(part, Languages):
        yield from part.texts()


def unknown_contacts(part: Any, contacts: Mapping[str, Contact]) -> set[str]:
    """Return the names in a part's texts that are no contacts."""
    return {
        name
        for text in texts_of(part)
        for name in names_in(text)
        if name not in contacts and name not in {NOTICE, ORGANIZATION}
    }
