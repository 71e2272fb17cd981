from dataclasses import replace

import numpy as np
import pytest

from bot.content.model import Content
from bot.language.urgency.classifier import UrgencyModel
from bot.language.urgency.train import FIRST_CLASS, LOOKALIKE, ORDINARY, collect, train


def test_each_message_counts_once_and_urgent_wins(small: Content) -> None:
    blows = small.urgent["blows"]
    twice = replace(blows, examples=(*blows.examples, "HOLA", "…"))
    examples = collect(replace(small, urgent={**small.urgent, "blows": twice}))
    assert len(set(examples.texts)) == len(examples.texts)
    assert "" not in examples.texts
    assert examples.labels[examples.texts.index("hola")] == FIRST_CLASS
    assert set(examples.labels) == {ORDINARY, LOOKALIKE, FIRST_CLASS, FIRST_CLASS + 1}
    assert examples.kinds == 3  # a group of topics, a small talk, look-alikes of no topic
    assert set(examples.targets) == {0, 1, 2, 3, 4}


def test_what_was_reached_is_kept(small_model: UrgencyModel, small: Content) -> None:
    assert small_model.reached["recall"] > 0.9
    assert small_model.reached["false_urgent"] <= 0.02
    examples = collect(small)
    assert np.array_equal(small_model.held_out_labels, examples.labels)
    assert small_model.held_out_scores.shape == examples.labels.shape


def test_the_same_content_gives_the_same_model(small_model: UrgencyModel, small: Content) -> None:
    again = train(small)
    texts = ["mi tio me golpea aqui", "como pido asilo"]
    assert np.allclose(again.predict(texts), small_model.predict(texts), atol=1e-3)
    assert again.thresholds.unsure == pytest.approx(small_model.thresholds.unsure, abs=1e-2)


@pytest.mark.parametrize("missing", ["urgent", "ordinary", "all"])
def test_without_both_sides_nothing_is_trained(small: Content, missing: str) -> None:
    blows = replace(small.urgent["blows"], lookalikes=())
    content = {
        "urgent": replace(small, urgent={}),
        "ordinary": Content(urgent={"blows": blows}),
        "all": Content(),
    }[missing]
    with pytest.raises(ValueError, match="hacen falta ejemplos"):
        train(content)
