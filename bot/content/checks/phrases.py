"""data/phrases.yml: the sentences that answers are put together with must be there."""

import re
from collections.abc import Iterator

from bot.content.checks.files import ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.checks.texts import phrases
from bot.content.message import LABEL_LIMIT
from bot.content.phrases import OWN_PHRASES
from bot.content.placeholders import names_in


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find phrases, values and contacts that are missing, and labels too long for a button."""
    for file in files.of("phrases"):
        for name, text in OWN_PHRASES.items():
            written = file.fields.get(name)
            if written is None:
                yield file.finding(
                    (name,), f"falta la frase «{name}»", f"añádela, por ejemplo: «{text}»"
                )
                continue
            for value in names_in(text):
                if f"{{{value}}}" not in str(written):
                    yield file.finding(
                        (name,), f"falta {{{value}}}", "ponlo donde el bot lo completa"
                    )
    for phrase in phrases(files):
        name = str(phrase.place[0])
        if name.startswith(("button_", "desk_button_")) and len(phrase.text) > LABEL_LIMIT:
            yield phrase.file.finding(
                phrase.place,
                f"no cabe en un botón: {len(phrase.text)} letras de {LABEL_LIMIT}",
                "acórtala",
            )
        for value in names_in(phrase.text):
            if value not in files.contacts and "_" in value:  # what the bot fills in has none
                yield phrase.file.finding(
                    phrase.place,
                    f"el contacto «{value}» no existe",
                    nearest(value, files.contacts) or "usa un id de data/contacts.yml",
                    offset=phrase.text.index(f"{{{value}}}"),
                )
        for match in re.finditer(
            r"[{}]", re.sub(r"\{\w+\}", lambda m: " " * len(m[0]), phrase.text)
        ):
            yield phrase.file.finding(
                phrase.place,
                f"hay una llave «{match[0]}» suelta",
                "ciérrala o quítala",
                offset=match.start(),
            )
