"""Runs an evaluation: which messages are read by what, and what comes of it."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from bot.clock import today
from bot.config import Settings
from bot.content.checks.files import read_content_files
from bot.content.load import load_content
from bot.content.model import Content
from bot.errors import BotError
from bot.understanding.evaluate.batch import Batch
from bot.understanding.evaluate.figures import Figures
from bot.understanding.evaluate.folds import FOLDS, fold_of
from bot.understanding.evaluate.held_back import copy_without
from bot.understanding.evaluate.jobs import Done, Job, run_jobs
from bot.understanding.evaluate.labelled_file import read_labelled
from bot.understanding.evaluate.messages import Example, examples, held_out
from bot.understanding.evaluate.pairs import Pair
from bot.understanding.evaluate.robustness import chosen

Tell = Callable[[str], None]


@dataclass(frozen=True)
class Measured:
    """A set of messages, and how the bot did on it.

    Attributes:
        name: of the set, short.
        how: what the messages are and what read them.
        pairs: the messages with what was made of them.
        figures: the figures.
    """

    name: str
    how: str
    pairs: list[Pair]
    figures: Figures


def cross_validate(settings: Settings, tell: Tell) -> list[Measured]:
    """Measure on data/ by cross-validation, and on the team's held-out messages.

    Args:
        settings: name data/, beside which tests/ stands, and the trained models.
        tell: is told in a line how far it is.

    Returns:
        The cross-validation; if there are messages in tests/, these by a fit of all of data/;
        and if there is a trained model, these by it.

    Raises:
        BotError: data/ has no examples.
    """
    files = read_content_files(settings.data_dir.parent, today())
    content = load_content(settings.data_dir)
    trained_on, team = examples(files), held_out(files)
    if not trained_on:
        raise BotError(f"{settings.data_dir} no tiene ejemplos: no hay nada que medir")
    with tempfile.TemporaryDirectory() as folder:
        parts = _folds(trained_on, settings.data_dir.parent, Path(folder))
        if team:
            batch = Batch.whole(team)
            parts.append((batch, Job("held-out messages", batch.texts, settings.data_dir)))
        if team and (model := newest_archive(settings.model_dir)):
            batch = Batch(team, [False] * len(team))
            parts.append((batch, Job("trained model", batch.texts, settings.data_dir, model)))
        tell(f"{len(trained_on)} messages in {FOLDS} folds: some minutes on two cores")
        done = run_jobs([job for _, job in parts], tell)
    finished = [(batch, job, result) for (batch, job), result in zip(parts, done, strict=True)]
    measured = [
        _measured(
            "cross-validation",
            f"examples of data/ in {FOLDS} folds, near-duplicates on one side, each fold read "
            "by what was trained without it",
            [(batch, result) for batch, _, result in finished[:FOLDS]],
            content,
        )
    ]
    for batch, job, result in finished[FOLDS:]:
        how = f"messages of tests/, never trained on, read by {_reader(job)}"
        measured.append(_measured(job.name, how, [(batch, result)], content))
    return measured


def evaluate_file(path: Path, settings: Settings, tell: Tell) -> list[Measured]:
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
    job = Job(path.name, batch.texts, settings.data_dir, newest_archive(settings.model_dir))
    tell(f"{len(batch.texts)} messages and variants, read by {_reader(job)}")
    done = run_jobs([job], tell)
    how = f"messages of {path.name}, read by {_reader(job)}"
    return [_measured(path.name, how, [(batch, done[0])], content)]


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


def _measured(
    name: str, how: str, results: Sequence[tuple[Batch, Done]], content: Content
) -> Measured:
    pairs = [pair for batch, done in results for pair in batch.pairs(done)]
    retyped = [each for batch, done in results for each in batch.retyped(done)]
    jobs = [done for _, done in results]
    return Measured(name, how, pairs, Figures.of(pairs, retyped, jobs, content))


def _reader(job: Job) -> str:
    if job.model is None:
        return "one fit of data/"
    return f"the trained model {job.model.name} with all of Rasa's pipeline"
