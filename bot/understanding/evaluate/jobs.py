"""Work for processes of their own: two at once, one core each, memory measured one by one.

Nothing heavy is imported here, so that a fresh process can say how many threads it wants before
numpy and TensorFlow count the cores.
"""

import logging
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from bot.understanding.evaluate.reading import Reading

AT_ONCE = 2
_KEPT_VECTORS = 100_000  # 2 kB each: all messages of a run, which every fold encodes again
_ENVIRONMENT = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "SQLALCHEMY_SILENCE_UBER_WARNING": "1",
}


@dataclass(frozen=True)
class Job:
    """Messages to read, and with what.

    Attributes:
        name: for the one who waits.
        texts: the messages.
        data_dir: the content to train on; not used with a model.
        model: a trained model; without one, a fit of the content.
    """

    name: str
    texts: tuple[str, ...]
    data_dir: Path
    model: Path | None = None


@dataclass(frozen=True)
class Done:
    """What a job gave.

    Attributes:
        readings: one for each text.
        training_seconds: of one core, for the fit; None with a trained model.
        peak_megabytes: the most memory that the process had up to then.
    """

    readings: list[Reading]
    training_seconds: float | None
    peak_megabytes: float


def run_jobs(jobs: Sequence[Job], tell: Callable[[str], None]) -> list[Done]:
    """Do jobs side by side.

    Args:
        jobs: any number.
        tell: is told in a line what is finished.

    Returns:
        What each gave, in the same order.
    """
    workers = min(AT_ONCE, len(jobs), os.cpu_count() or 1)
    with ProcessPoolExecutor(workers, get_context("spawn"), initializer=_prepare) as pool:
        waiting = {pool.submit(do, job): place for place, job in enumerate(jobs)}
        done: dict[int, Done] = {}
        for future in as_completed(waiting):
            place = waiting[future]
            done[place] = future.result()
            tell(f"{len(done)}/{len(jobs)}: {jobs[place].name}")
    return [done[place] for place in range(len(jobs))]


def do(job: Job) -> Done:
    """Do one job in this process, whose DATA_DIR it sets."""
    os.environ["DATA_DIR"] = str(job.data_dir)
    texts = list(job.texts)
    if job.model is not None:
        from bot.understanding.evaluate.trained import read_with_model

        with _one_core():
            return Done(read_with_model(job.model, texts), None, _peak_megabytes())
    from bot.language.encode import shared_encoder
    from bot.language.fine_encoder import fine_encoder
    from bot.understanding.evaluate.pipeline import Pipeline

    for encoder in (shared_encoder(), fine_encoder()):
        encoder.keep(_KEPT_VECTORS)
    with tempfile.TemporaryDirectory() as folder:
        started = time.process_time()
        pipeline = Pipeline.fit(Path(folder))
        seconds = time.process_time() - started
    return Done(pipeline.read(texts), seconds, _peak_megabytes())


def _prepare() -> None:
    os.environ.update(_ENVIRONMENT)
    logging.captureWarnings(capture=True)  # Rasa's packages warn of each other at every start
    logging.getLogger("py.warnings").setLevel(logging.ERROR)


@contextmanager
def _one_core() -> Iterator[None]:
    """Stay on one core, where the system can be told so."""
    if not hasattr(os, "sched_setaffinity"):
        yield
        return
    allowed = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(allowed)})
    try:
        yield
    finally:
        os.sched_setaffinity(0, allowed)


def _peak_megabytes() -> float:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (1024**2 if sys.platform == "darwin" else 1024)  # bytes there, kilobytes here
