import numpy as np
import pytest

from bot.understanding.mixture import MixedModel

UNKNOWN = "other"
WORDS = {
    "shelter": ["donde duermo", "busco albergue", "un lugar para dormir", "cama para hoy"],
    "asylum": ["pedir asilo", "como pido refugio", "solicitud de comar", "papeles de refugiado"],
    "school": ["quiero estudiar", "ir a la escuela", "clases de primaria", "inscribirme al grado"],
    UNKNOWN: ["quien gano el partido", "cuentame un chiste", "receta de pastel", "xd jaja"],
}
ADDED = ["", " porfa", " oye", " hoy", " digame"]


def _vector(label: str, size: int, noise: float, seed: int) -> np.ndarray:
    random = np.random.RandomState(seed)
    centre = np.zeros(size)
    centre[list(WORDS).index(label)] = 1
    vector = centre + noise * random.randn(size)
    return (vector / np.linalg.norm(vector)).astype(np.float32)


@pytest.fixture(scope="module")
def model() -> MixedModel:
    texts, labels, vectors, fine = [], [], [], []
    for label, phrases in WORDS.items():
        for phrase in phrases:
            for added in ADDED:
                seed = len(texts)
                texts.append(phrase + added)
                labels.append(label)
                vectors.append(_vector(label, 16, 0.3, seed))
                fine.append(_vector(label, 8, 0.1, seed))
    return MixedModel.fit(texts, np.stack(vectors), np.stack(fine), labels, UNKNOWN)


def _unasked() -> np.ndarray:
    raise AssertionError("the finer vector was asked for")


def test_confidences_fall_and_sum_to_one(model):
    ranked = model.rank("busco donde dormir", _vector("shelter", 16, 0.3, 999)[None],
                        lambda: _vector("shelter", 8, 0.1, 999)[None])  # fmt: skip
    confidences = [confidence for _, confidence in ranked]
    assert ranked[0][0] == "shelter"
    assert {label for label, _ in ranked} == set(WORDS)
    assert confidences == sorted(confidences, reverse=True)
    assert sum(confidences) == pytest.approx(1, abs=1e-5)


def test_a_clear_message_needs_no_finer_vector(model):
    ranked = model.rank("busco albergue porfa", _vector("shelter", 16, 0, 1)[None], _unasked)
    assert ranked[0][0] == "shelter"


def test_in_doubt_the_finer_vector_decides(model):
    between = (_vector("shelter", 16, 0, 1) + _vector("school", 16, 0, 1))[None]
    for label in ("shelter", "school"):
        ranked = model.rank("zzz", between, lambda label=label: _vector(label, 8, 0, 1)[None])
        assert ranked[0][0] == label


def test_what_is_saved_ranks_the_same_and_holds_no_code(model, tmp_path):
    model.save(tmp_path / "model.npz")
    with np.load(tmp_path / "model.npz", allow_pickle=False) as arrays:
        assert all(arrays[name].dtype != object for name in arrays.files)
    loaded = MixedModel.load(tmp_path / "model.npz")
    between = (_vector("asylum", 16, 0, 1) + _vector("school", 16, 0, 1))[None]
    for text in ("pido refugio", "un chiste", ""):
        expected, again = (
            one.rank(text, between, lambda: _vector("asylum", 8, 0, 1)[None])
            for one in (model, loaded)
        )
        assert [label for label, _ in again] == [label for label, _ in expected]
        assert [value for _, value in again] == pytest.approx([value for _, value in expected])


def test_a_label_with_a_single_group_of_examples_can_be_trained():
    """Near-duplicates are held out together, so a fold may lack a label altogether."""
    texts = ["hola", "hola hola", "adios", "chao", "hasta luego", "nos vemos", "bye", "ahi nos"]
    labels = ["greet", "greet", *["leave"] * 4, UNKNOWN, UNKNOWN]
    vectors = np.eye(8, dtype=np.float32)
    model = MixedModel.fit(texts, vectors, vectors, labels, UNKNOWN)
    ranked = model.rank("hola", vectors[:1], lambda: vectors[:1])
    assert ranked[0][0] == "greet"
