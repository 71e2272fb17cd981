"""data/languages.yml: what its sentences, buttons and cries name must be there and fit."""

import re
from collections.abc import Iterator

from bot.content.checks.files import CheckedFile, ContentFiles, nearest
from bot.content.checks.finding import Finding
from bot.content.checks.length import CHARACTERS
from bot.content.checks.patterns import look_at_pattern
from bot.content.checks.texts import language_sentences
from bot.content.message import LABEL_LIMIT
from bot.content.yaml_file import Place

NAME = "data/languages.yml"


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find what would leave a child who writes in another language without an answer."""
    found = files.of("languages")
    if not found:
        yield Finding(NAME, 1, "", "el archivo falta", "recupera el que trae el proyecto")
    for file in found:
        topic = file.get("topic")
        if isinstance(topic, str) and topic not in files.catalogue:
            remedy = nearest(topic, files.catalogue) or "usa un id del catálogo"
            yield file.finding(("topic",), f"el tema «{topic}» no existe", remedy)
        written = file.get("written")
        for language in written if isinstance(written, dict) else ():
            yield from _labels(file, language)
            yield from _cries(file, language, files)
    for text in language_sentences(files):
        length = len(text.text.strip())
        if length > CHARACTERS:
            yield text.file.finding(
                text.place, f"tiene {length} caracteres y caben {CHARACTERS}", "acórtalo"
            )


def _labels(file: CheckedFile, language: str) -> Iterator[Finding]:
    for name in ("button_danger", "button_human"):
        place: Place = ("written", language, name)
        label = file.get(*place)
        if isinstance(label, str) and len(label) > LABEL_LIMIT:
            what = f"no cabe en un botón: {len(label)} letras de {LABEL_LIMIT}"
            yield file.finding(place, what, "acórtala")
            continue
        sentence: Place = ("written", language, "only_spanish")
        quoted = re.sub(r"[^\w' ]", "", str(label)).strip()
        if isinstance(label, str) and quoted not in str(file.get(*sentence)):
            yield file.finding(
                sentence,
                f"no nombra el botón «{quoted}»",
                f"di que se toque, con las mismas palabras que en {name}",
            )


def _cries(file: CheckedFile, language: str, files: ContentFiles) -> Iterator[Finding]:
    classes = [urgent.id for urgent in files.of("urgent")]
    cries = file.get("written", language, "cries")
    for urgent_class in cries if isinstance(cries, dict) else ():
        place: Place = ("written", language, "cries", urgent_class)
        if urgent_class not in classes:
            remedy = nearest(urgent_class, classes) or "usa el nombre de un archivo de data/urgent"
            yield file.finding(place, f"la clase «{urgent_class}» no existe", remedy)
        for inner, pattern in file.texts(*place):
            yield from look_at_pattern(file, inner, pattern)
