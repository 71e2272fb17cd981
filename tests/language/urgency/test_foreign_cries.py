"""Cries for help in other languages, as the check finds them without a classifier."""

import dataclasses
import logging

import pytest

from bot.content.model import Content
from bot.language.urgency.check import UrgencyCheck
from tests.kit.factories import content, plan
from tests.kit.foreign import LANGUAGES, foreign_messages, our_messages

CAUGHT = 0.9
FALSE_ALARMS = 0.1  # of ordinary messages in another language; a miss is worse


@pytest.fixture(scope="module")
def check() -> UrgencyCheck:
    return UrgencyCheck(None, content())


def with_cries(cries: dict[str, tuple[str, ...]]) -> Content:
    """Return the content with other English cries, and no other language."""
    ours = content()
    english = dataclasses.replace(ours.languages.written["en"], cries=cries)
    languages = dataclasses.replace(ours.languages, written={"en": english})
    return dataclasses.replace(ours, languages=languages)


@pytest.mark.parametrize(
    "text",
    ["help me", "they want to kill me", "me ajuda", "socorro", "alguém me ajuda", "au secours",
     "aide-moi", "aidez moi svp", "sove m", "ede m", "Ede mwen tanpri", "yo vle touye m", "ANMWE",
     "they wanna kiiill me!!!", "HE HAS A GUN", "je veux mourir", "quero morrer", "m vle mouri"],
)  # fmt: skip
def test_a_cry_is_urgent(text: str, check: UrgencyCheck) -> None:
    assert check.check(text).outcome == "urgent"


@pytest.mark.parametrize(
    ("text", "same_as"),
    [
        ("they want to kill me", "me quieren matar"),
        ("i want to kill myself", "me quiero matar"),
        ("elle ne peut plus respirer", "no puede respirar"),
        ("fui estuprada", "me violaron"),
        ("there is blood he beats me", "me esta pegando"),  # the longer pattern says more
        ("yo kidnape frè mwen", "me secuestraron"),
    ],
)
def test_a_cry_has_the_class_and_priority_of_its_danger(
    text: str, same_as: str, check: UrgencyCheck
) -> None:
    found, expected = check.check(text), check.check(same_as)
    assert (found.urgent_class, found.priority) == (expected.urgent_class, expected.priority)


def test_the_caseworker_is_told_the_language_and_no_word_of_the_child(
    check: UrgencyCheck,
) -> None:
    assert check.check("yo vle touye m").why == "pide ayuda en otro idioma (criollo haitiano)"


def test_the_graver_of_a_cry_and_what_else_was_found_counts(check: UrgencyCheck) -> None:
    safe_word = plan().safe_word_class
    assert check.check("help me please").urgent_class == safe_word
    assert check.check("help me please he has a gun").priority == "P1"
    graver = check.check("me estan pegando ahorita, please help somebody")
    assert (graver.priority, graver.urgent_class != safe_word) == ("P1", True)


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_danger_is_caught(language: str, check: UrgencyCheck) -> None:
    texts = foreign_messages()["danger"][language]
    missed = [text for text in texts if check.check(text).outcome != "urgent"]
    assert len(texts) >= 40
    assert 1 - len(missed) / len(texts) >= CAUGHT, missed


@pytest.mark.parametrize("language", LANGUAGES)
def test_ordinary_messages_are_seldom_taken_for_cries(language: str, check: UrgencyCheck) -> None:
    texts = [*foreign_messages()["chosen_with"][language],
             *foreign_messages()["afterwards"][language]]  # fmt: skip
    taken = [text for text in texts if check.check(text).outcome == "urgent"]
    assert len(taken) / len(texts) <= FALSE_ALARMS, taken


def test_no_spanish_message_is_taken_for_a_foreign_cry(check: UrgencyCheck) -> None:
    """«me toca», «pistola» and «armado» are Portuguese, too."""
    foreign = set(foreign_messages()["foreign_among_ours"])
    taken = [
        text
        for text in our_messages()
        if text not in foreign and "en otro idioma" in check.check(text).why
    ]
    assert taken == []


def test_a_broken_pattern_is_left_out_and_the_others_work(
    caplog: pytest.LogCaptureFixture,
) -> None:
    safe_word = plan().safe_word_class
    with caplog.at_level(logging.WARNING):
        check = UrgencyCheck(None, with_cries({safe_word: ("(in|real danger", "deep trouble")}))
    assert "pattern_broken" in caplog.text
    assert check.check("we r in deep trouble").outcome == "urgent"


def test_a_class_that_is_not_there_is_left_out() -> None:
    check = UrgencyCheck(None, with_cries({"no_such_class": ("deep trouble",)}))
    assert check.check("we r in deep trouble").outcome == "none"
