"""Texts that are too long for a small screen, or shaped like a document."""

import re
from collections.abc import Iterator

from bot.content.checks.files import ContentFiles
from bot.content.checks.finding import Finding
from bot.content.checks.texts import (
    ChildText,
    answers,
    content_texts,
    first_replies,
    small_talk_replies,
)

CHARACTERS = 600
PARAGRAPHS = 3
FIRST_REPLY_LINES = 6
SENTENCE_WORDS = 20
_SENTENCE = re.compile(r"[^.!?…\n]+")
_EMOJI = re.compile(r"[\U0001F300-\U0001FAFF\u2600-\u27BF]")


def check(files: ContentFiles) -> Iterator[Finding]:
    """Find texts over the limits."""
    for text in [*answers(files), *small_talk_replies(files)]:
        paragraphs = re.split(r"\n\s*\n", text.text.strip())
        if len(paragraphs) > PARAGRAPHS:
            yield text.file.finding(
                text.place,
                f"tiene {len(paragraphs)} párrafos y caben {PARAGRAPHS}",
                "junta o quita, o pasa algo a «more»",
            )
    for text in first_replies(files):
        yield from _first_reply(text)
    for text in content_texts(files):
        yield from _any_text(text)


def _first_reply(text: ChildText) -> Iterator[Finding]:
    lines = [line for line in text.text.split("\n") if line.strip()]
    if len(lines) > FIRST_REPLY_LINES:
        yield text.file.finding(
            text.place,
            f"tiene {len(lines)} líneas y caben {FIRST_REPLY_LINES}",
            "deja solo lo que hay que hacer ahora",
        )
    times = text.text.count("{notice}")
    if times != 1:
        yield text.file.finding(
            text.place,
            f"{{notice}} está {times} veces y debe estar una",
            "ponlo una vez, en su línea: el bot dice ahí cuándo escribe una persona",
        )
    if at := re.search("[!¡]", text.text):
        yield text.file.finding(
            text.place,
            "lleva signos de admiración",
            "quítalos: en un momento duro suenan a regaño",
            "warning",
            at.start(),
        )


def _any_text(text: ChildText) -> Iterator[Finding]:
    if not re.search(r"\w", text.text):
        yield text.file.finding(text.place, "está sin escribir", "escribe el texto")
    length = len(text.text.strip())
    if length > CHARACTERS:
        yield text.file.finding(
            text.place,
            f"tiene {length} caracteres y caben {CHARACTERS}",
            "acórtalo, o pasa algo a «more»",
        )
    for sentence in _SENTENCE.finditer(text.text):
        count = len(re.findall(r"\w+", sentence[0]))
        if count > SENTENCE_WORDS:
            start = " ".join(sentence[0].split()[:4])
            yield text.file.finding(
                text.place,
                f"una frase tiene {count} palabras («{start}…»)",
                "pártela en dos: mejor menos de 15",
                "warning",
                sentence.start() + len(sentence[0]) - len(sentence[0].lstrip()),
            )
    if at := re.search(r"^\s*#|\*\*|__", text.text, re.MULTILINE):
        yield text.file.finding(
            text.place,
            "lleva títulos o negritas, que en el chat se ven como signos",
            "escríbelo como se habla",
            offset=at.start(),
        )
    if len(_EMOJI.findall(text.text)) > 2:
        yield text.file.finding(
            text.place, "lleva más de dos emojis", "deja solo los que son señal", "warning"
        )
