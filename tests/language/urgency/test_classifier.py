import io
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from bot.language.urgency.classifier import UrgencyModel, calibrated


def test_it_is_the_same_after_saving(small_model: UrgencyModel, tmp_path: Path) -> None:
    path = tmp_path / "urgency.npz"
    small_model.save(path)
    texts = ["mi tio me golpea", "voy a la escuela"]
    for source in (path, str(path), io.BytesIO(path.read_bytes())):
        again = UrgencyModel.load(source)
        assert np.array_equal(again.predict(texts), small_model.predict(texts))
        assert again.thresholds == small_model.thresholds
        assert again.classes == small_model.classes == ("blows", "labour")
        assert again.reached == small_model.reached


def test_rows_add_up_to_the_probability_of_urgent(small_model: UrgencyModel) -> None:
    rows = small_model.predict(["mi tio me golpea aqui", "como pido asilo", ""])
    assert rows.shape == (3, 2)
    assert ((rows >= 0) & (rows.sum(axis=1, keepdims=True) <= 1)).all()
    assert rows[0].sum() > 0.5 > rows[1].sum()
    assert small_model.predict([]).shape == (0, 2)


def test_company_changes_no_score(small_model: UrgencyModel) -> None:
    alone = small_model.predict(["mi tio me golpea aqui"])
    together = small_model.predict(["hola", "mi tio me golpea aqui", "otra cosa"])
    assert np.allclose(alone[0], together[1], atol=1e-5)


def test_extreme_odds_are_no_trouble() -> None:
    rows = calibrated(np.array([[1e4, 0.0, 0.0], [0.0, 1e4, -1e4]]), 2, 1.0, 0.0)
    assert np.isfinite(rows).all()
    assert rows.sum(axis=1) == pytest.approx([0, 1])


@pytest.mark.parametrize("content", [b"", b"not a model", b"PK\x03\x04broken"])
def test_another_file_is_refused(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "urgency.npz"
    path.write_bytes(content)
    with pytest.raises(ValueError, match="entrena de nuevo"):
        UrgencyModel.load(path)


def test_a_file_without_its_parts_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "other.npz", format=np.array(1))
    with pytest.raises(ValueError, match="entrena de nuevo"):
        UrgencyModel.load(tmp_path / "other.npz")


def test_an_array_of_objects_is_refused(tmp_path: Path) -> None:
    np.savez(tmp_path / "evil.npz", format=np.array({"a": 1}, dtype=object))
    with pytest.raises(ValueError, match="entrena de nuevo"):
        UrgencyModel.load(tmp_path / "evil.npz")


def test_another_version_is_refused(small_model: UrgencyModel, tmp_path: Path) -> None:
    narrow = replace(small_model, weights=small_model.weights[:, :10])
    narrow.save(tmp_path / "narrow.npz")
    with pytest.raises(ValueError, match="entrena de nuevo"):
        UrgencyModel.load(tmp_path / "narrow.npz")


def test_a_missing_file_is_told_apart(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="none"):
        UrgencyModel.load(tmp_path / "none.npz")
