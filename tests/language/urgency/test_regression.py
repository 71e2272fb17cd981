import numpy as np

from bot.language.urgency.features import SIZE, features_of
from bot.language.urgency.regression import Matrix, fit, fit_sigmoid

TEXTS = [
    "me pega mi tio",
    "me golpea mi papa",
    "voy a la escuela",
    "quiero estudiar",
    "hola",
    "adios",
]
TARGETS = np.array([1, 1, 0, 0, 2, 2])


def test_it_learns_what_it_is_shown() -> None:
    matrix = Matrix.of(features_of(TEXTS))
    logits = fit(matrix, TARGETS, 3).logits(matrix)
    assert np.array_equal(logits.argmax(axis=1), TARGETS)


def test_it_finds_what_scikit_learn_finds() -> None:
    from scipy.sparse import csr_matrix, hstack
    from sklearn.linear_model import LogisticRegression

    matrix = Matrix.of(features_of(TEXTS))
    together = hstack([csr_matrix(matrix.dense), matrix.sparse]).tocsr()
    theirs = LogisticRegression(C=10.0, class_weight="balanced", multi_class="multinomial").fit(
        together, TARGETS
    )
    ours = fit(matrix, TARGETS, 3)
    assert ours.weights.shape == (3, SIZE)
    assert np.allclose(ours.weights, theirs.coef_, atol=0.02)


def test_a_target_without_messages_is_never_chosen() -> None:
    matrix = Matrix.of(features_of(TEXTS))
    logits = fit(matrix, TARGETS, 4).logits(matrix)
    assert np.array_equal(logits.argmax(axis=1), TARGETS)


def test_rows_can_be_chosen() -> None:
    matrix = Matrix.of(features_of(TEXTS))
    chosen = matrix.rows(np.array([2, 0]))
    assert np.array_equal(chosen.dense, matrix.dense[[2, 0]])
    assert (chosen.sparse != matrix.sparse[[2, 0]]).nnz == 0


def test_the_sigmoid_gives_the_true_share() -> None:
    chance = np.random.RandomState(0)
    odds = chance.normal(size=4_000) * 3
    truth = chance.uniform(size=4_000) < 1 / (1 + np.exp(-(0.5 * odds - 1)))
    slope, offset = fit_sigmoid(odds, truth)
    assert abs(slope - 0.5) < 0.1
    assert abs(offset + 1) < 0.2
