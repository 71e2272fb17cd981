"""A small content with made-up classes, quick to train on."""

import random
from datetime import date

from bot.config import ROOT
from bot.content.cache import current_content
from bot.content.model import Answer, Content, LookAlike, Question, SmallTalk, Topic, UrgentClass

TODAY = date(2026, 11, 24)
WHO = (
    "mi tio",
    "mi papa",
    "un señor",
    "el vecino",
    "ese hombre",
    "mi hermano",
    "la señora",
    "mi primo",
    "el dueño",
    "una muchacha",
    "mi abuelo",
    "el chofer",
)
BLOWS = ("golpea", "lastima", "patea", "cachetea", "jalonea", "cintarea", "aprieta", "avienta")
LABOUR = ("obliga a trabajar", "pone a cargar", "hace limpiar", "manda a vender", "tiene cosiendo")
SCHOOL = ("escuela", "clases", "estudiar", "maestra", "tarea", "cuaderno", "recreo", "inscribirme")
ASYLUM = ("asilo", "refugio", "entrevista", "solicitud", "tramite", "papeles", "juez", "abogado")
WHERE = (
    "en la casa",
    "en el monte",
    "en el cuarto",
    "aqui",
    "en la calle",
    "en la obra",
    "cada dia",
    "en la cocina",
    "por la noche",
    "en el rancho",
    "desde ayer",
    "en el patio",
)


def _sentences(words: tuple[str, ...], shape: str, count: int = 60) -> tuple[str, ...]:
    """Make sentences that share few words."""
    chance = random.Random(shape)
    sentences = [
        shape.format(*chance.sample(words, 2), who=chance.choice(WHO), where=chance.choice(WHERE))
        for _ in range(count)
    ]
    return tuple(dict.fromkeys(sentences))


def urgent_class(
    name: str,
    priority: str,
    patterns: tuple[str, ...],
    examples: tuple[str, ...],
    lookalikes: tuple[str, ...] = (),
    raise_to_p1: tuple[str, ...] = (),
    raise_to_p2: tuple[str, ...] = (),
    doubtful: tuple[str, ...] = (),
    alone: tuple[str, ...] = (),
) -> UrgentClass:
    """Make an urgent class of what the check looks at."""
    return UrgentClass(
        id=name,
        title=name,
        priority=priority,
        patterns=patterns,
        doubtful=doubtful,
        alone=alone,
        raise_to_p1=raise_to_p1,
        raise_to_p2=raise_to_p2,
        examples=examples,
        lookalikes=tuple(LookAlike(text) for text in lookalikes),
        first_reply={"MX": "…", "US": "…", "unknown": "…"},
        question=Question("¿…?"),
        contacts=(),
        checklist=(),
        never_say=(),
        sources=(),
        reviewed=TODAY,
        review_after=TODAY,
    )


def topic(name: str, examples: tuple[str, ...]) -> Topic:
    """Make a topic of which only the examples matter."""
    return Topic(name, "group", name, examples, {"ANY": Answer("…")}, (), (), (), TODAY, TODAY)


def small_content() -> Content:
    """Make a content with two urgent classes that are easy to tell apart."""
    blows = urgent_class(
        "blows",
        "P1",
        ("me (esta|estan) (pegando|golpeando)", "me (pega|pegaba|pego)", "me quiero morir"),
        _sentences(BLOWS, "{who} me {0} y me {1} {where}"),
        ("me pego el sol", "antes me pegaba mi abuela", "le pegue al balon en la cancha"),
    )
    labour = urgent_class(
        "labour",
        "P2",
        ("no me pagan",),
        _sentences(LABOUR, "{who} me {0} encerrado, me {1} {where}"),
        ("trabajo los sabados y me pagan bien",),
        raise_to_p1=("me (encerraron|encierran)",),
        doubtful=("trabajo de noche",),
        alone=("[un] capataz",),
    )
    school = topic("school", _sentences(SCHOOL, "puedo ir a {0} si {who} esta {where} con {1}"))
    asylum = topic("asylum", _sentences(ASYLUM, "como pido {0} para {who}, {where} hay {1}?"))
    greet = SmallTalk("greet", "Saludo", ("hola", "buenos dias", "que tal"), ("Hola.",))
    return Content(
        topics={"school": school, "asylum": asylum},
        urgent={"blows": blows, "labour": labour},
        small_talk={"greet": greet},
        phrases=current_content(ROOT / "data").phrases,
    )
