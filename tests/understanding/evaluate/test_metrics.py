import pytest

from bot.understanding.evaluate.metrics import (
    Rate,
    calibration_error,
    f1_by_label,
    recall_when_refusing,
    reliability,
)


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [  # by the formula of Wilson (1927), z = 1.959964
        (8, 10, 0.4901625, 0.9433178),
        (0, 10, 0.0, 0.2775328),
        (10, 10, 0.7224672, 1.0),
        (400, 800, 0.4654353, 0.5345647),
    ],
)
def test_the_interval_is_wilsons(hits: int, of: int, low: float, high: float) -> None:
    assert Rate(hits, of).interval == pytest.approx((low, high), abs=1e-6)


def test_nothing_of_nothing_has_no_share() -> None:
    assert Rate.among([]) == Rate(0, 0)
    assert Rate(0, 0).share is None
    assert Rate(0, 0).interval is None


def test_bins_hold_messages_of_like_confidence() -> None:
    bins = reliability([0.05, 0.62, 0.68, 1.0], [False, True, False, True])
    assert [(each.confidence, each.right) for each in bins] == [
        (pytest.approx(0.05), Rate(0, 1)),
        (pytest.approx(0.65), Rate(1, 2)),
        (pytest.approx(1.0), Rate(1, 1)),
    ]


def test_the_calibration_error_weighs_bins_by_their_messages() -> None:
    sure_but_half_right = reliability([0.9] * 3 + [0.1], [True, True, False, False])
    # three messages are |0.9 - 2/3| off, one is |0.1 - 0|
    assert calibration_error(sure_but_half_right) == pytest.approx((3 * (0.9 - 2 / 3) + 0.1) / 4)
    assert calibration_error(reliability([1.0, 1.0], [True, True])) == 0
    assert calibration_error([]) is None


def test_at_most_the_allowed_share_of_the_known_is_refused() -> None:
    known = [place / 100 for place in range(100)]  # the strangest five: 0.95 to 0.99
    unknown = [0.5, 0.94, 0.95, 0.999]
    assert recall_when_refusing(known, unknown, 0.05) == (Rate(2, 4), Rate(5, 100))


def test_equal_strangeness_is_not_refused_beyond_the_share() -> None:
    recall, refused = recall_when_refusing([0.5] * 100, [0.5, 0.6], 0.05)
    assert refused == Rate(0, 100)
    assert recall == Rate(1, 2)


def test_f1_of_labels_that_are_never_right_does_not_count() -> None:
    scores = f1_by_label(["a", "a", "b", "b"], ["a", "c", "b", "b"])
    assert scores == {"a": pytest.approx(2 / 3), "b": pytest.approx(1.0)}
    assert f1_by_label([], []) == {}
