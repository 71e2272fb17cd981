"""Fits a multinomial logistic regression: scikit-learn's objective, three times as quick.

scikit-learn takes one matrix, dense or sparse; ours is dense for the sentence vector and sparse
for the rest, and keeping the two apart lets each be multiplied in its own way.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from bot.language.encode import DIMENSIONS
from bot.language.urgency.features import SIZE, Features

_STRENGTH = 10.0  # inverse of the regularisation; 5 to 20 were measured alike
_MOST_STEPS = 150
_CLOSE_ENOUGH = 1e-7


@dataclass(frozen=True)
class Matrix:
    """Messages as rows.

    Attributes:
        dense: the sentence vectors.
        sparse: words and letter groups, a scipy CSR matrix.
    """

    dense: NDArray[np.float32]
    sparse: Any

    @classmethod
    def of(cls, features: list[Features]) -> "Matrix":
        """Put features of messages together; at least one message."""
        from scipy.sparse import csr_matrix

        ends = np.cumsum([0, *(len(message.columns) for message in features)])
        columns = np.concatenate([message.columns for message in features])
        values = np.concatenate([message.values for message in features])
        return cls(
            np.stack([message.vector for message in features]),
            csr_matrix((values, columns, ends), shape=(len(features), SIZE - DIMENSIONS)),
        )

    def rows(self, chosen: NDArray[np.int64]) -> "Matrix":
        """Return some of the rows."""
        return Matrix(self.dense[chosen], self.sparse[chosen])


@dataclass(frozen=True)
class Fitted:
    """A regression; one row of weights for each target."""

    weights: NDArray[np.float32]
    intercepts: NDArray[np.float32]

    def logits(self, matrix: Matrix) -> NDArray[np.float64]:
        """Return one row of logits for each message."""
        dense = matrix.dense @ self.weights[:, :DIMENSIONS].T
        sparse = matrix.sparse @ np.ascontiguousarray(self.weights[:, DIMENSIONS:].T)
        return np.asarray(dense + sparse + self.intercepts, dtype=np.float64)


def fit(matrix: Matrix, targets: NDArray[np.int64], count: int, kinds: int = 0) -> Fitted:
    """Fit a regression in which each target weighs the same, however many messages it has.

    Args:
        matrix: the messages.
        targets: the target of each message, from 0.
        count: how many targets there are.
        kinds: of these first targets each message weighs the same instead.

    Returns:
        The regression.
    """
    from scipy.optimize import minimize

    truth = np.eye(count, dtype=np.float32)[targets]
    messages = truth.sum(axis=0)
    shares = np.maximum(messages, 1) * (messages > 0).sum()
    shares[:kinds] = shares[:kinds].mean() if kinds else 0
    weight = (_STRENGTH * len(targets) / shares)[targets].astype(np.float32)[:, None]
    transposed = matrix.sparse.T.tocsr()

    def loss(flat: NDArray[np.float64]) -> tuple[float, NDArray[np.float64]]:
        weights = flat.reshape(count, SIZE + 1).astype(np.float32)
        logits = Fitted(weights[:, :-1], weights[:, -1]).logits(matrix).astype(np.float32)
        logits -= logits.max(axis=1, keepdims=True)
        logs = logits - np.log(np.exp(logits).sum(axis=1, keepdims=True))
        wrong = weight * (np.exp(logs) - truth)
        slope = np.concatenate(
            [wrong.T @ matrix.dense, (transposed @ wrong).T, wrong.sum(axis=0)[:, None]], axis=1
        )
        slope[:, :-1] += weights[:, :-1]
        size = float(np.square(weights[:, :-1], dtype=np.float64).sum()) / 2
        value = size - float((weight * truth * logs).sum(dtype=np.float64))
        return value, slope.ravel().astype(np.float64)

    found = minimize(
        loss,
        np.zeros(count * (SIZE + 1)),
        jac=True,
        method="L-BFGS-B",
        options={"maxiter": _MOST_STEPS, "ftol": _CLOSE_ENOUGH},
    )
    weights = found.x.reshape(count, SIZE + 1).astype(np.float32)
    return Fitted(weights[:, :-1], weights[:, -1])


def fit_sigmoid(odds: NDArray[np.float64], truth: NDArray[np.bool_]) -> tuple[float, float]:
    """Fit Platt's sigmoid, which turns log-odds into probabilities.

    Args:
        odds: log-odds on held-out messages.
        truth: what was true.

    Returns:
        Slope and offset for the odds; 1 and 0 where the odds say nothing about the truth.
    """
    from scipy.optimize import minimize

    def loss(line: NDArray[np.float64]) -> float:
        signed = np.where(truth, 1, -1) * (line[0] * odds + line[1])
        return float(np.logaddexp(0, -signed).mean())

    slope, offset = minimize(loss, np.array([1.0, 0.0]), method="Nelder-Mead").x.tolist()
    return (slope, offset) if slope > 0 else (1.0, 0.0)
