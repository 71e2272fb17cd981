import subprocess
import sys
import time
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.config import ROOT
from bot.content.model import Content
from bot.language.lexicon import shared_lexicon
from bot.language.urgency.check import Urgency, UrgencyCheck
from bot.language.urgency.classifier import UrgencyModel
from tests.language.urgency.small import small_content, urgent_class

SAFE_CLASS = shared_lexicon().safe_words.urgent_class
_PATTERNS_ONLY = UrgencyCheck(None, small_content())


@pytest.fixture(scope="module")
def both(small: Content, small_model: UrgencyModel) -> UrgencyCheck:
    return UrgencyCheck(small_model, small)


@pytest.fixture(scope="module")
def deaf(small: Content, small_model: UrgencyModel) -> UrgencyCheck:
    """Give a check whose classifier finds nothing urgent."""
    weights = np.zeros_like(small_model.weights)
    intercepts = np.full(len(weights), 20.0, dtype=np.float32)
    intercepts[-len(small_model.classes) :] = -20.0
    return UrgencyCheck(replace(small_model, weights=weights, intercepts=intercepts), small)


@pytest.fixture(scope="module")
def blind(small: Content, small_model: UrgencyModel) -> UrgencyCheck:
    """Give a check without patterns."""
    urgent = {name: replace(item, patterns=()) for name, item in small.urgent.items()}
    return UrgencyCheck(small_model, replace(small, urgent=urgent))


def test_each_signal_alone_is_enough(deaf: UrgencyCheck, blind: UrgencyCheck) -> None:
    by_pattern = deaf.check("me esta pegando")
    assert (by_pattern.outcome, by_pattern.urgent_class) == ("urgent", "blows")
    assert by_pattern.score < 0.1
    by_classifier = blind.check("mi tio me golpea y me lastima en el cuarto")
    assert (by_classifier.outcome, by_classifier.urgent_class) == ("urgent", "blows")
    assert by_classifier.priority == "P1"


def test_without_a_model_patterns_decide() -> None:
    found = _PATTERNS_ONLY.check("me esta pegando")
    assert found == Urgency("urgent", "blows", 1.0, "P1", "dice algo como «me esta pegando»")
    modified = _PATTERNS_ONLY.check("no me esta pegando")
    assert (modified.outcome, modified.urgent_class, modified.score) == ("unsure", "blows", 0.5)
    assert "pero lo niega" in modified.why
    assert _PATTERNS_ONLY.check("quiero estudiar").outcome == "none"
    assert _PATTERNS_ONLY.check("me muero de hambre").outcome == "none"


def test_the_caseworker_reads_words_and_never_a_figure(
    both: UrgencyCheck, blind: UrgencyCheck, deaf: UrgencyCheck
) -> None:
    text = "mi tio me golpea y me lastima en el cuarto"
    assert blind.check(text).why == "se parece mucho a mensajes de peligro"
    in_part = (
        f"{text}. hoy fui a la escuela. la maestra nos dio tarea de sumas y restas. luego jugamos"
    )
    assert "una parte se parece" in blind.check(in_part).why
    assert deaf.check("me esta pegando").why == "dice algo como «me esta pegando»"
    whys = [
        check.check(one).why for check in (both, blind, deaf) for one in (text, in_part, "hola")
    ]
    assert not any(character.isdigit() for why in whys for character in why)


def test_a_reason_that_an_edit_has_lost_does_not_keep_a_child_from_help(small: Content) -> None:
    found = UrgencyCheck(None, replace(small, phrases={})).check("me esta pegando")
    assert (found.outcome, found.why) == ("urgent", "")


@pytest.mark.parametrize("text", ["", "…", "🙂", "\n", "como puedo ir a la escuela"])
def test_what_is_not_urgent(both: UrgencyCheck, text: str) -> None:
    found = both.check(text)
    assert (found.outcome, found.urgent_class, found.priority, found.also) == (
        "none", None, None, (),
    )  # fmt: skip


def test_a_modified_match_is_asked_about_only_if_the_whole_message_scores_high(
    both: UrgencyCheck, deaf: UrgencyCheck
) -> None:
    text = "no me esta pegando"
    assert deaf.check(text).outcome == "none"
    assert both.check(f"{text} mi tio me golpea y me lastima").outcome != "none"


def test_a_message_of_a_figure_only_says_nothing(both: UrgencyCheck) -> None:
    found = both.check("me muero de hambre")
    assert (found.outcome, found.score) == ("none", 0.0)


def test_a_long_message_of_tiny_sentences_says_nothing(both: UrgencyCheck) -> None:
    assert both.check("si. no. ya. " * 30).outcome == "none"


def test_a_cry_goes_to_its_class(small: Content, deaf: UrgencyCheck) -> None:
    without_class = deaf.check("AYUDAAA")
    assert (without_class.outcome, without_class.score) == ("urgent", 1.0)
    assert without_class.urgent_class is None
    assert without_class.priority == shared_lexicon().safe_words.priority
    asks = urgent_class(SAFE_CLASS, "P3", (), ("ayuda",))
    content = replace(small, urgent={**small.urgent, SAFE_CLASS: asks})
    found = UrgencyCheck(None, content).check("alluda porfa")
    assert (found.outcome, found.urgent_class, found.priority) == ("urgent", SAFE_CLASS, "P3")
    assert found.why == "pide ayuda («ayuda»)"


def test_a_faint_cry_is_asked_about(deaf: UrgencyCheck) -> None:
    text = "vengo desde ayer con mi primo y ya no hay nadie ayuda"
    assert deaf.check(text).outcome == "unsure"
    assert _PATTERNS_ONLY.check(text).outcome == "unsure"


def test_a_doubtful_pattern_is_asked_about(deaf: UrgencyCheck) -> None:
    for check in (deaf, _PATTERNS_ONLY):
        found = check.check("trabajo de noche en la obra")
        assert (found.outcome, found.urgent_class, found.priority) == ("unsure", "labour", "P2")
        assert "quizá dice algo como «trabajo de noche»" in found.why


def test_what_is_told_is_asked_about_however_sure_the_classifier_is(blind: UrgencyCheck) -> None:
    text = "mi tio me golpea y me lastima en el cuarto"
    assert blind.check(text).outcome == "urgent"
    assert blind.check(f"vi una pelicula, {text}").outcome == "unsure"


def test_the_most_urgent_class_wins_and_the_others_are_named(deaf: UrgencyCheck) -> None:
    found = deaf.check("no me pagan y me esta pegando")
    assert (found.urgent_class, found.priority) == ("blows", "P1")
    assert "labour" in found.also


def test_a_raising_pattern_raises_the_priority(deaf: UrgencyCheck) -> None:
    assert deaf.check("no me pagan").priority == "P2"
    assert deaf.check("no me pagan y me encerraron").priority == "P1"


def test_the_classifier_adds_a_class_to_those_of_patterns(both: UrgencyCheck) -> None:
    found = both.check("no me pagan, mi tio me golpea y me lastima en el cuarto")
    assert (found.urgent_class, found.priority) == ("blows", "P1")
    assert "labour" in found.also


def test_a_class_that_the_content_lost_is_not_named(
    small: Content, small_model: UrgencyModel
) -> None:
    content = replace(small, urgent={"labour": small.urgent["labour"]})
    found = UrgencyCheck(small_model, content).check("mi tio me golpea y me lastima aqui")
    assert found.outcome == "urgent"
    assert found.urgent_class == "labour"


def test_a_cry_in_a_long_story_is_heard(both: UrgencyCheck) -> None:
    story = "como pido asilo si estoy con mi tio y puedo ir a la escuela y cuanto tarda eso " * 2
    assert both.check(f"{story} y mi papa me golpea y me lastima en la casa {story}").outcome == (
        "urgent"
    )
    assert both.check(f"{story} me esta pegando {story}").outcome == "urgent"


def test_the_reason_quotes_no_words_of_the_child(both: UrgencyCheck) -> None:
    found = both.check("secreto uno me esta pegando secreto dos")
    assert "secreto" not in found.why


@given(st.text(max_size=300))
@settings(max_examples=60, deadline=None)
def test_it_never_raises_and_agrees_with_itself(text: str) -> None:
    assert _PATTERNS_ONLY.check(text) == _PATTERNS_ONLY.check(text)


def test_the_same_message_gives_the_same_outcome(
    both: UrgencyCheck, small: Content, small_model: UrgencyModel
) -> None:
    other = UrgencyCheck(small_model, small)
    for text in ("mi tio me golpea", "como pido asilo", "no me pagan y estoy encerrado"):
        both.check("otro mensaje")
        assert both.check(text) == other.check(text) == both.check(text)


@pytest.mark.parametrize("length", [4_096, 10_000])
def test_a_long_message_takes_little_time(both: UrgencyCheck, length: int) -> None:
    words = "me siguen unos hombres y no se que hacer estoy en la calle de la iglesia 12 "
    for text in ((words * 200)[:length], "a" * length, "jk " * length, "me pega " * length):
        start = time.perf_counter()
        both.check(text)
        assert time.perf_counter() - start < 5


def test_the_bridge_needs_neither_tensorflow_nor_spacy() -> None:
    code = (
        "import sys, bot.language.urgency.check, bot.language.urgency.train, bot.language.places;"
        "bad = {'tensorflow', 'spacy', 'thinc', 'rasa', 'sklearn', 'scipy'} & set(sys.modules);"
        "sys.exit(str(bad) if bad else 0)"
    )
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_the_reason_shows_a_pattern_as_a_person_would_write_it() -> None:
    from bot.language.urgency.why import readable

    assert readable("(me|nos) (viene|van) [ya] (siguiendo|cuidando)") == "me viene siguiendo"
    assert readable("se (mete|(a|b)) ... (mi|su) cama") == "se mete … mi cama"
    assert readable("mi <familiar> me (pega|pego)") == "mi familiar me pega"
