"""Two kinds of linear models: on sentence vectors and on letter groups.

Vectors know what words mean, letter groups forgive spelling. Training uses scikit-learn; using a
model needs numpy and scipy only, and it is kept as plain arrays, so that loading can't run code.
"""

import json
from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.svm import LinearSVC

Floats = NDArray[np.float32]
Arrays = Mapping[str, NDArray[Any]]

VECTOR_STRENGTH = 30.0  # inverse of the regularisation; 10 to 30 were measured alike
VECTOR_STEPS = 40  # more change nothing in cross-validation
LETTER_STRENGTH = 0.5
LETTERS = (2, 5)
LEAST_TEXTS = 2  # letters that stand in one example only say nothing about others
MARGIN_SCALE = 5.0  # from a margin to a log probability; best log loss in cross-validation


class VectorModel:
    """A logistic regression on sentence vectors, moved to their mean and set to unit length."""

    def __init__(self, arrays: Arrays) -> None:
        """Take what :meth:`fit` left in ``arrays``."""
        self.arrays = arrays

    @classmethod
    def fit(cls, vectors: Floats, labels: NDArray[np.int64]) -> "VectorModel":
        """Train.

        Args:
            vectors: a row each.
            labels: their labels; every number from 0 to the highest occurs.
        """
        mean = vectors.mean(axis=0)
        model = LogisticRegression(
            C=VECTOR_STRENGTH, max_iter=VECTOR_STEPS, class_weight="balanced"
        ).fit(_centred(vectors, mean), labels)
        return cls(
            {
                "mean": mean,
                "weights": model.coef_.T.astype(np.float32),
                "bias": model.intercept_.astype(np.float32),
            }
        )

    def log_probabilities(self, vectors: Floats) -> Floats:
        """Return a row for each vector, a column for each label."""
        scores = _centred(vectors, self.arrays["mean"]) @ self.arrays["weights"]
        return log_softmax(scores + self.arrays["bias"])


class LetterModel:
    """A linear SVM on groups of letters, which is forty times quicker there than a regression
    and as good.
    """

    def __init__(self, arrays: Arrays) -> None:
        """Take what :meth:`fit` left in ``arrays``."""
        self.arrays = arrays
        self._vectorizer = _vectorizer()
        self._vectorizer.vocabulary_ = json.loads(arrays["vocabulary"].tobytes())
        self._vectorizer.idf_ = arrays["idf"]

    @classmethod
    def fit(cls, texts: list[str], labels: NDArray[np.int64]) -> "LetterModel":
        """Train.

        Args:
            texts: normalised texts.
            labels: their labels; every number from 0 to the highest occurs.
        """
        vectorizer = _vectorizer()
        groups = vectorizer.fit_transform(texts)
        model = LinearSVC(C=LETTER_STRENGTH, class_weight="balanced").fit(groups, labels)
        vocabulary = {group: int(index) for group, index in vectorizer.vocabulary_.items()}
        return cls(
            {
                "vocabulary": np.frombuffer(json.dumps(vocabulary).encode(), np.uint8),
                "idf": vectorizer.idf_,
                "weights": (MARGIN_SCALE * model.coef_.T).astype(np.float16),
                "bias": (MARGIN_SCALE * model.intercept_).astype(np.float32),
            }
        )

    def log_probabilities(self, texts: list[str]) -> Floats:
        """Return a row for each text, a column for each label."""
        return np.vstack([self._scores(row) for row in self._vectorizer.transform(texts)])

    def _scores(self, groups: Any) -> Floats:
        weights = self.arrays["weights"][groups.indices].astype(np.float32)
        scores = groups.data.astype(np.float32) @ weights + self.arrays["bias"]
        return log_softmax(scores[None])


def log_softmax(scores: Floats) -> Floats:
    """Return the logarithms of probabilities, row by row."""
    shifted = scores - scores.max(axis=1, keepdims=True)
    result: Floats = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
    return result


def _centred(vectors: Floats, mean: Floats) -> Floats:
    moved = vectors - mean
    result: Floats = moved / np.maximum(np.linalg.norm(moved, axis=1, keepdims=True), 1e-9)
    return result


def _vectorizer() -> Any:
    return TfidfVectorizer(
        analyzer="char_wb", ngram_range=LETTERS, min_df=LEAST_TEXTS, sublinear_tf=True
    )
