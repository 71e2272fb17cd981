from dataclasses import replace

import pytest

from bot.content.model import Content
from bot.language.normalise import normalise
from bot.language.urgency.modifiers import Modifier
from bot.language.urgency.signal import PatternSignal, Signal


@pytest.fixture(scope="module")
def signal(small: Content) -> PatternSignal:
    return PatternSignal(small)


def _look(signal: PatternSignal, text: str) -> Signal:
    return signal.look(normalise(text))


def test_a_match_is_live(signal: PatternSignal) -> None:
    found = _look(signal, "ahorita me ta pegando")
    assert [hit.key for hit in found.live] == ["blows"]
    assert found.is_urgent
    assert found.readable == "ahorita me esta pegando"


def test_a_modified_match_is_taken_out_of_what_the_classifier_reads(signal: PatternSignal) -> None:
    found = _look(signal, "no me quiero morir, quiero estudiar")
    assert not found.live
    assert [modifier for _, modifier in found.modified] == [Modifier.NEGATED]
    assert found.readable == "quiero estudiar"
    assert not found.is_urgent


def test_a_figure_is_taken_out_and_no_match(signal: PatternSignal) -> None:
    found = _look(signal, "me quiero morir de la pena, adonde estudio")
    assert not found.live
    assert not found.modified
    assert found.readable == "adonde estudio"


def test_a_live_match_is_never_taken_out(signal: PatternSignal) -> None:
    found = _look(signal, "antes me pegaba y ahorita me esta pegando")
    assert len(found.live) == 2
    assert "me esta pegando" in found.readable


def test_a_raising_pattern_only_raises(signal: PatternSignal) -> None:
    found = _look(signal, "me encerraron")
    assert found.raised == {"labour": "P1"}
    assert not found.live


def test_the_highest_of_raising_patterns_counts(small: Content) -> None:
    labour = replace(small.urgent["labour"], priority="P3", raise_to_p2=("me (encierran|gritan)",))
    signal = PatternSignal(replace(small, urgent={"labour": labour}))
    assert _look(signal, "me gritan").raised == {"labour": "P2"}
    assert _look(signal, "me encierran").raised == {"labour": "P1"}


def test_a_doubtful_match_is_a_reason_to_ask(signal: PatternSignal) -> None:
    found = _look(signal, "trabajo de noche en la obra")
    assert [hit.key for hit in found.doubtful] == ["labour"]
    assert found.is_unsure
    assert not found.is_urgent


def test_a_doubtful_match_that_is_modified_is_taken_out(signal: PatternSignal) -> None:
    found = _look(signal, "no trabajo de noche, voy a la escuela")
    assert not found.is_unsure
    assert not found.modified
    assert found.readable == "voy a la escuela"


@pytest.mark.parametrize("text", ["capataz", "un capataz", "¡CAPATAZ!"])
def test_what_may_be_danger_alone_is_a_reason_to_ask(signal: PatternSignal, text: str) -> None:
    found = _look(signal, text)
    assert [hit.key for hit in found.doubtful] == ["labour"]
    assert not found.is_urgent


@pytest.mark.parametrize("text", ["el capataz llega", "ningun capataz", "y un capataz"])
def test_the_same_among_other_words_is_none(signal: PatternSignal, text: str) -> None:
    found = _look(signal, text)
    assert not found.is_unsure
    assert found.readable == text


def test_a_question_about_dying_is_a_reason_to_ask(small: Content) -> None:
    blows = replace(small.urgent["blows"], patterns=("se (muere|lastima) uno",))
    signal = PatternSignal(replace(small, urgent={"blows": blows}))
    assert _look(signal, "con cuantas se muere uno?").is_unsure
    assert not _look(signal, "con cuantas se lastima uno?").is_unsure


def test_what_only_raises_is_no_reason_to_ask_in_such_a_question(small: Content) -> None:
    labour = replace(small.urgent["labour"], raise_to_p1=("se muere uno",))
    signal = PatternSignal(replace(small, urgent={"labour": labour}))
    assert not _look(signal, "con cuantas se muere uno?").is_unsure


def test_a_pattern_may_name_a_list_of_the_lexicon(small: Content) -> None:
    labour = replace(small.urgent["labour"], patterns=("mi <familiar> me explota",))
    signal = PatternSignal(replace(small, urgent={"labour": labour}))
    assert _look(signal, "mi madrastra me explota").is_urgent


def test_words_with_a_slip_are_mended(signal: PatternSignal) -> None:
    assert _look(signal, "me esta pegsndo").live


def test_a_cry_is_urgent_unless_it_is_faint(signal: PatternSignal) -> None:
    assert _look(signal, "AYUDA").is_urgent
    faint = _look(signal, "vengo desde ayer con mi primo y ya no hay nadie ayuda")
    assert faint.cry is not None
    assert not faint.is_urgent


def test_a_broken_pattern_silences_no_other(small: Content) -> None:
    blows = small.urgent["blows"]
    broken = replace(blows, patterns=("(me esta", *blows.patterns))
    content = replace(small, urgent={**small.urgent, "blows": broken})
    assert _look(PatternSignal(content), "me esta pegando").is_urgent
