import io
import os
import tarfile
from pathlib import Path

import numpy as np

from bot.language.urgency.classifier import UrgencyModel
from bot.language.urgency.stored import FILE, newest_model


def _pack(folder: Path, name: str, member: str, content: bytes, age: int) -> None:
    path = folder / name
    with tarfile.open(path, "w:gz") as packed:
        info = tarfile.TarInfo(member)
        info.size = len(content)
        packed.addfile(info, io.BytesIO(content))
    os.utime(path, (1_000_000 - age, 1_000_000 - age))


def test_the_newest_readable_model_is_taken(small_model: UrgencyModel, tmp_path: Path) -> None:
    small_model.save(tmp_path / "saved.npz")
    good = (tmp_path / "saved.npz").read_bytes()
    _pack(tmp_path, "old.tar.gz", f"components/urgency/{FILE}", good, age=100)
    _pack(tmp_path, "broken.tar.gz", f"components/urgency/{FILE}", b"broken", age=50)
    _pack(tmp_path, "without.tar.gz", "components/other.json", b"{}", age=20)
    (tmp_path / "half_written.tar.gz").write_bytes(good[:100])
    model = newest_model(tmp_path)
    assert model is not None
    assert np.array_equal(model.weights, small_model.weights)


def test_no_model_is_no_failure(tmp_path: Path) -> None:
    assert newest_model(tmp_path) is None
    assert newest_model(tmp_path / "missing") is None
