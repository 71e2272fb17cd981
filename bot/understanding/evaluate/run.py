"""Runs an evaluation: which messages are read by what, and what comes of it."""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from bot.clock import today
from bot.config import Settings
from bot.content.checks.files import read_content_files
from bot.content.load import load_content
from bot.content.model import Content
from bot.errors import BotError
from bot.understanding.evaluate.batch import Batch
from bot.understanding.evaluate.figures import Cost, Figures
from bot.understanding.evaluate.folds import FOLDS, fold_of
from bot.understanding.evaluate.held_back import copy_without
from bot.understanding.evaluate.jobs import Done, Job, run_jobs
from bot.understanding.evaluate.labelled_file import read_labelled
from bot.understanding.evaluate.messages import Example, Labelled, examples, held_out
from bot.understanding.evaluate.metrics import Rate
from bot.understanding.evaluate.results import Evaluation, Measured, WholePipeline
from bot.understanding.evaluate.robustness import chosen

Tell = Callable[[str], None]


def cross_validate(settings: Settings, tell: Tell) -> Evaluation:
    """Measure on data/ by cross-validation, and on the team's held-out messages.

    Args:
        settings: name data/, beside which tests/ stands, and the trained models.
        tell: is told in a line how far it is.

    Returns:
        The cross-validation and, if there are messages in tests/, these by a fit of all of
        data/, beside them the trained model, if there is one.

    Raises:
        BotError: data/ has no examples.
    """
    root = settings.data_dir.parent
    files = read_content_files(root, today())
    content = load_content(settings.data_dir)
    trained_on = examples(files)
    if not trained_on:
        raise BotError(f"{settings.data_dir} no tiene ejemplos: no hay nada que medir")
    tell(f"{len(trained_on)} messages in {FOLDS} folds: some minutes on two cores")
    with tempfile.TemporaryDirectory() as folder:
        parts = [*_folds(trained_on, root, Path(folder)), *_tests(held_out(files), settings)]
        done = run_jobs([job for _, job in parts], tell)
    read = [(batch, result) for (batch, _), result in zip(parts, done, strict=True)]
    folds, tests = read[:FOLDS], read[FOLDS:]
    how = (
        f"examples of data/ in {FOLDS} folds, near-duplicates on one side, each fold read by "
        "what was trained without it"
    )
    measured = [_measured("cross-validation", how, folds, content)]
    if tests:
        how = "messages of tests/, never trained on, read by one fit of data/"
        measured.append(_measured("tests/", how, tests[:1], content))
    if len(tests) < 2:
        return Evaluation(measured)
    return Evaluation(measured, _compared(parts[-1][1].name, *tests[1], measured[1]))


def evaluate_file(path: Path, settings: Settings, tell: Tell) -> Evaluation:
    """Measure on a labelled file, with the trained model if there is one, else a fit of data/.

    Args:
        path: the file, as labelled_file.py reads it.
        settings: name data/ and the trained models.
        tell: is told in a line how far it is.

    Returns:
        The one measurement.

    Raises:
        ContentError: the file has mistakes.
    """
    content = load_content(settings.data_dir)
    batch = Batch.whole(read_labelled(path, content))
    model = newest_archive(settings.model_dir)
    reader = (
        f"the trained model {model.name}, all of Rasa's pipeline" if model else "a fit of data/"
    )
    tell(f"{len(batch.texts)} messages and variants, read by {reader}")
    done = run_jobs([Job(path.name, batch.texts, settings.data_dir, model)], tell)
    how = f"messages of {path}, read by {reader}"
    return Evaluation([_measured(path.name, how, [(batch, done[0])], content)])


def newest_archive(model_dir: Path) -> Path | None:
    """Return the model that was trained last, if there is one."""
    models = sorted(model_dir.glob("*.tar.gz"), key=lambda path: path.stat().st_mtime)
    return models[-1] if models else None


def _folds(trained_on: list[Example], root: Path, folder: Path) -> list[tuple[Batch, Job]]:
    """Divide the examples, and write for each fold a data/ that lacks it."""
    messages = [example.message for example in trained_on]
    folds, retyped = fold_of(messages), chosen(messages)
    parts = []
    for fold in range(FOLDS):
        inside = [place for place in range(len(messages)) if folds[place] == fold]
        batch = Batch(
            [messages[place] for place in inside], [place in retyped for place in inside]
        )
        without = (trained_on[place] for place in inside)
        copy = copy_without(root, without, folder / str(fold))
        parts.append((batch, Job(f"fold {fold + 1}", batch.texts, copy)))
    return parts


def _tests(messages: list[Labelled], settings: Settings) -> Iterator[tuple[Batch, Job]]:
    """Have the held-out messages read by a fit, and by the trained model if there is one."""
    if not messages:
        return
    batch = Batch.whole(messages)
    yield batch, Job("tests/", batch.texts, settings.data_dir)
    if model := newest_archive(settings.model_dir):
        batch = Batch(messages, [False] * len(messages))
        yield batch, Job(model.name, batch.texts, settings.data_dir, model)


def _measured(
    name: str, how: str, results: Sequence[tuple[Batch, Done]], content: Content
) -> Measured:
    pairs = [pair for batch, done in results for pair in batch.pairs(done)]
    retyped = [each for batch, done in results for each in batch.retyped(done)]
    jobs = [done for _, done in results]
    return Measured(name, how, pairs, Figures.of(pairs, retyped, jobs, content))


def _compared(model: str, batch: Batch, done: Done, fit: Measured) -> WholePipeline:
    pairs = batch.pairs(done)
    same = (
        (one.decision, one.topic, one.outcome) == (other.decision, other.topic, other.outcome)
        for (_, one), (_, other) in zip(pairs, fit.pairs, strict=True)
    )
    return WholePipeline(model, Cost.of(pairs, [done]), Rate.among(same))
