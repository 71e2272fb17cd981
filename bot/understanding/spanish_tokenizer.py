"""Rasa component: words and signs as spaCy's rules for Spanish divide them.

Only the rules: the tagger, the names and the trees of a whole spaCy model, which nothing here
reads, took a seventh of the time of a message (docs/decisions/0007-speed.md).
"""

from typing import Any, Dict, List, Text

import spacy
from rasa.engine.graph import ExecutionContext
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.tokenizers.tokenizer import Token, Tokenizer
from rasa.shared.nlu.training_data.message import Message


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_TOKENIZER, is_trainable=False)
class SpanishTokenizer(Tokenizer):
    """Divides a message into tokens."""

    def __init__(self, config: Dict[Text, Any]) -> None:
        """Load the rules."""
        super().__init__(config)
        self._divide = spacy.blank("es").tokenizer

    @staticmethod
    def get_default_config() -> Dict[Text, Any]:
        """Intents are whole words here; see Rasa's other tokenizers."""
        return {
            "intent_tokenization_flag": False,
            "intent_split_symbol": "_",
            "token_pattern": None,
        }

    @classmethod
    def create(
        cls,
        config: Dict[Text, Any],
        model_storage: ModelStorage,  # noqa: ARG003
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,  # noqa: ARG003
    ) -> "SpanishTokenizer":
        """Rasa calls this."""
        return cls(config)

    def tokenize(self, message: Message, attribute: Text) -> List[Token]:
        """Return the tokens of one attribute, with their places in it."""
        divided = self._divide(message.get(attribute) or "")
        return [Token(one.text, one.idx) for one in divided if not one.is_space]
