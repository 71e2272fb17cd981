import pytest

from bot.language.lexicon import shared_lexicon
from bot.language.normalise import normalise
from bot.language.urgency.patterns import Words
from bot.language.urgency.safe_word import Cry, SafeWordFinder


def _cry(text: str) -> Cry | None:
    return SafeWordFinder(shared_lexicon().safe_words).find(Words.of(normalise(text)))


@pytest.mark.parametrize(
    "text",
    [
        "AYUDA", "alluda", "aiuda", "ayudaaaa porfa", "🆘", "🆘 Ayuda ya", "ayda", "yuda",
        "auxilio me siguen", "ausilio", "necesito ayuda urgente", "ayudenme no se que hacer",
        "sos", "S.O.S", "a y u d a", "soccorro", "help me please", "hola ayuda", "salvenme",
        "ayuda por favor alguien", "ayudame no puedo salir", "emergencia", "me ayuda por favor",
        "auxilio!!! estamos en el monte y no hay nadie y tenemos mucho miedo",
        "estoy en el albergue de la carretera con mi hermana\nAYUDA",
    ],
)  # fmt: skip
def test_a_cry_is_heard(text: str) -> None:
    cry = _cry(text)
    assert cry is not None
    assert not cry.is_faint


@pytest.mark.parametrize(
    "text",
    [
        "ayuda para mi tarea", "me puedes ayudar con el asilo", "donde dan ayuda",
        "quien me ayuda con los papeles", "hay ayuda legal gratis", "gracias por la ayuda",
        "vos sos bot?", "sos muy amable", "ayuda con mi tarea", "me puedes ayudar?",
        "ayudame a pedir asilo", "necesito ayuda con mi corte", "que tipo de ayuda dan",
        "la linea de ayuda", "mi maestra me ayuda mucho", "no necesito ayuda gracias",
        "un botiquin de primeros auxilios", "hola", "",
    ],
)  # fmt: skip
def test_a_request_is_no_cry(text: str) -> None:
    assert _cry(text) is None


@pytest.mark.parametrize(
    "text",
    [
        "ayuda mi hermana anda en california y quiere pedir el asilo",
        "vengo caminando desde ayer con mi primo y ya no hay nadie ayuda",
        "adonde llamo, ayuda",
    ],
)
def test_a_faint_cry_is_asked_about(text: str) -> None:
    cry = _cry(text)
    assert cry is not None
    assert cry.is_faint
