"""Starts a topic: its two files, with hints for whoever fills them."""

import json
from datetime import date, timedelta
from pathlib import Path

from bot.content.build import build_catalogue
from bot.content.checks.files import nearest
from bot.content.model import CatalogueTopic
from bot.content.yaml_file import read_document
from bot.errors import ContentError

_COUNTRY_HINTS = {
    "ANY": "una sola respuesta, para todos",
    "MX": "si está en México",
    "US": "si está en Estados Unidos",
}

_TOPIC = """\
# yaml-language-server: $schema=../../schema/topic.json
# Qué quiere saber: {need}
title: {title}

# Lo que escriben las niñas y los niños, uno por línea: 60 o más. Con sus faltas, cortos, de varios
# países; ninguno igual a otro cambiando una palabra. Si lleva dos puntos, entre comillas.
examples:
  -

# Primero qué hacer, luego por qué. Hasta 600 caracteres y 3 párrafos cortos, frases de menos de 15
# palabras. Nunca un número o un enlace: el contacto con su nombre entre llaves, como {{comar}}.
answers:
{answers}
# Contactos de data/contacts.yml que se mandan después, hasta 3 por país.
contacts: []

# De 2 a 4 temas que querría saber después; salen como botones.
follow_ups: []

# De dónde sale lo que se afirma. Sin url si solo hay una copia.
sources:
  - {{publisher: , title: '', url: '', date: ''}}

reviewed: {reviewed}
review_after: {review_after} # 90 días si cambia seguido; 180 si no
"""
_ANSWER = """\
  {country}: # {hint}
    text: |
      …
    # more: |  (segundo mensaje, para «Quiero saber más»; bórralo si no hace falta)
"""
_TESTS = """\
# yaml-language-server: $schema=../../../data/schema/topic_tests.json
# Cinco mensajes que deben caer en este tema, distintos de los ejemplos; nunca se entrenan.
messages:
  - ''
  - ''
  - ''
  - ''
  - ''
"""


def write_new_topic(root: Path, group: str, topic_id: str, today: date) -> list[Path]:
    """Write the files of a topic of the catalogue.

    Args:
        root: the project's folder, which has data/ and tests/.
        group: its group.
        topic_id: its id.
        today: the day of its first review.

    Returns:
        The files written.

    Raises:
        ContentError: the catalogue does not know it so, or a file is there already.
    """
    topic = _catalogued(root, group, topic_id)
    countries = ["MX", "US"] if topic.by_country else ["ANY"]
    answers = "".join(
        _ANSWER.format(country=country, hint=_COUNTRY_HINTS[country]) for country in countries
    )
    texts = {
        root / f"data/topics/{group}/{topic_id}.yml": _TOPIC.format(
            need=topic.need,
            title=json.dumps(topic.title, ensure_ascii=False),
            answers=answers,
            reviewed=today.isoformat(),
            review_after=(today + timedelta(days=90)).isoformat(),
        ),
        root / f"tests/topics/{group}/{topic_id}.yml": _TESTS,
    }
    for path in texts:
        if path.exists():
            raise ContentError(f"{path.relative_to(root)} ya existe: ábrelo y edítalo.")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return list(texts)


def _catalogued(root: Path, group: str, topic_id: str) -> CatalogueTopic:
    path = root / "data/catalogue.yml"
    if not path.exists():
        raise ContentError("Falta data/catalogue.yml, que dice qué temas hay.")
    topics = build_catalogue(read_document(path, "data/catalogue.yml").data).topics
    topic = topics.get(topic_id)
    if topic is None:
        hint = nearest(topic_id, topics) or f"Añádelo primero en data/catalogue.yml, en {group}."
        raise ContentError(f"El tema «{topic_id}» no está en el catálogo. {hint}")
    if topic.group != group:
        raise ContentError(
            f"«{topic_id}» es del grupo {topic.group}: "
            f"python -m bot content new {topic.group} {topic_id}"
        )
    return topic
