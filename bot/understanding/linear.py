"""Two linear models, on sentence vectors and on character n-grams, mixed.

Training uses scikit-learn; using the model needs numpy and scipy only, and the file holds plain
arrays, so that loading it can't run code.
"""

import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]

N_GRAMS = (2, 5)
DENSE_STEPS = 40  # more change nothing in cross-validation
MARGIN_SCALE = 5.0  # from a margin to a log probability; best log loss in cross-validation
LEAST_TEXTS = 2  # an n-gram that stands in one example only says nothing about others


class MixedModel:
    """Ranks labels for a text and its vector."""

    def __init__(
        self, labels: list[str], vocabulary: dict[str, int], arrays: dict[str, Any]
    ) -> None:
        """Use :meth:`fit` or :meth:`load` instead."""
        self.labels = labels
        self._arrays = arrays
        self._vectorizer = _vectorizer()
        self._vectorizer.vocabulary_ = vocabulary
        self._vectorizer.idf_ = arrays["idf"]

    @classmethod
    def fit(
        cls,
        texts: list[str],
        vectors: Floats,
        labels: list[str],
        *,
        dense_strength: float,
        sparse_strength: float,
    ) -> "MixedModel":
        """Train on examples.

        Args:
            texts: normalised texts.
            vectors: their sentence vectors, a row each.
            labels: their labels.
            dense_strength: inverse of the regularisation on vectors.
            sparse_strength: the same on n-grams, for a linear SVM, which is forty times quicker
                there than a regression and as good.
        """
        vectorizer = _vectorizer()
        grams = vectorizer.fit_transform(texts)
        dense = LogisticRegression(
            C=dense_strength, max_iter=DENSE_STEPS, class_weight="balanced"
        ).fit(vectors, labels)
        sparse = LinearSVC(C=sparse_strength, class_weight="balanced").fit(grams, labels)
        arrays = {
            "idf": vectorizer.idf_,
            "dense": dense.coef_.astype(np.float32),
            "dense_bias": dense.intercept_.astype(np.float32),
            "sparse": (MARGIN_SCALE * sparse.coef_.T).astype(np.float16),
            "sparse_bias": (MARGIN_SCALE * sparse.intercept_).astype(np.float32),
        }
        vocabulary = {gram: int(index) for gram, index in vectorizer.vocabulary_.items()}
        return cls([str(label) for label in dense.classes_], vocabulary, arrays)

    def rank(self, text: str, vector: Floats) -> list[tuple[str, float]]:
        """Return all labels with their confidence (they sum to 1), the likeliest first.

        Args:
            text: normalised text.
            vector: its sentence vector, shape (1, n).
        """
        grams = self._vectorizer.transform([text])
        rows = self._arrays["sparse"][grams.indices].astype(np.float32)
        sparse = grams.data.astype(np.float32) @ rows + self._arrays["sparse_bias"]
        dense = vector[0] @ self._arrays["dense"].T + self._arrays["dense_bias"]
        mixed = (_log_softmax(dense) + _log_softmax(sparse)) / 2
        confidence = np.exp(_log_softmax(mixed))
        order = np.argsort(-confidence)
        return [(self.labels[index], float(confidence[index])) for index in order]

    def save(self, path: Path) -> None:
        """Write the model to an .npz file."""
        words = json.dumps({"labels": self.labels, "vocabulary": self._vectorizer.vocabulary_})
        np.savez_compressed(path, words=np.frombuffer(words.encode(), np.uint8), **self._arrays)

    @classmethod
    def load(cls, path: Path) -> "MixedModel":
        """Read a model that :meth:`save` wrote."""
        with np.load(path, allow_pickle=False) as file:
            arrays = dict(file)
        words = json.loads(arrays.pop("words").tobytes())
        return cls(words["labels"], words["vocabulary"], arrays)


def _vectorizer() -> Any:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=N_GRAMS, min_df=LEAST_TEXTS, sublinear_tf=True
    )


def _log_softmax(scores: Floats) -> Floats:
    shifted = scores - scores.max()
    result: Floats = shifted - np.log(np.exp(shifted).sum())
    return result
