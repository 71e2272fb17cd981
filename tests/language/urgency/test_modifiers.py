import pytest

from bot.language.normalise import normalise
from bot.language.urgency.modifiers import Modifier, shared_modifiers
from bot.language.urgency.patterns import PatternSet, Words

PATTERNS = PatternSet(
    ("it", pattern)
    for pattern in (
        "me (esta|estan|anda) (pegando|golpeando)", "me (pega|pegaba|pegaban|golpearon)",
        "me quiero (morir|matar)", "me mato", "me muero", "me (agarran|secuestran|violo)",
        "me van a matar", "me mataron", "(mi|una) (tia|señora) ... me pega", "se ahoga",
        "(facil|bueno) (morirse|ahogar)",
    )
)  # fmt: skip


def _modifiers(text: str) -> list[Modifier | None]:
    words = Words.of(normalise(text))
    hits = shared_modifiers().judge(words, PATTERNS.find(words)).hits
    return [modifier for _, modifier in sorted(hits, key=lambda one: one[0].start)]


@pytest.mark.parametrize(
    "text",
    [
        "me esta pegando",
        "no se que hacer, me esta pegando",
        "no. me esta pegando",
        "no deja de pegar me pega",
        "no es broma me quiero matar",
        "si me regresan me mato",
        "si, me esta pegando",
        "y si me esta pegando que hago",
        "hace un año que me pega",
        "desde hace dos meses me pega",
        "todavia me pega",
        "el año pasado me pegaba y hoy viene otra vez",
        "en mi pais me pegaban y aqui tambien",
        "hoy si me van a matar",
        "y si me mato quien me llora",
        "que hago si me esta pegando",
        "mi tia la que no es buena me pega",
        "mi hermano se ahoga?",
        "se ahoga con la comida, que hago?",
    ],
)
def test_present_danger_is_not_modified(text: str) -> None:
    assert _modifiers(text) == [None]


@pytest.mark.parametrize(
    ("text", "modifier"),
    [
        ("no me esta pegando", Modifier.NEGATED),
        ("ya no me pega", Modifier.NEGATED),
        ("no me quiero matar", Modifier.NEGATED),
        ("nunca me pegaban", Modifier.NEGATED),
        ("en mi pais me pegaban", Modifier.PAST),
        ("hace un ano me violo mi tio", Modifier.PAST),
        ("el año pasado me golpearon", Modifier.PAST),
        ("antes me pegaba, ahora ya estoy bien", Modifier.PAST),
        ("cuando era niño me pegaban", Modifier.PAST),
        ("si me agarran que pasa", Modifier.HYPOTHETICAL),
        ("y si la migra me agarran", Modifier.HYPOTHETICAL),
        ("q pasa si me secuestran", Modifier.HYPOTHETICAL),
        ("me da miedo que me secuestran", Modifier.HYPOTHETICAL),
        ("me mataron en free fire", Modifier.STORY),
        ("vi una pelicula y decia me quiero matar", Modifier.STORY),
        ("es una tarea: que significa me quiero matar", Modifier.STORY),
        ("me muero de hambre", Modifier.FIGURE),
        ("me muero d la risa jaja", Modifier.FIGURE),
        ("me quiero morir de la verguenza", Modifier.FIGURE),
        ("y si en el tren me pega", Modifier.HYPOTHETICAL),
        ("que hago si un dia me agarran", Modifier.HYPOTHETICAL),
        ("si en el albergue me pega a quien le digo", Modifier.HYPOTHETICAL),
        ("me van a matar si vuelvo", Modifier.RETURN),
        ("no puedo regresar porque me van a matar", Modifier.RETURN),
        ("alla me van a matar", Modifier.RETURN),
        ("es cierto que la gente se ahoga", Modifier.GENERAL),
        ("la gente se ahoga?", Modifier.GENERAL),
        ("es bueno ahogar las penas?", Modifier.GENERAL),
        ("es facil morirse con eso?", Modifier.MEANS),
        ("cuenta mi primo que casi se ahoga", Modifier.STORY),
        ("me quiero matar jajaja", Modifier.JOKE),
    ],
)
def test_what_is_no_present_danger(text: str, modifier: Modifier) -> None:
    assert _modifiers(text) == [modifier]


def test_a_modifier_never_hides_another_match() -> None:
    assert None in _modifiers("antes me pegaba y ahorita me esta pegando")
    assert _modifiers("tengo miedo de que me agarran, me van a matar hoy")[1] is None
    assert _modifiers("me muero de hambre y me quiero matar") == [Modifier.FIGURE, None]
    assert _modifiers("si vuelvo me van a matar. me esta pegando") == [Modifier.RETURN, None]
    assert _modifiers("me esta golpeando, si vuelvo me pega") == [None, Modifier.RETURN]


def test_a_negation_in_a_gap_of_the_match_counts() -> None:
    assert set(_modifiers("mi tia ya no me pega")) == {Modifier.NEGATED}


def test_figures_are_found_without_a_match() -> None:
    words = Words.of(normalise("le pegue al balon"))
    judged = shared_modifiers().judge(words, ())
    assert judged.hits == []
    assert [(figure.start, figure.end) for figure in judged.figures] == [(1, 4)]


@pytest.mark.parametrize(
    ("text", "is_told"),
    [
        ("el año pasado dormi en la calle", True),
        ("vi una pelicula de un secuestro", True),
        ("el año pasado y hoy otra vez", False),
        ("estoy en la calle", False),
    ],
)
def test_what_is_told_is_known_without_a_match(text: str, *, is_told: bool) -> None:
    assert shared_modifiers().judge(Words.of(normalise(text)), ()).is_told is is_told
