"""Our system, measured: processes over the sandbox, in a folder of its own."""

import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.load.crowd import PROBES, Crowd
from bench.load.figures import FULL, Load
from bench.load.growth import Grown, plant, read_times
from bench.load.probes import CRIES, EVERY_SECONDS, Cry, busy, cry, second_message
from bench.load.processes import megabytes
from bench.load.stock import WARM_UP
from tests.kit.system import System, running_system

PROCESSES = ("actions", "rasa", "bridge")
STAND_IN = "sandbox and driver"
SIZES = (1_000, 10_000, 100_000, 1_000_000)
_GROWTH = (10.0, 10.0)


@dataclass
class Ours:
    """What was measured of our system; see docs/decisions/0007-speed.md."""

    starts_in: dict[str, float] = field(default_factory=dict)
    megabytes: dict[str, float] = field(default_factory=dict)
    loads: list[Load] = field(default_factory=list)
    second_message: float = 0.0
    cries: dict[str, Cry] = field(default_factory=dict)
    grown: list[Grown] = field(default_factory=list)


def measure_ours(
    model_dir: Path, texts: Sequence[str], rates: Sequence[float], seconds: float
) -> Ours:
    """Start the system and measure everything, one thing after the other.

    Args:
        model_dir: the trained model.
        texts: what children write.
        rates: messages a second, ascending; those up to ``FULL`` are tried in any case,
            the others only while the one before was kept up with.
        seconds: how long each rate lasts.
    """
    found = Ours()
    numbers = iter(PROBES)
    with _running(model_dir, texts, found) as (system, crowd):
        store = system.store
        crowd.talk(*WARM_UP)
        found.second_message = second_message(crowd, numbers)
        found.cries["idle"] = cry(crowd, store, numbers)
        for rate in rates:
            if rate <= FULL or found.loads[-1].keeps_up:
                found.loads.append(_said(crowd.talk(rate, seconds)))
        with busy(crowd, FULL, CRIES * EVERY_SECONDS + 10):
            found.cries["busy"] = cry(crowd, store, numbers)
        found.megabytes = {name: megabytes(system.pid(name)) for name in PROCESSES}
        for size in SIZES:
            plant(store, size)
            reads = read_times(store)
            load = _said(crowd.talk(*_GROWTH))
            found.grown.append(Grown(size, reads, load.milliseconds("bridge")))
    return found


@contextmanager
def _running(model_dir: Path, texts: Sequence[str], found: Ours) -> Iterator[tuple[System, Crowd]]:
    with TemporaryDirectory() as folder, running_system(Path(folder), model_dir) as system:
        for name in PROCESSES:
            started = time.monotonic()
            system.start(name)
            found.starts_in[name] = time.monotonic() - started
        pids = {STAND_IN: os.getpid(), **{name: system.pid(name) for name in PROCESSES}}
        crowd = Crowd(system, texts, pids)
        try:
            yield system, crowd
        finally:
            crowd.close()


def _said(load: Load) -> Load:
    waits = load.spread
    shown = f"p95 {1000 * waits.p95:.0f} ms" if waits else "ninguna respuesta"
    print(f"{load.rate:g} por segundo: {load.sent} enviados, {load.lost} perdidos, {shown}")
    return load
