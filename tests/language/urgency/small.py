"""A small content with made-up classes, quick to train on."""

from datetime import date

from bot.content.model import Answer, Content, LookAlike, Question, SmallTalk, Topic, UrgentClass

TODAY = date(2026, 11, 24)
WHO = ("mi tio", "mi papa", "un señor", "el vecino", "ese hombre", "mi hermano", "la señora")
WHERE = ("en la casa", "en el monte", "en el cuarto", "aqui", "en la calle", "en la obra")


def urgent_class(
    name: str,
    priority: str,
    patterns: tuple[str, ...],
    examples: tuple[str, ...],
    lookalikes: tuple[str, ...] = (),
    raise_to_p1: tuple[str, ...] = (),
) -> UrgentClass:
    """Make an urgent class of what the check looks at."""
    return UrgentClass(
        id=name,
        title=name,
        priority=priority,
        patterns=patterns,
        raise_to_p1=raise_to_p1,
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
        tuple(f"{who} me golpea y me lastima {where}" for who in WHO for where in WHERE),
        ("me pego el sol", "antes me pegaba mi abuela", "le pegue al balon en la cancha"),
    )
    labour = urgent_class(
        "labour",
        "P2",
        ("no me pagan",),
        tuple(f"{who} me obliga a trabajar encerrado {where}" for who in WHO for where in WHERE),
        ("trabajo los sabados y me pagan bien",),
        raise_to_p1=("me (encerraron|encierran)",),
    )
    school = topic(
        "school",
        tuple(f"puedo ir a la escuela si vivo con {who} {where}" for who in WHO for where in WHERE),
    )
    asylum = topic(
        "asylum", tuple(f"como pido asilo si estoy con {who}, es {where}?" for who in WHO
                        for where in WHERE)
    )  # fmt: skip
    greet = SmallTalk("greet", "Saludo", ("hola", "buenos dias", "que tal"), ("Hola.",))
    return Content(
        topics={"school": school, "asylum": asylum},
        urgent={"blows": blows, "labour": labour},
        small_talk={"greet": greet},
    )
