"""The baseline: what `rasa init` sets up, on our examples, asked over Rasa's own REST channel.

It is trained for one epoch. That makes it a poor model and takes minutes instead of hours; how
long a message takes does not depend on it.
"""

import asyncio
import hashlib
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

import httpx
from ruamel.yaml import YAML

from bench.load.figures import FULL, Load, spread_of
from bench.load.processes import megabytes, usage_of
from bot.clock import today
from bot.config import Settings
from bot.content.model import Content
from bot.content.render import render_answer
from tests.kit.system import free_port

NAME = "stock Rasa"
WARM_UP = (5.0, 10.0)  # messages a second, seconds
_STARTS_WITHIN = 180
_ANSWERS_WITHIN = 120.0
_APART = 0.01  # seconds between two messages of one child, of which the second has to wait
_LETTERS = {
    "name": "CountVectorsFeaturizer",
    "analyzer": "char_wb",
    "min_ngram": 1,
    "max_ngram": 4,
}
_CONFIG: dict[str, Any] = {
    "recipe": "default.v1",
    "language": "es",
    "assistant_id": "stock",
    "pipeline": [
        {"name": "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        _LETTERS,
        {"name": "DIETClassifier", "epochs": 1},
        {"name": "EntitySynonymMapper"},
        {"name": "ResponseSelector", "epochs": 1},
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ],
    "policies": [
        {"name": "MemoizationPolicy"},
        {"name": "TEDPolicy", "max_history": 5, "epochs": 1},
        {"name": "RulePolicy"},
    ],
}
_FALLBACK = "nlu_fallback"


@dataclass
class Stock:
    """What was measured of the baseline."""

    starts_in: float = 0.0
    megabytes: float = 0.0
    second_message: float = 0.0
    loads: list[Load] = field(default_factory=list)


@dataclass(frozen=True)
class Server:
    """A running stock Rasa.

    Attributes:
        url: of its REST channel.
        pid: its process.
        starts_in: seconds that it took to start.
    """

    url: str
    pid: int
    starts_in: float

    def talk(self, texts: Sequence[str], rate: float, seconds: float, children: int) -> Load:
        """Send ``rate`` messages a second, whether or not it keeps up.

        Args:
            texts: what is sent, in turn.
            rate: messages a second.
            seconds: how long.
            children: how many write, in turn.
        """
        count = max(1, round(rate * seconds))
        with usage_of({NAME: self.pid}) as usage:
            waits = asyncio.run(self._ask_all(texts, rate, count, children))
        answered = [wait for wait in waits if wait is not None]
        lost = count - len(answered)
        return Load(rate, count, lost, spread_of(answered), usage.cores, usage.others)

    def second_message(self, times: int = 5) -> float:
        """Return the median wait of a message that comes while the one before is worked on."""
        return median(asyncio.run(self._second(f"second{index}")) for index in range(times))

    async def _ask_all(
        self, texts: Sequence[str], rate: float, count: int, children: int
    ) -> list[float | None]:
        async with _client() as client:
            started = time.monotonic()
            tasks = []
            for index in range(count):
                await asyncio.sleep(max(0.0, started + index / rate - time.monotonic()))
                text, sender = texts[index % len(texts)], f"child{index % children}"
                tasks.append(asyncio.create_task(self._ask(client, sender, text)))
            return await asyncio.gather(*tasks)

    async def _ask(self, client: httpx.AsyncClient, sender: str, text: str) -> float | None:
        """Return how long the answer took, or None if there was none."""
        started = time.monotonic()
        try:
            answer = await client.post(self.url, json={"sender": sender, "message": text})
        except httpx.HTTPError:
            return None
        return time.monotonic() - started if answer.status_code == 200 and answer.json() else None

    async def _second(self, sender: str) -> float:
        async with _client() as client:
            first = asyncio.create_task(self._ask(client, sender, "hola"))
            await asyncio.sleep(_APART)
            waited = await self._ask(client, sender, "gracias")
            _ = await first
        return float("inf") if waited is None else waited


def measure_stock(
    settings: Settings,
    content: Content,
    texts: Sequence[str],
    rates: Sequence[float],
    seconds: float,
    children: int,
) -> Stock:
    """Run the baseline and measure it as ours is measured.

    Args:
        settings: where the baseline is kept.
        content: what it is trained on.
        texts: what is sent, in turn.
        rates: messages a second, ascending; see :func:`bench.load.ours.measure_ours`.
        seconds: how long each rate lasts.
        children: how many write, in turn.
    """
    with running_stock(settings, content) as server:
        server.talk(texts, *WARM_UP, children)
        found = Stock(server.starts_in, second_message=server.second_message())
        for rate in rates:
            if rate <= FULL or found.loads[-1].keeps_up:
                found.loads.append(server.talk(texts, rate, seconds, children))
        found.megabytes = megabytes(server.pid)
    return found


@contextmanager
def running_stock(settings: Settings, content: Content) -> Iterator[Server]:
    """Train the baseline unless it is there already, and run it.

    Args:
        settings: where it is kept: in the folder stock of ``var_dir``.
        content: what it is trained on.
    """
    folder = _trained(settings.var_dir / "stock", content)
    model = next((folder / "models").glob("*.tar.gz"))
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "rasa", "run", "--model", str(model), "--interface",
               "127.0.0.1", "--port", str(port), "--credentials", "credentials.yml"]  # fmt: skip
    started = time.monotonic()
    with (folder / "rasa.log").open("w") as log:
        process = subprocess.Popen(  # noqa: S603 -- our own command
            command, cwd=folder, env=_environment(), stdout=log, stderr=subprocess.STDOUT
        )
    try:
        _wait_until_up(url, process)
        yield Server(f"{url}/webhooks/rest/webhook", process.pid, time.monotonic() - started)
    finally:
        process.terminate()
        process.wait(30)


def project(content: Content) -> dict[str, Any]:
    """Return the files of the baseline by name: the same intents, a fixed answer to each."""
    kinds = (content.topics, content.small_talk, content.urgent)
    examples = {name: item.examples for kind in kinds for name, item in kind.items()}
    names = [*examples, _FALLBACK]
    nlu = [
        {"intent": name, "examples": [{"text": " ".join(text.split())} for text in texts]}
        for name, texts in examples.items()
    ]
    rules = [{"rule": name, "steps": _steps(name)} for name in names]
    stories = [
        {"story": f"{first}, {second}", "steps": [*_steps(first), *_steps(second)]}
        for first, second in pairwise(examples)
    ]
    return {
        "config.yml": _CONFIG,
        "credentials.yml": {"rest": None},
        "domain.yml": {
            "version": "3.1",
            "intents": [*examples],
            "responses": {f"utter_{name}": [{"text": _answer(name, content)}] for name in names},
        },
        "data.yml": {"version": "3.1", "nlu": nlu, "rules": rules, "stories": stories},
    }


def _steps(name: str) -> list[dict[str, str]]:
    return [{"intent": name}, {"action": f"utter_{name}"}]


def _answer(name: str, content: Content) -> str:
    if name not in content.topics:
        return name
    return render_answer(name, "MX", content, today())[0].text


def _trained(folder: Path, content: Content) -> Path:
    files = project(content)
    digest = hashlib.sha256(json.dumps(files, sort_keys=True).encode()).hexdigest()
    stamp = folder / "trained"
    if stamp.exists() and stamp.read_text() == digest:
        return folder
    print("Entrenando la referencia (Rasa tal como viene); tarda varios minutos…", flush=True)
    (folder / "models").mkdir(parents=True, exist_ok=True)
    for old in (folder / "models").glob("*.tar.gz"):
        old.unlink()
    for name, document in files.items():
        YAML().dump(document, folder / name)
    command = [sys.executable, "-m", "rasa", "train", "--data", "data.yml", "--augmentation", "0",
               "--skip-validation"]  # fmt: skip
    with (folder / "train.log").open("w") as log:
        subprocess.run(  # noqa: S603 -- our own command
            command, cwd=folder, env=_environment(), stdout=log, stderr=log, check=True
        )
    stamp.write_text(digest)
    return folder


def _environment() -> dict[str, str]:
    quiet = {"RASA_TELEMETRY_ENABLED": "false", "TF_CPP_MIN_LOG_LEVEL": "3",
             "PYTHONWARNINGS": "ignore", "LOG_LEVEL": "WARNING",
             "SQLALCHEMY_SILENCE_UBER_WARNING": "1"}  # fmt: skip
    return {**os.environ, **quiet}


def _wait_until_up(url: str, process: "subprocess.Popen[bytes]") -> None:
    end = time.monotonic() + _STARTS_WITHIN
    while time.monotonic() < end:
        if process.poll() is not None:
            raise RuntimeError("la referencia no empieza: mira su rasa.log")
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200:
                return
        except httpx.HTTPError:
            time.sleep(0.2)
    raise TimeoutError("la referencia no contesta: mira su rasa.log")


def _client() -> httpx.AsyncClient:
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=100)
    return httpx.AsyncClient(timeout=_ANSWERS_WITHIN, limits=limits, trust_env=False)
