"""What more topics would cost: the parts of a trained model whose work grows with them.

The encoders, which take most of a message's time, do not know how many topics there are. What
does is Rasa's look through all rules, several times a message, and the ranking of the labels.
"""

import json
import tarfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from bot.language.encode import DIMENSIONS
from bot.language.fine_encoder import FINE_DIMENSIONS
from bot.understanding.mixture import MixedModel

FACTORS = (1, 2, 5, 10)
_TEXT = "cuanto tarda la respuesta si pido asilo"
_TRIES = 30


@dataclass(frozen=True)
class Topics:
    """How many intents, and what they cost.

    Attributes:
        intents: topics and small talk.
        ranking: milliseconds for the ranking of a message whose vectors are known.
        rules: milliseconds for one look of Rasa's through all rules.
    """

    intents: int
    ranking: float
    rules: float


def topic_growth(model: Path) -> list[Topics]:
    """Measure a trained model with its topics taken once, twice, five and ten times.

    Args:
        model: the .tar.gz of `rasa train`.
    """
    with tarfile.open(model) as archive:
        files = {
            Path(member.name).name: _content(archive, member)
            for member in archive.getmembers()
            if member.name.endswith(("topics.npz", "rule_policy.json"))
        }
    rules = json.loads(files["rule_policy.json"])["lookup"]["rules"]
    return [_measure(files["topics.npz"], rules, factor) for factor in FACTORS]


def _measure(topics: bytes, rules: dict[str, str], factor: int) -> Topics:
    from rasa.core.policies.rule_policy import RulePolicy

    model = _grown(topics, factor)
    quick = np.full((1, DIMENSIONS), 0.01, dtype=np.float32)
    fine = np.full((1, FINE_DIMENSIONS), 0.01, dtype=np.float32)
    # Rasa calls this with the rules and the states of the dialogue; it needs nothing else.
    look = RulePolicy._get_possible_keys
    policy = object.__new__(RulePolicy)
    policy._rule_key_to_state.cache_clear()
    keys = {
        key.replace('"intent": "', f'"intent": "{number}'): action
        for number in range(factor)
        for key, action in rules.items()
    }
    states = [{"user": {"intent": "0"}, "prev_action": {"action_name": "action_listen"}}]
    return Topics(
        intents=len(model.labels),
        ranking=_median(lambda: model.rank(_TEXT, quick, lambda: fine)),
        rules=_median(lambda: look(policy, keys, states)),
    )


def _grown(topics: bytes, factor: int) -> MixedModel:
    """Load a model with ``factor`` times its labels."""
    arrays: dict[str, Any] = dict(np.load(BytesIO(topics), allow_pickle=False))
    words = json.loads(arrays["words"].tobytes())
    words["labels"] = [f"{number}{name}" for number in range(factor) for name in words["labels"]]
    arrays["words"] = np.frombuffer(json.dumps(words).encode(), np.uint8)
    for name, array in arrays.items():
        if name.endswith((".weights", ".bias")):
            arrays[name] = np.concatenate([array] * factor, axis=-1)
    with TemporaryDirectory() as folder:
        path = Path(folder) / "topics.npz"
        np.savez(path, **arrays)
        return MixedModel.load(path)


def _content(archive: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    file = archive.extractfile(member)
    return file.read() if file else b""


def _median(work: Callable[[], object]) -> float:
    times = []
    for _ in range(_TRIES):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return 1000 * median(times)
