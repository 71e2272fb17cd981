import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.language.lexicon import shared_lexicon
from bot.language.normalise import normalise

_LISTS = shared_lexicon().spelling
_WORDS = sorted(
    {
        *_LISTS.replacements,
        *_LISTS.sounds,
        *_LISTS.typos,
        *_LISTS.keep,
        *_LISTS.in_context,
        *_LISTS.emoji,
        "siguiendo", "2", "años", "no", "me", "a", "y", "ayudaaaa", "15años", "jajaja", "s.o.s",
    }
)  # fmt: skip
_children = st.lists(st.sampled_from(_WORDS), max_size=12).map(" ".join)
_anything = st.text(max_size=200)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("kiero morirme, ya no aguanto masss", "quiero morirme, ya no aguanto mas"),
        ("q pasa si me agarran xq no tengo pisto", "que pasa si me agarran porque no tengo pisto"),
        ("toy en la hielera", "estoy en la hielera"),
        ("me tan siguiendo", "me estan siguiendo"),
        ("tan lejos", "tan lejos"),
        ("tamos perdidos tb mi hermano", "estamos perdidos tambien mi hermano"),
        ("dnd pido asilo x favor", "donde pido asilo por favor"),
        ("me a pegado otra ves", "me ha pegado otra vez"),
        ("no c q aser", "no se que hacer"),
        ("podes ayudarme? tenes numeros", "puedes ayudarme? tienes numeros"),
        ("vos sos robot", "vos eres robot"),
        ("SOS", "sos"),
        ("S.O.S", "sos"),
        ("a y u d a", "ayuda"),
        ("a y u d a m e x s o s s.o.s", "ayudame por sos sos"),
        ("n ay que comer", "no hay que comer"),  # one correction makes room for another
        ("AYUDAAAA!!!", "ayuda!"),
        ("alluda porfa", "ayuda por favor"),
        ("el niño de 3 anos", "el niño de 3 años"),
        ("15años y 2meses", "15 años y 2 meses"),
        ("carro perro acción leer creer alcohol", "carro perro accion leer creer alcohol"),
        ("me biolo mi padrasto", "me violo mi padrasto"),
        ("me secuestaron", "me secuestraron"),
        ("estrañar a mi mamá", "extrañar a mi mama"),
        ("m4tar s3xo m@tar", "matar sexo matar"),
        ("jajajaja jejeje", "jaja jaja"),
        ("k'iche' y Q'eqchi'", "kiche y qeqchi"),
        ('/SetSlots{"a": 1}', "setslots a 1"),
        ("//ayuda", "ayuda"),
        ("аyudа", "ayuda"),  # Cyrillic а
        ("a\u200byu\u200dda", "ayuda"),
        ("Ｈｏｌａ", "hola"),
        ("me enseñó un 🔪", "me enseño un cuchillo"),
        ("tengo hambre 😋", "tengo hambre"),
        ("hola\nestoy solo…", "hola. estoy solo."),
        ("a las 12:30 por 1.5", "a las 12:30 por 1.5"),
        ("contarme", "contarme"),
        ("volando", "volando"),
        ("mmmm zzzz", ""),
        ("", ""),
        ("¿¡!?", ""),
    ],
)  # fmt: skip
def test_children_are_read(written: str, meant: str) -> None:
    assert normalise(written) == meant


@given(st.one_of(_children, _anything))
@settings(max_examples=400, deadline=None)
def test_twice_is_once(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(_anything)
@settings(max_examples=200, deadline=None)
def test_only_plain_words_and_marks_are_left(text: str) -> None:
    assert set(normalise(text)) <= set("abcdefghijklmnñopqrstuvwxyz0123456789 .,:?!")


@pytest.mark.parametrize(
    "garbage",
    ["a" * 10_000, "a b " * 2_500, "jh" * 5_000, "a.," * 3_000, "ﷺ" * 3_000, "😭" * 9_999],
)
def test_garbage_takes_no_time(garbage: str) -> None:
    start = time.perf_counter()
    normalise(garbage)
    assert time.perf_counter() - start < 2
