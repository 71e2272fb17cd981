"""From the scores of a mixture to confidences that mean what they say.

Fitted on scores of examples by models that had not seen them: a temperature among the labels that
the bot knows something about, and a sigmoid for the label of everything else, which the balanced
models think as common as any topic. How far a message is from the nearest examples was measured
as a further sign of not knowing and told nothing new; see docs/decisions/0004-encoders.md.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize_scalar
from scipy.special import expit

from bot.language.urgency.regression import fit_sigmoid
from bot.understanding.linear import Floats, log_softmax

_TEMPERATURES = (0.2, 5.0)


@dataclass(frozen=True)
class Calibration:
    """How scores become confidences.

    Attributes:
        unknown: the column of the label of everything that the bot knows nothing about.
        temperature: what the scores of the other labels are divided by.
        slope: with ``offset``, turns the log-odds of ``unknown`` into its probability.
        offset: see ``slope``.
    """

    unknown: int
    temperature: float
    slope: float
    offset: float

    @classmethod
    def fit(cls, scores: Floats, truth: NDArray[np.int64], unknown: int) -> "Calibration":
        """Fit on scores that are honest, because the models had not seen the examples.

        Args:
            scores: a row for each example, a column for each label: log probabilities.
            truth: the right column of each.
            unknown: see the class.
        """
        is_known = truth != unknown
        known = np.delete(scores[is_known], unknown, axis=1)
        right = truth[is_known] - (truth[is_known] > unknown)
        rows = np.arange(len(right))

        def loss(temperature: float) -> float:
            return float(-log_softmax(known / temperature)[rows, right].mean())

        temperature = float(minimize_scalar(loss, bounds=_TEMPERATURES, method="bounded").x)
        slope, offset = fit_sigmoid(_odds(scores, unknown), ~is_known)
        return cls(unknown, temperature, slope, offset)

    def confidences(self, scores: Floats) -> Floats:
        """Return confidences for rows of scores; each row sums to 1."""
        unknown = expit(self.slope * _odds(scores, self.unknown) + self.offset)
        known = np.exp(log_softmax(np.delete(scores, self.unknown, axis=1) / self.temperature))
        result: Floats = np.insert(known * (1 - unknown[:, None]), self.unknown, unknown, axis=1)
        return result


def _odds(scores: Floats, column: int) -> NDArray[np.float64]:
    """Return the log-odds of one label against all others."""
    logs = log_softmax(scores).astype(np.float64)
    return logs[:, column] - np.log(-np.expm1(np.minimum(logs[:, column], -1e-9)))
