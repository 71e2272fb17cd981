"""Bare questions about what was said before are ordinary messages to the urgency check."""

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from bot.language.urgency.check import UrgencyCheck
from bot.language.urgency.stored import newest_model
from tests.kit.factories import content

pytestmark = pytest.mark.model

UNSEEN = Path(__file__).parent.parent / "language" / "follow_ups.yml"
ASKED_AT_MOST = 0.06  # the share of ordinary messages that may be asked about


def test_none_is_an_alarm_and_few_are_asked_about(model_dir: Path) -> None:
    check = UrgencyCheck(newest_model(model_dir), content())
    unseen = YAML(typ="safe").load(UNSEEN)
    texts = [text for kind, texts in unseen.items() if kind != "none" for text in texts]
    texts += [text for kind in content().follow_ups.kinds.values() for text in kind.examples]
    outcomes = {text: check.check(text).outcome for text in texts}
    assert [text for text, outcome in outcomes.items() if outcome == "urgent"] == []
    asked = [text for text, outcome in outcomes.items() if outcome == "unsure"]
    assert len(asked) <= ASKED_AT_MOST * len(texts), asked
