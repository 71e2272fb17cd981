"""The figures of a bridge that runs, as Prometheus reads them."""

from pathlib import Path

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tests.kit.system import System, running_system

TAKE = "✋ Tomar"
WITHIN = 30

Figures = dict[str, float]


def figures(system: System) -> Figures:
    """Return all samples by name, with the value of the label if there is one."""
    page = httpx.get(f"http://127.0.0.1:{system.settings.health_port}/metrics", timeout=30).text
    return {
        ":".join([sample.name, *sample.labels.values()]): sample.value
        for family in text_string_to_metric_families(page)
        for sample in family.samples
    }


def answers(seen: Figures) -> Figures:
    """Return how many turns had each outcome that any had."""
    found = {name: value for name, value in seen.items() if name.startswith("bot_answers_total:")}
    return {name.split(":")[1]: value for name, value in found.items() if value}


def test_each_turn_counts_once_by_what_became_of_it(tmp_path: Path):
    with running_system(tmp_path, tmp_path / "models", "bridge", RASA_START_SECONDS="0") as system:
        box = system.sandbox
        before = figures(system)
        assert answers(before) == {}
        assert before["bot_answers_total:rasa_down"] == 0, "it is there before it rises"
        box.start(1)
        box.wait_for(lambda: answers(figures(system)) == {"fixed": 1}, WITHIN)
        box.child_says(1, "¿qué es el asilo?")
        box.wait_for(lambda: answers(figures(system)).get("rasa_down") == 1, WITHIN)
        box.child_says(1, "AYUDA")
        thread = box.wait_for(lambda: box.threads(), WITHIN)[0]["id"]
        box.wait_for(lambda: TAKE in str(box.thread_messages(thread)), WITHIN)
        box.wait_for(lambda: answers(figures(system)).get("urgent") == 1, WITHIN)
        assert figures(system)["bot_unclaimed_cases"] == 1
        assert figures(system)["bot_oldest_unclaimed_seconds"] > 0
        box.staff_presses("ana", TAKE, thread)
        box.wait_for_child(1, "Ana", WITHIN)
        assert figures(system)["bot_unclaimed_cases"] == 0
        box.child_says(1, "sigo aquí")
        wanted = {"fixed": 1, "rasa_down": 1, "urgent": 1, "human": 1}
        box.wait_for(
            lambda: answers(figures(system)) == wanted, WITHIN, lambda: answers(figures(system))
        )
        assert figures(system)["bot_answer_seconds_count"] == sum(wanted.values())
        assert figures(system)["bot_answer_seconds_sum"] < WITHIN


def test_what_telegram_made_of_each_row_counts(tmp_path: Path):
    with running_system(tmp_path, tmp_path / "models", "bridge", RASA_START_SECONDS="0") as system:
        box = system.sandbox
        box.start(1)
        box.wait_for(lambda: figures(system).get("bot_deliveries_total:sent", 0) >= 1, WITHIN)
        assert "bot_deliveries_total:later" not in figures(system)
        box.faults("too_many", method="sendMessage", seconds=1)
        box.start(2)
        box.wait_for(lambda: figures(system).get("bot_deliveries_total:later") == 1, WITHIN)
        box.faults("forbidden", method="sendMessage")
        box.start(3)
        box.wait_for(lambda: figures(system).get("bot_deliveries_total:blocked") == 1, WITHIN)


def test_what_waits_for_telegram_shows_its_age(tmp_path: Path):
    with running_system(tmp_path, tmp_path / "models", "bridge", RASA_START_SECONDS="0") as system:
        assert figures(system)["bot_oldest_unsent_seconds"] == 0
        system.sandbox.faults("server_error", method="sendMessage", count=50)
        system.sandbox.start(1)
        system.sandbox.wait_for(lambda: figures(system)["bot_oldest_unsent_seconds"] > 1, WITHIN)


@pytest.mark.model
def test_a_turn_that_rasa_answers_counts_as_such(whole_system: System, child: int):
    before = answers(figures(whole_system))
    whole_system.sandbox.child_says(child, "que es el asilo")
    whole_system.sandbox.wait_for(
        lambda: answers(figures(whole_system)).get("rasa", 0) == before.get("rasa", 0) + 1, 60
    )
