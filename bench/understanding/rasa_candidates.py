"""Candidates of Rasa's own components, trained by `rasa train nlu`."""

import asyncio
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from bench.understanding.candidate import Ranking
from bot.understanding.evaluate.messages import Labelled

EPOCHS = 15  # Rasa's own is 300, which would be hours for each row

_NORMALISER = {"name": "bot.understanding.normaliser.ChildSpanishNormaliser"}
_WORDS = [{"name": "WhitespaceTokenizer"}]
_WORD_COUNTS: list[dict[str, Any]] = [{"name": "CountVectorsFeaturizer"}]
_LETTERS: list[dict[str, Any]] = [
    {
        "name": "CountVectorsFeaturizer",
        "analyzer": "char_wb",
        "min_ngram": 1,
        "max_ngram": 4,
    }
]
_DIET: dict[str, Any] = {
    "name": "DIETClassifier",
    "epochs": EPOCHS,
    "entity_recognition": False,
    "constrain_similarities": True,
    "ranking_length": 0,  # all labels
    "random_seed": 20261124,
}
_REGEX = {"name": "RegexFeaturizer"}
_SYNTAX = {"name": "LexicalSyntacticFeaturizer"}

RASA_DEFAULT = [*_WORDS, _REGEX, _SYNTAX, *_WORD_COUNTS, *_LETTERS]
"""What `rasa init` writes, of which only DIET is left to be added."""

SPACY = [
    {"name": "SpacyNLP", "model": "es_core_news_sm"},
    {"name": "SpacyTokenizer"},
    {"name": "SpacyFeaturizer"},
    *_LETTERS,
]
QUICK = [
    *_WORDS,
    {"name": "bot.understanding.sentence_encoder.SentenceEncoder"},
    *_LETTERS,
]
FINE = [*_WORDS, {"name": "bench.understanding.fine_featurizer.FineFeaturizer"}, *_LETTERS]


class Diet:
    """DIET on some features."""

    def __init__(self, features: Sequence[dict[str, Any]], *, is_normalised: bool = True) -> None:
        """Make it.

        Args:
            features: Rasa's components before DIET.
            is_normalised: whether the bot's normaliser comes first.
        """
        first = [_NORMALISER] if is_normalised else []
        self._pipeline = [*first, *features, _DIET]

    def fit(self, messages: Sequence[Labelled], folder: Path) -> None:
        """Train and load it."""
        from rasa.core.agent import Agent
        from rasa.model_training import train_nlu

        examples: dict[str, list[str]] = defaultdict(list)
        for message in messages:
            examples[message.name].append(" ".join(message.text.split()))
        config = {
            "recipe": "default.v1",
            "language": "es",
            "assistant_id": "compare",
            "pipeline": self._pipeline,
        }
        intents = [
            {"intent": name, "examples": [{"text": text} for text in texts]}
            for name, texts in examples.items()
        ]
        YAML().dump(config, folder / "config.yml")
        YAML().dump({"version": "3.1", "nlu": intents}, folder / "nlu.yml")
        model = train_nlu(str(folder / "config.yml"), str(folder / "nlu.yml"), str(folder))
        (folder / "nlu.yml").unlink()
        self._agent = Agent.load(model)

    def rank(self, text: str) -> Ranking:
        """Rank all labels."""
        parsed = asyncio.run(self._agent.parse_message(text))
        return {item["name"]: item["confidence"] for item in parsed["intent_ranking"]}
