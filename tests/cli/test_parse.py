import json
import subprocess
import sys

import pytest

from bot.config import ROOT

pytestmark = pytest.mark.model

DECISIONS = {"answer", "suggest", "not_understood", "hand_off", "ask_danger", "small_talk"}
MESSAGES = ["que es el asilo?", "hola", "me estan pegando ahorita", "/start", "estoy en texas"]


def test_one_json_object_a_line_and_nothing_else(model_dir):
    done = subprocess.run(
        [sys.executable, "-m", "bot", "parse"],
        input="\n".join([*MESSAGES, "", "  "]),
        cwd=ROOT, capture_output=True, text=True, timeout=120, check=True,
    )  # fmt: skip
    parsed = [json.loads(line) for line in done.stdout.splitlines()]
    assert [item["text"] for item in parsed] == MESSAGES
    for item in parsed:
        assert set(item) == {
            "text", "decision", "topic", "confidence", "ranking", "urgency", "country", "entities",
        }  # fmt: skip
        assert item["decision"] in DECISIONS
        assert len(item["ranking"]) == 5
        assert set(item["urgency"]) == {"outcome", "class", "score"}
    assert parsed[0]["topic"] == "what_is_asylum"
    assert parsed[2]["urgency"]["outcome"] == "urgent"
    assert parsed[4]["country"] == "US"
