import numpy as np
import pytest

from bot.language.urgency.thresholds import UNSURE_BUDGET, HeldOut, choose, long_scores, reached


def _held_out(**changes: object) -> HeldOut:
    """900 ordinary messages with scores from 0 to 0.9, 100 urgent ones at 0.95."""
    scores = np.concatenate([np.linspace(0, 0.9, 900), np.full(100, 0.95)])
    nothing = np.zeros(1000, dtype=np.bool_)
    values: dict[str, object] = {
        "is_urgent": np.arange(1000) >= 900,
        "is_ordinary": np.arange(1000) < 900,
        "scores": scores,
        "full_scores": scores,
        "is_live": nothing,
        "is_modified": nothing,
        "is_told": nothing,
        "is_doubtful": nothing,
    }
    return HeldOut(**{**values, **changes})  # type: ignore[arg-type]


def test_thresholds_are_as_low_as_the_budgets_allow() -> None:
    chosen = choose(_held_out(), np.linspace(0, 1, 200))
    rates = reached(_held_out(), chosen)
    assert rates["recall"] == rates["recall_urgent"] == 1
    assert 0.015 < rates["false_urgent"] <= 0.02
    assert 0.03 < rates["false_unsure"] <= UNSURE_BUDGET
    assert chosen.unsure < chosen.urgent <= chosen.window_urgent
    assert chosen.unsure <= chosen.window_unsure <= chosen.window_urgent


def test_false_alarms_of_patterns_use_up_the_budget() -> None:
    live = np.arange(1000) < 18
    rates = reached(_held_out(is_live=live), choose(_held_out(is_live=live), np.zeros(0)))
    assert rates["false_urgent"] == pytest.approx(18 / 900)


def test_what_patterns_ask_about_uses_up_the_budget() -> None:
    doubtful = np.arange(1000) < 30
    rates = reached(
        _held_out(is_doubtful=doubtful), choose(_held_out(is_doubtful=doubtful), np.zeros(0))
    )
    assert 30 / 900 < rates["false_unsure"] <= UNSURE_BUDGET


def test_a_score_alone_does_not_make_urgent_what_is_told() -> None:
    told = _held_out(is_told=np.arange(1000) >= 900)
    rates = reached(told, choose(told, np.zeros(0)))
    assert (rates["recall"], rates["recall_urgent"]) == (1, 0)


def test_thresholds_have_a_floor() -> None:
    calm = _held_out(scores=np.zeros(1000), full_scores=np.zeros(1000))
    chosen = choose(calm, np.zeros(10))
    assert chosen.urgent >= 0.5
    assert chosen.unsure > 0
    assert reached(calm, chosen)["false_unsure"] == 0


def test_a_told_danger_and_a_faint_cry_are_unsure() -> None:
    one = np.arange(1000) == 999
    low = np.zeros(1000)
    told = _held_out(scores=low, full_scores=np.full(1000, 0.99) * one, is_modified=one)
    faint = _held_out(scores=low, full_scores=low, is_doubtful=one)
    for held_out in (told, faint):
        rates = reached(held_out, choose(held_out, np.zeros(0)))
        assert rates["recall"] == 0.01
        assert rates["recall_urgent"] == 0


def test_rates_of_nothing_are_nothing() -> None:
    everything = np.ones(1000, dtype=np.bool_)
    rates = reached(_held_out(is_ordinary=everything), choose(_held_out(), np.zeros(0)))
    assert rates["lookalike_urgent"] == 0


def test_long_messages_are_made_of_short_ones() -> None:
    seen: list[str] = []

    def score(texts: list[str]) -> np.ndarray:
        seen.extend(texts)
        return np.array([float("peligro" in text) for text in texts])

    texts = [f"esta es la frase numero {number} de muchas" for number in range(20)]
    assert set(long_scores(texts, score, seed=1)) == {0.0}
    assert set(long_scores([f"{text} peligro" for text in texts], score, seed=1)) == {1.0}
    assert all("frase" in text or "muchas" in text for text in seen)
    assert long_scores(texts[:3], score, seed=1) == []
