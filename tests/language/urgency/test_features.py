import numpy as np

from bot.language.encode import DIMENSIONS
from bot.language.urgency.features import HASHED, SIZE, features_of


def test_features_have_their_columns() -> None:
    (features,) = features_of(["me esta pegando mi tio, me esta pegando"])
    assert features.vector.shape == (DIMENSIONS,)
    assert len(features.columns) == len(features.values) == len(set(features.columns.tolist()))
    assert features.columns.max() < SIZE - DIMENSIONS
    for part in (features.columns < HASHED, features.columns >= HASHED):
        assert np.isclose(np.linalg.norm(features.values[part]), 1)


def test_an_empty_message_has_no_letters() -> None:
    (features,) = features_of([""])
    assert (features.columns >= HASHED).sum() == 0


def test_a_word_of_noise_is_cut() -> None:
    (features,) = features_of(["ab" * 5_000])
    assert len(features.columns) < 100
