"""A short form of ``make faults``: slow, but the only test in which everything fails at once."""

from pathlib import Path

import pytest

from tests.faults.campaign import run_one


@pytest.mark.slow
@pytest.mark.model
@pytest.mark.parametrize("seed", [1, 2, 3])
def test_no_promise_is_broken_while_everything_fails(seed: int, model_dir: Path):
    run_one(seed, model_dir, is_whole=False)
