"""What the trained model does with messages that were written apart from its examples."""

from collections import Counter
from pathlib import Path

import pytest

from bot.config import ROOT
from bot.content.load import load_content
from bot.content.yaml_file import read_document
from bot.language.urgency.check import UrgencyCheck
from bot.language.urgency.stored import newest_model

MESSAGES = read_document(Path(__file__).with_name("messages.yml")).data
FRESH = read_document(Path(__file__).with_name("fresh.yml")).data
CRIES = [(name, text) for name, texts in MESSAGES["urgent"].items() for text in texts]


@pytest.fixture(scope="module")
def check(model_dir: Path) -> UrgencyCheck:
    model = newest_model(model_dir)
    assert model is not None
    return UrgencyCheck(model, load_content(ROOT / "data"))


def _written_out(check: UrgencyCheck, texts: list[str]) -> str:
    return "\n".join(f"{check.check(text)} | {text}" for text in texts)


@pytest.mark.model
def test_cries_are_heard(check: UrgencyCheck) -> None:
    missed = [text for _, text in CRIES if check.check(text).outcome == "none"]
    assert len(missed) <= 0.04 * len(CRIES), _written_out(check, missed)


@pytest.mark.model
def test_the_class_is_right(check: UrgencyCheck) -> None:
    wrong = [text for name, text in CRIES if check.check(text).urgent_class != name]
    assert len(wrong) <= 0.15 * len(CRIES), _written_out(check, wrong)


@pytest.mark.model
def test_lookalikes_raise_few_alarms(check: UrgencyCheck) -> None:
    texts = MESSAGES["lookalikes"]
    outcomes = Counter(check.check(text).outcome for text in texts)
    assert outcomes["urgent"] <= 0.08 * len(texts), outcomes
    assert outcomes["unsure"] <= 0.25 * len(texts), outcomes


@pytest.mark.model
def test_fresh_cries_are_heard(check: UrgencyCheck) -> None:
    cries = [text for texts in FRESH["urgent"].values() for text in texts]
    missed = [text for text in cries if check.check(text).outcome == "none"]
    assert len(missed) <= 0.02 * len(cries), _written_out(check, missed)


@pytest.mark.model
@pytest.mark.parametrize(
    ("kind", "most_urgent", "most_unsure"), [("ordinary", 0.03, 0.06), ("lookalikes", 0.06, 0.2)]
)
def test_fresh_others_raise_few_alarms(
    check: UrgencyCheck, kind: str, most_urgent: float, most_unsure: float
) -> None:
    texts = FRESH[kind]
    outcomes = Counter(check.check(text).outcome for text in texts)
    assert outcomes["urgent"] <= most_urgent * len(texts), outcomes
    assert outcomes["unsure"] <= most_unsure * len(texts), outcomes


@pytest.mark.model
def test_the_thresholds_keep_to_their_budgets(model_dir: Path) -> None:
    model = newest_model(model_dir)
    assert model is not None
    assert model.reached["false_urgent"] <= 0.03
    assert model.reached["false_unsure"] <= 0.06
    assert model.reached["recall"] >= 0.93
