import numpy as np

from bot.language.urgency.grouping import folds


def test_near_duplicates_share_a_fold() -> None:
    texts = [f"palabra{n} otra{n} cosa{n}" for n in range(40)]
    texts += [f"palabra{n} otra{n} nueva{n}" for n in range(40)]
    fold_of = folds(texts, 5, seed=1)
    assert np.array_equal(fold_of[:40], fold_of[40:])
    assert set(fold_of) == set(range(5))


def test_the_same_seed_gives_the_same_folds() -> None:
    texts = [f"a{n} b{n}" for n in range(30)]
    assert np.array_equal(folds(texts, 5, seed=2), folds(texts, 5, seed=2))


def test_a_word_that_all_share_does_not_make_them_alike() -> None:
    texts = [f"que w{n} x{n} y{n}" for n in range(900)]
    assert len(set(folds(texts, 5, seed=3))) == 5
