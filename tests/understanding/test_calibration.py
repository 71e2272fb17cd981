import numpy as np
import pytest

from bot.understanding.calibration import Calibration
from bot.understanding.linear import log_softmax

UNKNOWN, LABELS = 1, 4


def _boastful(count: int, sharpness: float, seed: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """Make scores that know something, but are surer (or less sure) than they may be."""
    random = np.random.RandomState(seed)
    honest = log_softmax(2 * random.randn(count, LABELS).astype(np.float32))
    truth = np.array([random.choice(LABELS, p=np.exp(row) / np.exp(row).sum()) for row in honest])
    return log_softmax(sharpness * honest), truth


@pytest.mark.parametrize("sharpness", [0.5, 1.0, 3.0])
def test_confidences_mean_what_they_say(sharpness):
    calibration = Calibration.fit(*_boastful(6000, sharpness), UNKNOWN)
    scores, truth = _boastful(6000, sharpness, seed=1)
    confidences = calibration.confidences(scores)
    first, is_right = confidences.max(axis=1), confidences.argmax(axis=1) == truth
    for low, high in ((0.3, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 1.0)):
        chosen = (first >= low) & (first < high)
        assert is_right[chosen].mean() == pytest.approx(first[chosen].mean(), abs=0.06)


def test_the_unknown_is_as_common_as_among_the_examples():
    """The models are balanced, so that by themselves they think it as common as any label."""
    scores, truth = _boastful(6000, 1.0)
    kept = (truth != UNKNOWN) | (np.arange(len(truth)) % 5 == 0)
    confidences = Calibration.fit(scores[kept], truth[kept], UNKNOWN).confidences(scores[kept])
    share = (truth[kept] == UNKNOWN).mean()
    assert confidences[:, UNKNOWN].mean() == pytest.approx(share, abs=0.01)


def test_rows_sum_to_one_and_keep_the_order_of_the_known():
    scores, truth = _boastful(500, 2.0)
    confidences = Calibration.fit(scores, truth, UNKNOWN).confidences(scores)
    assert np.allclose(confidences.sum(axis=1), 1, atol=1e-5)
    known, before = np.delete(confidences, UNKNOWN, 1), np.delete(scores, UNKNOWN, 1)
    assert (known.argsort(axis=1) == before.argsort(axis=1)).all()
