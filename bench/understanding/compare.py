"""Compares ways of understanding side by side: `make compare`, or with the names of some rows.

Each row is measured in a process of its own on one core and added to reports/compare.jsonl as
soon as it is there; all of them take some hours, so one that was broken off goes on where it
was. The table is reports/compare.md.
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict

from bench.understanding.candidate import Candidate
from bench.understanding.split import Split
from bot.config import ROOT
from bot.understanding.evaluate.messages import Labelled

REPORTS = ROOT / "reports"
LINES, TABLE = REPORTS / "compare.jsonl", REPORTS / "compare.md"
COLUMNS = {
    "top1": "top-1", "top3": "top-3", "macro_f1": "macro F1",
    "unknown_recall": "out of scope found", "team_top1": "team top-1", "team_top3": "team top-3",
    "training": "training s", "message": "ms a message", "megabytes": "MB",
}  # fmt: skip
_ONE_CORE = {
    "OMP_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "RASA_TELEMETRY_ENABLED": "false",
    "PYTHONWARNINGS": "ignore",
}


def main(arguments: Sequence[str]) -> int:
    """Measure the rows that are asked for, or all, and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", choices=[*rows(), []], help="which rows; all if none")
    parser.add_argument("--alone", action="store_true", help="measure the row in this process")
    parsed = parser.parse_args(arguments)
    if parsed.alone:
        print(json.dumps(_measured(parsed.rows[0])))
        return 0
    REPORTS.mkdir(exist_ok=True)
    LINES.touch()
    for name in parsed.rows or rows():
        if name not in {line["name"] for line in _lines()}:
            print(name, flush=True)
            _measure_apart(name)
    TABLE.write_text(table(_lines()))
    print(TABLE.read_text())
    return 0


def rows() -> dict[str, tuple[Callable[[], Candidate], Callable[[Split], list[Labelled]]]]:
    """Return what is compared: by name, what makes the candidate and what it is trained on."""
    from bench.understanding.linear_candidates import Ours, Summed
    from bench.understanding.rasa_candidates import FINE, QUICK, RASA_DEFAULT, SPACY, Diet
    from bench.understanding.tuned_candidate import Tuned
    from bench.understanding.typing_noise import mistyped
    from bot.language.encode import shared_encoder
    from bot.language.fine_encoder import fine_encoder

    def plain(split: Split) -> list[Labelled]:
        return split.train

    def described(split: Split) -> list[Labelled]:
        return split.train + split.descriptions

    def noisy(split: Split) -> list[Labelled]:
        return split.train + mistyped(split.train, seed=1)

    return {
        "USE, n-grams": (lambda: Summed(shared_encoder, has_letters=True), plain),
        "USE, e5": (lambda: Summed(shared_encoder, fine_encoder), plain),
        "USE, e5, n-grams": (
            lambda: Summed(shared_encoder, fine_encoder, has_letters=True), plain,
        ),
        "ours: e5 only in doubt, calibrated": (Ours, plain),
        "ours without the normaliser": (lambda: Ours(clean=str), plain),
        "ours with title and need": (Ours, described),
        "ours with typing errors": (Ours, noisy),
        "tuned e5, USE, n-grams": (Tuned, described),
        "DIET: Rasa's default": (lambda: Diet(RASA_DEFAULT, is_normalised=False), plain),
        "DIET: USE, n-grams": (lambda: Diet(QUICK), plain),
        "DIET: e5, n-grams": (lambda: Diet(FINE), plain),
        "DIET: spaCy, n-grams": (lambda: Diet(SPACY), plain),
        "DIET: Rasa's default, normalised": (lambda: Diet(RASA_DEFAULT), plain),
        "tuned e5 without typing errors": (lambda: Tuned(has_noise=False), described),
        "tuned e5 without title and need": (Tuned, plain),
    }  # fmt: skip


def table(lines: Iterable[dict[str, object]]) -> str:
    """Write figures as a Markdown table."""
    head = ["", *COLUMNS.values()]
    written = [f"| {' | '.join(head)} |", "|---" * len(head) + "|"]
    for line in lines:
        cells = [_cell(name, line[name]) for name in COLUMNS]
        written.append(f"| {line['name']} | {' | '.join(cells)} |")
    return "\n".join([*written, ""])


def _lines() -> list[dict[str, object]]:
    return [json.loads(line) for line in LINES.read_text().splitlines()]


def _measure_apart(name: str) -> None:
    command = [sys.executable, "-m", "bench.understanding.compare", name, "--alone"]
    environment = {**os.environ, **_ONE_CORE}
    done = subprocess.run(  # noqa: S603 -- our own command
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True
    )
    with LINES.open("a") as lines:
        lines.write(done.stdout.splitlines()[-1] + "\n")


def _measured(name: str) -> dict[str, object]:
    from bench.understanding.measure import measure
    from bench.understanding.split import split

    make, training = rows()[name]
    divided = split()
    return {"name": name, **asdict(measure(make(), divided, training(divided)))}


def _cell(name: str, value: object) -> str:
    if not isinstance(value, float):
        raise TypeError(f"{name}: {value!r} is no figure")
    is_share = name not in ("training", "message", "megabytes")
    return f"{100 * value:.1f}" if is_share else f"{value:.0f}" if value >= 20 else f"{value:.1f}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
