import random

import numpy as np
from rapidfuzz import fuzz

from bot.clock import today
from bot.config import ROOT
from bot.content.checks.files import read_content_files
from bot.content.words import jaccard, words
from bot.language.normalise import normalise
from bot.understanding.evaluate.folds import ALIKE, FOLDS, fold_of, near_duplicates
from bot.understanding.evaluate.messages import ORDINARY, Labelled, examples


def test_no_near_duplicates_stand_on_two_sides_of_our_own_content() -> None:
    messages = [example.message for example in examples(read_content_files(ROOT, today()))][::6]
    texts = [normalise(message.text) for message in messages]
    sets = [frozenset(words(text)) for text in texts]
    folds = fold_of(messages)
    for one in range(len(texts)):
        for other in range(one):
            if folds[one] != folds[other] and len(sets[one] & sets[other]) > 1:
                assert fuzz.ratio(texts[one], texts[other]) < ALIKE
                assert jaccard(sets[one], sets[other]) <= 0.8, (texts[one], texts[other])


def test_alike_means_also_by_way_of_a_third() -> None:
    groups = near_duplicates(
        ["quiero pedir asilo", "quiero pedir asilo ya", "pedir asilo ya hoy", "tengo hambre"]
    )
    assert groups[0] == groups[1] == groups[2] != groups[3]


def test_the_order_of_words_makes_no_difference() -> None:
    groups = near_duplicates(
        ["donde hay un albergue en tijuana", "en tijuana donde hay un albergue"]
    )
    assert groups[0] == groups[1]


def test_every_label_has_its_share_in_every_fold() -> None:
    chance = random.Random(1)
    messages = [
        Labelled("".join(chance.choices("abcdefghijlmnopqrstuvz", k=20)), ORDINARY, (label,))
        for label in ("uno", "dos")
        for _ in range(25)
    ]
    folds = fold_of(messages)
    assert np.array_equal(folds, fold_of(messages))
    for of_label in (folds[:25], folds[25:]):
        assert set(np.bincount(of_label, minlength=FOLDS)) <= {4, 5, 6}
